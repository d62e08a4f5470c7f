import type { AudioSegment } from '#core/audio-segment.ts';

/** The part of an audio element that plays a voice. */
export type VoiceOutput = Pick<
  HTMLAudioElement,
  | 'src'
  | 'preload'
  | 'currentTime'
  | 'playbackRate'
  | 'preservesPitch'
  | 'volume'
  | 'paused'
  | 'ended'
  | 'seeking'
  | 'readyState'
  | 'onerror'
  | 'play'
  | 'pause'
>;

/** Beyond this the voice is hurried or held back, in milliseconds, until it is as good as there. */
const DRIFT = 80;
const AS_GOOD_AS_THERE = 15;
/** Beyond this it jumps. */
const FAR = 400;
/** How much it is hurried or held back, as a part of its speed: little enough not to be heard. */
const NUDGE = 0.05;
/** `readyState` from which on there is sound to play. */
const HAVE_FUTURE_DATA = 3;

/** Where a voice should be. */
export interface VoicePlace {
  segment: AudioSegment;
  /** Milliseconds since the beginning of the segment. */
  atMs: number;
  speed: number;
}

interface ChannelOptions {
  output: VoiceOutput;
  addressOf: (segmentId: string) => string;
  /** The browser lets nothing sound before the page is pressed. */
  onBlocked: () => void;
  /** The sound of a segment cannot be had. */
  onLost: (segmentId: string) => void;
}

/** One speaker's voice: keeps its element where the replay is. */
export class VoiceChannel {
  readonly #options: ChannelOptions;
  #segmentId: string | null = null;
  #isCorrecting = false;

  constructor(options: ChannelOptions) {
    this.#options = options;
    const { output } = options;
    output.preload = 'auto';
    output.preservesPitch = true;
    output.onerror = () => {
      if (this.#segmentId) options.onLost(this.#segmentId);
    };
  }

  set volume(volume: number) {
    this.#options.output.volume = volume;
  }

  /** Sounds from there on. */
  follow({ segment, atMs, speed }: VoicePlace): void {
    const { output, addressOf } = this.#options;
    if (segment.id !== this.#segmentId) {
      this.#segmentId = segment.id;
      output.src = addressOf(segment.id);
      this.#jump(atMs, speed);
    } else if (!output.seeking && output.readyState >= HAVE_FUTURE_DATA) {
      this.#correct(atMs, speed);
    } else if (output.paused) {
      // stopped before it was loaded, and elsewhere since
      this.#jump(atMs, speed);
    }
    // one that ended a little early would start over
    if (output.paused && !output.ended) this.#play();
  }

  rest(): void {
    const { output } = this.#options;
    if (!output.paused) output.pause();
  }

  /** Gives its sound up. */
  close(): void {
    this.rest();
    this.#segmentId = null;
    this.#options.output.src = '';
  }

  #correct(atMs: number, speed: number): void {
    const { output } = this.#options;
    const drift = output.currentTime * 1000 - atMs;
    // nobody hears a jump before it sounds
    if (Math.abs(drift) > (output.paused ? DRIFT : FAR)) {
      this.#jump(atMs, speed);
      return;
    }
    if (Math.abs(drift) > DRIFT) this.#isCorrecting = true;
    else if (Math.abs(drift) < AS_GOOD_AS_THERE) this.#isCorrecting = false;
    const nudge = this.#isCorrecting ? -Math.sign(drift) * NUDGE : 0;
    setRate(output, speed * (1 + nudge));
  }

  #jump(atMs: number, speed: number): void {
    const { output } = this.#options;
    this.#isCorrecting = false;
    output.currentTime = atMs / 1000;
    setRate(output, speed);
  }

  #play(): void {
    this.#options.output.play().catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NotAllowedError') this.#options.onBlocked();
      // else it was stopped before it began, or `onerror` says what is wrong
    });
  }
}

/** Not with each drawing: some browsers begin their stretching of the sound anew. */
function setRate(output: VoiceOutput, rate: number): void {
  if (output.playbackRate !== rate) output.playbackRate = rate;
}

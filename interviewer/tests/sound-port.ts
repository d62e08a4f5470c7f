import { ReadableStream, type ReadableStreamDefaultController } from 'node:stream/web';
import { voice } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { type Sound, SPEAKER_RATE } from '../voice/speech-service.ts';
import { resample } from './sound.ts';

const RATE = 16_000;
const FRAME_MS = 20;
const FRAME = (RATE * FRAME_MS) / 1000;

/** A candidate's microphone: silence, and what is played into it, at the pace of the clock. */
export class Microphone extends voice.AudioInput {
  readonly #queue: { samples: Int16Array; at: number; done: () => void }[] = [];
  readonly #timer: NodeJS.Timeout;
  #controller: ReadableStreamDefaultController<AudioFrame> | null = null;
  #next = performance.now();

  constructor() {
    super();
    this.multiStream.addInputStream(
      new ReadableStream<AudioFrame>({
        start: (controller) => {
          this.#controller = controller;
        },
      }),
    );
    this.#timer = setInterval(() => this.#feed(), FRAME_MS / 2);
  }

  /** Speaks into it. Resolves when the last of it was heard. */
  play(sound: Sound): Promise<void> {
    const { samples } = resample(sound, RATE);
    return new Promise((done) => this.#queue.push({ samples, at: 0, done }));
  }

  override async close(): Promise<void> {
    clearInterval(this.#timer);
    await super.close();
  }

  #feed(): void {
    while (performance.now() >= this.#next) {
      this.#next += FRAME_MS;
      const frame = new Int16Array(FRAME);
      const [playing] = this.#queue;
      if (playing) {
        frame.set(playing.samples.subarray(playing.at, playing.at + FRAME));
        playing.at += FRAME;
        if (playing.at >= playing.samples.length) {
          this.#queue.shift();
          playing.done();
        }
      } else for (let n = 0; n < FRAME; n++) frame[n] = Math.round((Math.random() - 0.5) * 20);
      this.#controller?.enqueue(new AudioFrame(frame, RATE, 1, FRAME));
    }
  }
}

/** A loudspeaker in the candidate's room: plays at the pace of the clock, and keeps what was heard of it. */
export class Loudspeaker extends voice.AudioOutput {
  /** When sound went out, in milliseconds of `Date.now()`. */
  readonly loudAt: number[] = [];
  readonly #timer: NodeJS.Timeout;
  #heard: Int16Array[] = [];
  #waiting: Int16Array[] = [];
  #isOpen = false;
  #isFlushed = false;
  #isPaused = false;
  #playedMs = 0;
  #last = performance.now();

  constructor() {
    super(SPEAKER_RATE, undefined, { pause: true });
    this.#timer = setInterval(() => this.#play(), 10);
  }

  /** All that sounded since this was asked last. */
  takeHeard(): Sound {
    const heard = this.#heard;
    this.#heard = [];
    const samples = new Int16Array(heard.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of heard) {
      samples.set(piece, at);
      at += piece.length;
    }
    return { samples, rate: SPEAKER_RATE };
  }

  override async captureFrame(frame: AudioFrame): Promise<void> {
    await super.captureFrame(frame);
    if (!this.#isOpen) {
      this.#isOpen = true;
      this.#isFlushed = false;
      this.onPlaybackStarted(Date.now());
    }
    this.#waiting.push(frame.data);
    while (this.#isOpen && this.#waiting.length > 10) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  override flush(): void {
    super.flush();
    this.#isFlushed = true;
  }

  override clearBuffer(): void {
    this.#end(true);
  }

  override pause(): void {
    this.#isPaused = true;
    super.pause();
  }

  override resume(): void {
    this.#isPaused = false;
    super.resume();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #play(): void {
    const now = performance.now();
    let samples = Math.round(((now - this.#last) / 1000) * SPEAKER_RATE);
    this.#last = now;
    if (!this.#isOpen || this.#isPaused) return;
    while (samples > 0 && this.#waiting[0]) {
      const [piece] = this.#waiting as [Int16Array];
      const part = piece.subarray(0, samples);
      if (part.length === piece.length) this.#waiting.shift();
      else this.#waiting[0] = piece.subarray(samples);
      samples -= part.length;
      this.#heard.push(part);
      this.#playedMs += (part.length / SPEAKER_RATE) * 1000;
      if (part.some((sample) => Math.abs(sample) > 300)) this.loudAt.push(Date.now());
    }
    if (this.#isFlushed && this.#waiting.length === 0) this.#end(false);
  }

  #end(interrupted: boolean): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#waiting = [];
    const playbackPosition = this.#playedMs / 1000;
    this.#playedMs = 0;
    this.onPlaybackFinished({ playbackPosition, interrupted });
  }
}

import { ReadableStream } from 'node:stream/web';
import { inference, stt, tokenize, tts, voice } from '@livekit/agents';
import type { Senses } from '#core/interviewer.ts';
import { type Clock, wait } from '../clock.ts';
import type { Log } from '../log.ts';
import { AgentEar, AgentMouth } from './agent-parts.ts';
import { heardPart, type SpokenSentence, sentenceAt } from './heard-part.ts';
import type { Speaker, Transcriber } from './speech-service.ts';
import type { Pace, Spoken, Utterance, Voice, VoiceListener } from './voice.ts';
import {
  CAPTION_STEP,
  CLOSE_PATIENCE,
  ENDPOINTING,
  FALSE_INTERRUPTION,
  LEAST_INTERRUPTION,
  SPEECH_STALL,
  VOICE_SILENCE,
} from './voice-limits.ts';

export interface AgentVoiceOptions {
  /** Null where there is none: then it hears nothing, or says nothing. */
  transcriber: Transcriber | null;
  speaker: Speaker | null;
  /** Words that are likely to come, for the transcriber. */
  prompt: () => string;
  /** Ties the session to where sound comes from and goes to, and starts it. */
  connect: (session: voice.AgentSession, agent: voice.Agent) => Promise<void>;
  clock: Clock;
  log: Log;
  listener: VoiceListener;
  /** The session has ended by itself: nothing is heard or said any more, until another one is begun. */
  onEnded: () => void;
}

/** What is being said, with what of it was made into sound. */
interface Saying {
  sentences: SpokenSentence[];
  handle: voice.SpeechHandle;
  /** When its sound began; null before. */
  startedAt: number | null;
  /** One sentence of it was waited for in vain: the others are not asked for. */
  isGivenUp: boolean;
  /** How much was heard up to the last pause, and since when it goes on; null while it pauses. */
  playedMs: number;
  since: number | null;
  /** As whoever plays it says at the end. */
  finalMs: number | null;
}

/**
 * An ear and a voice by LiveKit's agent session, without its model: what is heard goes to our interviewer, which decides
 * what is said. The session finds where speech ends, stops when somebody speaks over it, and goes on after mere noise.
 */
export class AgentVoice implements Voice {
  readonly #given: AgentVoiceOptions;
  readonly #session: voice.AgentSession;
  #senses: Senses;
  #saying: Saying | null = null;
  #isHearing = false;
  #voiceAt: { startedAt: number; endedAt: number } | null = null;
  #caption = '';
  #cancelCaption: (() => void) | null = null;
  #isClosed = false;

  private constructor(options: AgentVoiceOptions) {
    this.#given = options;
    const { speaker, transcriber } = options;
    this.#senses = { hears: transcriber !== null, speaks: speaker !== null };
    const vad = new inference.VAD({ model: 'silero', minSilenceDuration: VOICE_SILENCE });
    this.#session = new voice.AgentSession({
      vad,
      ...(transcriber ? { stt: new stt.StreamAdapter(this.#makeEar(transcriber), vad) } : {}),
      ...(speaker
        ? { tts: new tts.StreamAdapter(this.#makeMouth(speaker), new tokenize.basic.SentenceTokenizer()) }
        : {}),
      useTtsAlignedTranscript: false,
      aecWarmupDuration: null,
      userAwayTimeout: null,
      ttsReadIdleTimeout: SPEECH_STALL,
      forwardAudioIdleTimeout: SPEECH_STALL,
      turnHandling: {
        // the defaults of both ask LiveKit's cloud
        turnDetection: 'vad',
        endpointing: { mode: 'fixed', alpha: 0.9, ...ENDPOINTING.talk },
        interruption: {
          enabled: true,
          mode: 'vad',
          discardAudioIfUninterruptible: true,
          minDuration: LEAST_INTERRUPTION,
          minWords: 0,
          falseInterruptionTimeout: FALSE_INTERRUPTION,
          resumeFalseInterruption: true,
          backchannelBoundary: null,
        },
        preemptiveGeneration: { enabled: false } as never,
      },
    });
  }

  /** Resolves once it hears and speaks. Throws what `connect` throws. */
  static async start(options: AgentVoiceOptions): Promise<AgentVoice> {
    const made = new AgentVoice(options);
    await made.#start();
    return made;
  }

  get senses(): Senses {
    return this.#senses;
  }

  say(text: AsyncIterable<string>): Utterance {
    if (!this.#given.speaker || this.#isClosed) return { cut: () => {}, done: Promise.resolve(NOTHING) };
    const handle = this.#session.say(ReadableStream.from(text) as ReadableStream<string>, {
      addToChatCtx: false,
    });
    const saying: Saying = {
      ...{ sentences: [], handle, startedAt: null, isGivenUp: false },
      ...{ playedMs: 0, since: null, finalMs: null },
    };
    this.#saying = saying;
    return {
      cut: () => void handle.interrupt(true),
      done: handle.waitForPlayout().then(
        () => this.#finish(saying),
        () => this.#finish(saying),
      ),
    };
  }

  setPace(pace: Pace): void {
    this.#session.updateOptions({ turnHandling: { endpointing: ENDPOINTING[pace] } });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelCaption?.();
    const { clock, log } = this.#given;
    const closed = this.#session.close().catch((error: unknown) => {
      log.error('A voice did not close.', { error: nameOf(error) });
    });
    // it waits for sound to play out, which a line that is gone never reports
    await Promise.race([closed, wait(clock, CLOSE_PATIENCE)]);
  }

  async #start(): Promise<void> {
    const { connect, listener, log } = this.#given;
    const session = this.#session;
    const events = voice.AgentSessionEventTypes;
    session.on(events.UserStateChanged, ({ newState, createdAt }) => this.#noteVoice(newState, createdAt));
    session.on(events.AgentStateChanged, ({ newState, createdAt }) => this.#notePlaying(newState, createdAt));
    session.on(events.Error, ({ error }) => log.error('A voice had trouble.', { error: nameOf(error) }));
    session.on(events.Close, () => {
      const isByItself = !this.#isClosed;
      this.#isClosed = true;
      this.#cancelCaption?.();
      this.#setSenses({ hears: false, speaks: false });
      if (isByItself) this.#given.onEnded();
    });
    await connect(session, new Listening((text) => this.#hear(text)));
    this.#keepCutSoundSilent();
    session.output.audio?.on(
      voice.AudioOutput.EVENT_PLAYBACK_FINISHED,
      (event: voice.PlaybackFinishedEvent) => {
        if (this.#saying) this.#saying.finalMs = event.playbackPosition * 1000;
      },
    );
    listener.onSenses(this.#senses);
  }

  /**
   * A pause because of somebody's voice becomes an end once their words are known. The session then lets sound go on
   * before it throws away what was to come, and a piece of the old sentence is heard: longer, the busier the machine.
   * The next text lets sound go on by itself.
   */
  #keepCutSoundSilent(): void {
    const output = this.#session.output.audio;
    if (!output) return;
    const resume = output.resume.bind(output);
    output.resume = () => {
      if (!this.#saying?.handle.interrupted) resume();
    };
  }

  #makeEar(transcriber: Transcriber): AgentEar {
    return new AgentEar({
      transcriber,
      clock: this.#given.clock,
      prompt: this.#given.prompt,
      onWorks: (hears) => {
        this.#setSenses({ ...this.#senses, hears });
        if (!hears) this.#given.listener.onUnheard();
      },
      onSlow: (isSlow) => this.#given.listener.onTranscribing(isSlow),
    });
  }

  #makeMouth(speaker: Speaker): AgentMouth {
    return new AgentMouth({
      speaker,
      clock: this.#given.clock,
      onSentence: (text) => {
        const sentence: SpokenSentence = { text, durationMs: 0 };
        this.#saying?.sentences.push(sentence);
        return (durationMs) => {
          sentence.durationMs = durationMs;
        };
      },
      onWorks: (speaks) => this.#setSenses({ ...this.#senses, speaks }),
      isGivenUp: () => this.#saying?.isGivenUp ?? false,
      onGivenUp: () => {
        if (this.#saying) this.#saying.isGivenUp = true;
      },
    });
  }

  #setSenses(senses: Senses): void {
    if (senses.hears === this.#senses.hears && senses.speaks === this.#senses.speaks) return;
    this.#senses = senses;
    this.#given.listener.onSenses(senses);
  }

  #noteVoice(state: voice.UserState, at: number): void {
    const isSpeaking = state === 'speaking';
    if (isSpeaking) this.#voiceAt = { startedAt: this.#voiceAt?.startedAt ?? at, endedAt: at };
    else if (this.#voiceAt && this.#isHearing) this.#voiceAt.endedAt = at;
    if (isSpeaking === this.#isHearing) return;
    this.#isHearing = isSpeaking;
    this.#given.listener.onVoice(isSpeaking);
  }

  /** Follows what of a text has sounded, also when it pauses because of a noise. */
  #notePlaying(state: voice.AgentState, at: number): void {
    const saying = this.#saying;
    if (!saying) return;
    if (state === 'speaking') {
      saying.startedAt ??= at;
      saying.since = at;
      this.#followCaption();
    } else if (saying.since !== null) {
      saying.playedMs += at - saying.since;
      saying.since = null;
    }
  }

  #followCaption(): void {
    this.#cancelCaption?.();
    this.#cancelCaption = null;
    const saying = this.#saying;
    if (!saying || saying.since === null) return;
    const text = sentenceAt(saying.sentences, saying.playedMs + this.#given.clock.now() - saying.since);
    if (text !== null) this.#setCaption(text);
    this.#cancelCaption = this.#given.clock.setTimer(() => this.#followCaption(), CAPTION_STEP);
  }

  #setCaption(text: string): void {
    if (text === this.#caption) return;
    this.#caption = text;
    this.#given.listener.onCaption(text);
  }

  #finish(saying: Saying): Spoken {
    const now = this.#given.clock.now();
    if (this.#saying === saying) {
      this.#saying = null;
      this.#cancelCaption?.();
      this.#cancelCaption = null;
      this.#setCaption('');
    }
    const { finalMs, handle, playedMs, sentences, since, startedAt } = saying;
    const sounded = startedAt === null ? 0 : (finalMs ?? playedMs + (since === null ? 0 : now - since));
    return {
      heard: heardPart(sentences, handle.interrupted ? sounded : Number.POSITIVE_INFINITY),
      isCut: handle.interrupted,
      startedAt: startedAt ?? now,
      endedAt: now,
    };
  }

  #hear(text: string): void {
    const now = this.#given.clock.now();
    const { startedAt, endedAt } = this.#voiceAt ?? { startedAt: now, endedAt: now };
    this.#voiceAt = null;
    if (text.trim() !== '') this.#given.listener.onHeard({ text: text.trim(), startedAt, endedAt });
  }
}

const NOTHING: Spoken = { heard: '', isCut: false, startedAt: 0, endedAt: 0 };

/** The agent that the session wants: it hears whole turns and answers none of them itself. */
class Listening extends voice.Agent {
  readonly #onTurn: (text: string) => void;

  constructor(onTurn: (text: string) => void) {
    super({ instructions: '' });
    this.#onTurn = onTurn;
  }

  override async onUserTurnCompleted(
    _context: unknown,
    message: { textContent?: string | undefined },
  ): Promise<void> {
    this.#onTurn(message.textContent ?? '');
    throw new voice.StopResponse();
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

import type { Senses } from '#core/interviewer.ts';
import type { OpenVoice } from '../../../interviewer/talk/voice-side.ts';
import type { FakeClock } from '../../../interviewer/tests/fake-clock.ts';
import type { Pace, Spoken, Utterance, Voice, VoiceListener } from '../../../interviewer/voice/voice.ts';
import { ENDPOINTING, VOICE_SILENCE } from '../../../interviewer/voice/voice-limits.ts';

/** How long the services of speech take, in milliseconds. */
export interface SpeechDelays {
  transcribe: number;
  /** To the first sound of a sentence. */
  speech: number;
}

/** How long a word sounds, in milliseconds. */
const WORD = 300;
/** How a sentence ends while it is being written: what comes after it has begun, or nothing comes. */
const SENTENCE_END = /[.!?]["')]?\s/;

/**
 * A call on a clock that a bench moves, with the delays of the real one: speech ends after a silence that depends on
 * the pace, its words come when they are transcribed, and a sentence sounds after it was written and made into sound.
 */
export class DelayedVoice implements Voice {
  readonly senses: Senses = { hears: true, speaks: true };
  /** When the first sound of the newest answer went out; null before. */
  soundAt: number | null = null;
  isSounding = false;
  readonly #clock: FakeClock;
  readonly #delays: SpeechDelays;
  #listener: VoiceListener | null = null;
  #pace: Pace = 'talk';
  #cut: (() => void) | null = null;

  constructor(clock: FakeClock, delays: SpeechDelays) {
    this.#clock = clock;
    this.#delays = delays;
  }

  readonly open: OpenVoice = ({ listener }) => {
    this.#listener = listener;
    return this;
  };

  setPace(pace: Pace): void {
    this.#pace = pace;
  }

  async close(): Promise<void> {
    this.#cut?.();
  }

  /** From the end of speech to its words: whichever is longer of endpointing, and silence with transcription. */
  get hearingTime(): number {
    return Math.max(ENDPOINTING[this.#pace].minDelay, VOICE_SILENCE + this.#delays.transcribe);
  }

  /** The candidate speaks for so long, over whatever is being said. Returns when their speech ended. */
  async speak(text: string, ms: number): Promise<number> {
    const startedAt = this.#clock.now();
    this.#cut?.();
    this.#listener?.onVoice(true);
    await this.#clock.pass(ms);
    const endedAt = this.#clock.now();
    this.soundAt = null;
    this.#clock.setTimer(() => this.#listener?.onVoice(false), VOICE_SILENCE);
    this.#clock.setTimer(() => this.#listener?.onHeard({ text, startedAt, endedAt }), this.hearingTime);
    return endedAt;
  }

  say(text: AsyncIterable<string>): Utterance {
    let isCut = false;
    let wake: (() => void) | null = null;
    const cut = () => {
      isCut = true;
      wake?.();
    };
    this.#cut = cut;
    const sleep = (ms: number) =>
      new Promise<void>((resolve) => {
        if (isCut) return resolve();
        const callOff = this.#clock.setTimer(resolve, ms);
        wake = () => {
          callOff();
          resolve();
        };
      });
    return { cut, done: this.#sound(text, () => isCut, sleep) };
  }

  async #sound(
    text: AsyncIterable<string>,
    isCut: () => boolean,
    sleep: (ms: number) => Promise<void>,
  ): Promise<Spoken> {
    let heard = '';
    let startedAt: number | null = null;
    const sayAll = async (sentence: string) => {
      await sleep(this.#delays.speech);
      for (const word of sentence.split(/(?<=\s)/)) {
        if (isCut()) return;
        if (startedAt === null) {
          startedAt = this.#clock.now();
          this.soundAt = startedAt;
          this.isSounding = true;
        }
        heard += word;
        this.#listener?.onCaption(heard);
        await sleep(WORD);
      }
    };
    let waiting = '';
    for await (const piece of text) {
      if (isCut()) break;
      waiting += piece;
      const end = SENTENCE_END.exec(waiting);
      if (!end) continue;
      const length = end.index + end[0].length;
      await sayAll(waiting.slice(0, length));
      waiting = waiting.slice(length);
    }
    if (waiting !== '' && !isCut()) await sayAll(waiting);
    this.isSounding = false;
    this.#listener?.onCaption('');
    const endedAt = this.#clock.now();
    return { heard: heard.trim(), isCut: isCut(), startedAt: startedAt ?? endedAt, endedAt };
  }
}

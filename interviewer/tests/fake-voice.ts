import type { Senses } from '#core/interviewer.ts';
import type { OpenVoice } from '../talk/voice-side.ts';
import type { Pace, Spoken, Utterance, Voice, VoiceListener } from '../voice/voice.ts';
import type { FakeClock } from './fake-clock.ts';

/** How long a word sounds, in milliseconds. */
const WORD = 300;

/** A call in memory: what is said takes its time on the test's clock, and the candidate speaks when a test says so. */
export class FakeVoice implements Voice {
  senses: Senses | null = { hears: true, speaks: true };
  pace: Pace | null = null;
  /** What was said, with how much of it was heard and when its sound began. */
  readonly said: Spoken[] = [];
  /** From the first word that is written to its first sound, in milliseconds. */
  soundsAfter = 0;
  /** How often it was opened. */
  opened = 0;
  isClosed = false;
  candidateId = '';
  prompt: () => string = () => '';
  readonly #clock: FakeClock;
  #listener: VoiceListener | null = null;
  #stop: (() => void) | null = null;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  readonly open: OpenVoice = ({ candidateId, listener, prompt }) => {
    this.opened++;
    this.isClosed = false;
    this.candidateId = candidateId;
    this.prompt = prompt;
    this.#listener = listener;
    return this;
  };

  say(text: AsyncIterable<string>): Utterance {
    if (!this.senses?.speaks)
      return { cut: () => {}, done: Promise.resolve({ heard: '', isCut: false, startedAt: 0, endedAt: 0 }) };
    let isCut = false;
    let wake: (() => void) | null = null;
    const cut = () => {
      isCut = true;
      wake?.();
    };
    this.#stop = cut;
    const done = this.#sound(
      text,
      () => isCut,
      (next) => {
        wake = next;
      },
    );
    return { cut, done };
  }

  setPace(pace: Pace): void {
    this.pace = pace;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.#stop?.();
  }

  /** The candidate speaks for so long, over whatever is being said. */
  async speak(text: string, ms: number): Promise<void> {
    const startedAt = this.#clock.now();
    this.#listener?.onVoice(true);
    this.#stop?.();
    await this.#clock.pass(ms);
    this.#listener?.onVoice(false);
    if (text === '') this.#listener?.onUnheard();
    else this.#listener?.onHeard({ text, startedAt, endedAt: this.#clock.now() });
  }

  /** What the candidate said takes long to be made out, or is at last. */
  strain(isSlow: boolean): void {
    this.#listener?.onTranscribing(isSlow);
  }

  /** What works has changed. */
  change(senses: Senses | null): void {
    this.senses = senses;
    this.#listener?.onSenses(senses);
  }

  async #sound(
    text: AsyncIterable<string>,
    isCut: () => boolean,
    onWait: (wake: () => void) => void,
  ): Promise<Spoken> {
    let heard = '';
    let startedAt: number | null = null;
    const sleep = (ms: number) =>
      new Promise<void>((resolve) => {
        const callOff = this.#clock.setTimer(resolve, ms);
        onWait(() => {
          callOff();
          resolve();
        });
      });
    if (this.soundsAfter > 0) await sleep(this.soundsAfter);
    for await (const piece of text) {
      for (const word of piece.split(/(?<= )/)) {
        if (isCut()) break;
        startedAt ??= this.#clock.now();
        heard += word;
        this.#listener?.onCaption(heard);
        await sleep(WORD);
      }
      if (isCut()) break;
    }
    const endedAt = this.#clock.now();
    this.#listener?.onCaption('');
    const spoken = { heard: heard.trim(), isCut: isCut(), startedAt: startedAt ?? endedAt, endedAt };
    this.said.push(spoken);
    return spoken;
  }
}

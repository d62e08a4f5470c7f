import type { VoiceOutput } from './voice-channel.ts';

/** An audio element of a fake clock: plays an hour of sound that is there at once. */
export class FakeOutput implements VoiceOutput {
  preload: VoiceOutput['preload'] = '';
  playbackRate = 1;
  preservesPitch = false;
  volume = 1;
  paused = true;
  ended = false;
  seeking = false;
  readyState = 4;
  onerror: VoiceOutput['onerror'] = null;
  /** What the browser answers when it is to play; null lets it. */
  refusal: Error | null = null;
  /** How often it was moved. */
  jumps = 0;
  #src = '';
  #currentTime = 0;

  get src(): string {
    return this.#src;
  }

  set src(src: string) {
    this.#src = src;
    this.#currentTime = 0;
    this.paused = true;
  }

  get currentTime(): number {
    return this.#currentTime;
  }

  set currentTime(seconds: number) {
    this.#currentTime = seconds;
    this.jumps++;
  }

  async play(): Promise<void> {
    this.paused = this.refusal !== null;
    if (this.refusal) throw this.refusal;
  }

  pause(): void {
    this.paused = true;
  }

  /** Lets real time pass; `slip` is what its own clock is ahead. Milliseconds. */
  pass(ms: number, slip = 0): void {
    if (!this.paused) this.#currentTime += (ms * this.playbackRate + slip) / 1000;
  }
}

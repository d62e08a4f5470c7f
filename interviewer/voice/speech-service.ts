import type { SpokenWord } from '#core/speech.ts';

/** Sound as the call carries it: one channel, signed 16 bit, this many samples a second. */
export interface Sound {
  samples: Int16Array;
  rate: number;
}

export interface Transcript {
  text: string;
  /** Empty where the service tells none. Milliseconds from the beginning of the sound. */
  words: SpokenWord[];
}

/** Turns speech into words. */
export interface Transcriber {
  /** As the provider names it. */
  readonly model: string;
  /** Throws `SpeechError`. `prompt`: words that are likely to come, such as the question's. */
  transcribe(sound: Sound, options: { signal?: AbortSignal; prompt?: string }): Promise<Transcript>;
}

/** Samples a second of what speakers give: OpenAI's `pcm`. */
export const SPEAKER_RATE = 24_000;

/** Turns words into speech. */
export interface Speaker {
  /** As the provider names it. */
  readonly model: string;
  /** Signed 16 bit samples, one channel, `SPEAKER_RATE` a second, as they come. Throws `SpeechError`. */
  speak(text: string, signal: AbortSignal): AsyncIterable<Int16Array>;
}

/** Why a service of speech gave nothing. */
export type SpeechTrouble = 'unreachable' | 'slow' | 'rate-limited' | 'unauthorised' | 'refused';

export class SpeechError extends Error {
  readonly trouble: SpeechTrouble;

  constructor(trouble: SpeechTrouble, message: string, options?: ErrorOptions) {
    super(message, options);
    this.trouble = trouble;
  }
}

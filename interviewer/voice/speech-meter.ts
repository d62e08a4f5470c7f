import {
  type Sound,
  type Speaker,
  SpeechError,
  type Transcriber,
  type Transcript,
} from './speech-service.ts';

/** The books of one interview, as its services of speech use them. */
export interface SpeechBooks {
  /** What was used cost so much, in millionths of a US dollar. */
  spend(costMicros: number, model: string): void;
  /** Its budget is used up: nothing that costs is asked for any more. */
  readonly isSpent: boolean;
}

/** The same transcriber, at US dollars `perMinute`, which pays for what it transcribed. Beyond the budget it throws `SpeechError`. */
export class MeteredTranscriber implements Transcriber {
  readonly model: string;
  readonly #inner: Transcriber;
  readonly #perMinute: number;
  readonly #books: SpeechBooks;

  constructor(inner: Transcriber, perMinute: number, books: SpeechBooks) {
    this.model = inner.model;
    this.#inner = inner;
    this.#perMinute = perMinute;
    this.#books = books;
  }

  async transcribe(sound: Sound, options: { signal?: AbortSignal; prompt?: string }): Promise<Transcript> {
    requireMoney(this.#perMinute, this.#books);
    const transcript = await this.#inner.transcribe(sound, options);
    const minutes = sound.samples.length / sound.rate / 60;
    pay(minutes * this.#perMinute, this.model, this.#books);
    return transcript;
  }
}

/** The same speaker, at US dollars `perMillion` characters, which pays for a text once its first sound comes. Beyond the budget it throws `SpeechError`. */
export class MeteredSpeaker implements Speaker {
  readonly model: string;
  readonly #inner: Speaker;
  readonly #perMillion: number;
  readonly #books: SpeechBooks;

  constructor(inner: Speaker, perMillion: number, books: SpeechBooks) {
    this.model = inner.model;
    this.#inner = inner;
    this.#perMillion = perMillion;
    this.#books = books;
  }

  async *speak(text: string, signal: AbortSignal): AsyncIterable<Int16Array> {
    requireMoney(this.#perMillion, this.#books);
    let isPaid = false;
    for await (const piece of this.#inner.speak(text, signal)) {
      // who is cut off in mid-sentence has ordered all of it
      if (!isPaid) pay((text.length / 1_000_000) * this.#perMillion, this.model, this.#books);
      isPaid = true;
      yield piece;
    }
  }
}

/** What costs nothing, as a server of one's own, may be used without end. */
function requireMoney(price: number, books: SpeechBooks): void {
  if (price > 0 && books.isSpent)
    throw new SpeechError('refused', 'What this interview may cost is used up.');
}

function pay(dollars: number, model: string, books: SpeechBooks): void {
  const micros = Math.ceil(dollars * 1_000_000);
  if (micros > 0) books.spend(micros, model);
}

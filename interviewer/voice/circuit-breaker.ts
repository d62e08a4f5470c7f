import type { Clock } from '../clock.ts';
import {
  type Sound,
  type Speaker,
  SpeechError,
  type SpeechTrouble,
  type Transcriber,
  type Transcript,
} from './speech-service.ts';
import { FAILURES_BEFORE_SPEECH_REST, SPEECH_REST } from './voice-limits.ts';

/**
 * Leaves a service of speech alone for `SPEECH_REST` after so many failures in a row, for all interviews of a process:
 * each request to one that is down costs a candidate its whole patience. One that refuses the key is left at once.
 * After the rest the next request is a trial: it closes the circuit, or opens it again.
 */
export class CircuitBreaker {
  readonly #clock: Clock;
  #failures = 0;
  #restsUntil = Number.NEGATIVE_INFINITY;
  #trouble: SpeechTrouble = 'unreachable';

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Throws `SpeechError` while the service is left alone. */
  require(): void {
    if (this.#clock.now() < this.#restsUntil)
      throw new SpeechError(
        this.#trouble,
        'The service of speech is left alone for a while: it failed before.',
      );
  }

  noteSuccess(): void {
    this.#failures = 0;
  }

  noteFailure(error: unknown): void {
    this.#trouble = error instanceof SpeechError ? error.trouble : 'unreachable';
    this.#failures = this.#trouble === 'unauthorised' ? FAILURES_BEFORE_SPEECH_REST : this.#failures + 1;
    if (this.#failures >= FAILURES_BEFORE_SPEECH_REST) this.#restsUntil = this.#clock.now() + SPEECH_REST;
  }
}

/** The same transcriber behind a circuit breaker. */
export class GuardedTranscriber implements Transcriber {
  readonly model: string;
  readonly #inner: Transcriber;
  readonly #breaker: CircuitBreaker;

  constructor(inner: Transcriber, clock: Clock) {
    this.model = inner.model;
    this.#inner = inner;
    this.#breaker = new CircuitBreaker(clock);
  }

  async transcribe(sound: Sound, options: { signal?: AbortSignal; prompt?: string }): Promise<Transcript> {
    this.#breaker.require();
    try {
      const transcript = await this.#inner.transcribe(sound, options);
      this.#breaker.noteSuccess();
      return transcript;
    } catch (error) {
      if (!options.signal?.aborted) this.#breaker.noteFailure(error);
      throw error;
    }
  }
}

/** The same speaker behind a circuit breaker. */
export class GuardedSpeaker implements Speaker {
  readonly model: string;
  readonly #inner: Speaker;
  readonly #breaker: CircuitBreaker;

  constructor(inner: Speaker, clock: Clock) {
    this.model = inner.model;
    this.#inner = inner;
    this.#breaker = new CircuitBreaker(clock);
  }

  async *speak(text: string, signal: AbortSignal): AsyncIterable<Int16Array> {
    this.#breaker.require();
    try {
      for await (const piece of this.#inner.speak(text, signal)) {
        this.#breaker.noteSuccess();
        yield piece;
      }
    } catch (error) {
      if (!signal.aborted) this.#breaker.noteFailure(error);
      throw error;
    }
  }
}

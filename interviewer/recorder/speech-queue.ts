import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Sound, Transcriber, Transcript } from '../voice/speech-service.ts';
import { MAX_TRANSCRIPTIONS, MAX_WAITING_SPEECH, SPEECH_LOG_EVERY } from './recorder-limits.ts';

/** Something that somebody said, to be turned into words. */
export interface SpokenSound {
  participantId: string;
  sound: Sound;
  /** Of the speech itself, by the app's clock. The sound begins a little earlier. */
  startedAt: number;
  endedAt: number;
  soundStartedAt: number;
}

export interface SpeechQueueOptions {
  interviewId: string;
  transcriber: Transcriber;
  onTranscript: (spoken: SpokenSound, transcript: Transcript) => Promise<void>;
  clock: Clock;
  log: Log;
}

/** What is said in a call is turned into words a little at a time; where the transcriber is too slow the oldest is let go. */
export class SpeechQueue {
  readonly #given: SpeechQueueOptions;
  readonly #running = new Map<SpokenSound, AbortController>();
  #waiting: SpokenSound[] = [];
  #loggedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SpeechQueueOptions) {
    this.#given = options;
  }

  add(spoken: SpokenSound): void {
    this.#waiting.push(spoken);
    if (this.#waiting.length > MAX_WAITING_SPEECH) {
      this.#waiting.shift();
      this.#complain('Speech was let go: the transcriber is too slow.', {});
    }
    this.#next();
  }

  /** Forgets what this speaker said and is not written down yet. */
  drop(participantId: string): void {
    this.#waiting = this.#waiting.filter((one) => one.participantId !== participantId);
    for (const [spoken, abort] of this.#running) if (spoken.participantId === participantId) abort.abort();
  }

  /** Lets go of everything. */
  close(): void {
    this.#waiting = [];
    for (const abort of this.#running.values()) abort.abort();
  }

  #next(): void {
    while (this.#running.size < MAX_TRANSCRIPTIONS) {
      const spoken = this.#waiting.shift();
      if (!spoken) return;
      const abort = new AbortController();
      this.#running.set(spoken, abort);
      void this.#transcribe(spoken, abort.signal).finally(() => {
        this.#running.delete(spoken);
        this.#next();
      });
    }
  }

  async #transcribe(spoken: SpokenSound, signal: AbortSignal): Promise<void> {
    try {
      const transcript = await this.#given.transcriber.transcribe(spoken.sound, { signal });
      if (!signal.aborted && transcript.text !== '') await this.#given.onTranscript(spoken, transcript);
    } catch (error) {
      if (signal.aborted) return;
      const name = error instanceof Error ? error.name : 'unknown';
      this.#complain('Speech could not be written down.', { error: name });
    }
  }

  #complain(message: string, facts: Record<string, string>): void {
    const { clock, interviewId, log } = this.#given;
    const now = clock.now();
    if (now - this.#loggedAt < SPEECH_LOG_EVERY) return;
    this.#loggedAt = now;
    log.error(message, { interview: interviewId, ...facts });
  }
}

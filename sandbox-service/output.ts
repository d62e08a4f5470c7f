import type { Readable } from 'node:stream';
import { OUTPUT_CHUNK_BYTES, OUTPUT_WINDOW } from './limits.ts';

export type StreamName = 'stdout' | 'stderr';

/** How much of the end of stderr is kept for telling why a runtime gave up. */
const TAIL_LENGTH = 8 * 1024;

/**
 * Passes on what a program prints: decoded across chunk borders (invalid bytes replaced), gathered for a moment,
 * in the order in which it arrived, and at most `limitBytes` of both streams together. Calls `onLimit` once when
 * there is more; what comes after is read and dropped, so that nothing blocks.
 */
export class OutputCollector {
  isTruncated = false;
  readonly #onText: (stream: StreamName, text: string) => void;
  readonly #onLimit: () => void;
  readonly #decoders = { stdout: makeDecoder(), stderr: makeDecoder() };
  #leftBytes: number;
  #pending: { stream: StreamName; chunks: string[]; bytes: number } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stderrTail = '';

  constructor(options: {
    limitBytes: number;
    onText: (stream: StreamName, text: string) => void;
    onLimit: () => void;
  }) {
    this.#leftBytes = options.limitBytes;
    this.#onText = options.onText;
    this.#onLimit = options.onLimit;
  }

  /** Reads a stream from now until its end. */
  read(name: StreamName, stream: Readable): void {
    stream.on('data', (chunk: Buffer) => this.#take(name, chunk));
    stream.on('error', () => {}); // Ends like any other; the bytes before it were passed on.
  }

  /** The last characters of stderr. */
  get stderrTail(): string {
    return this.#stderrTail;
  }

  /** Passes on what is left, also half a character at the very end. Call after both streams have ended. */
  finish(): void {
    if (!this.isTruncated)
      for (const name of ['stdout', 'stderr'] as const) this.#append(name, this.#decoders[name].decode(), 0);
    this.#flush();
  }

  #take(name: StreamName, chunk: Buffer): void {
    if (this.isTruncated) return;
    const fitting = chunk.subarray(0, this.#leftBytes);
    this.#leftBytes -= fitting.length;
    this.#append(name, this.#decoders[name].decode(fitting, { stream: true }), fitting.length);
    if (fitting.length === chunk.length) return;
    this.isTruncated = true;
    this.#flush();
    this.#onLimit();
  }

  #append(name: StreamName, text: string, bytes: number): void {
    if (text === '') return;
    if (name === 'stderr') this.#stderrTail = (this.#stderrTail + text).slice(-TAIL_LENGTH);
    if (this.#pending && this.#pending.stream !== name) this.#flush();
    this.#pending ??= { stream: name, chunks: [], bytes: 0 };
    this.#pending.chunks.push(text);
    this.#pending.bytes += bytes;
    if (this.#pending.bytes >= OUTPUT_CHUNK_BYTES) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), OUTPUT_WINDOW);
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const pending = this.#pending;
    this.#pending = null;
    if (pending) this.#onText(pending.stream, pending.chunks.join(''));
  }
}

/** A byte order mark is text like any other here. */
function makeDecoder(): TextDecoder {
  return new TextDecoder('utf-8', { ignoreBOM: true });
}

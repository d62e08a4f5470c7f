import type { Readable } from 'node:stream';
import { MAX_CASE_TEXT } from '#core/limits.ts';
import type { Sandbox } from '../driver.ts';
import { cutText } from './show.ts';

/** Bytes that surely hold all characters of a text that is shown. */
const KEPT_BYTES = 4 * MAX_CASE_TEXT + 4;

/**
 * What a program prints on both streams, case by case. Keeps only what will be shown, counts all of it, and calls
 * `onLimit`, perhaps more than once, when one case prints more than `limitBytes`.
 */
export class PrintCollector {
  readonly #limitBytes: number;
  readonly #onLimit: () => void;
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #bytes = 0;
  #stderr = Buffer.alloc(0);

  constructor(limitBytes: number, onLimit: () => void) {
    this.#limitBytes = limitBytes;
    this.#onLimit = onLimit;
  }

  read({ stdout, stderr }: Pick<Sandbox, 'stdout' | 'stderr'>): void {
    this.#listen(stdout, () => {});
    this.#listen(stderr, (chunk) => {
      this.#stderr = Buffer.concat([this.#stderr, chunk]).subarray(-MAX_CASE_TEXT);
    });
  }

  /** The text since the last call, cut. */
  take(): string {
    const text = cutText(Buffer.concat(this.#kept).toString('utf8'));
    this.#kept = [];
    this.#keptBytes = 0;
    this.#bytes = 0;
    return text;
  }

  /** The end of stderr of all cases so far. */
  get stderrTail(): string {
    return this.#stderr.toString('utf8');
  }

  #listen(stream: Readable, onChunk: (chunk: Buffer) => void): void {
    stream.on('error', () => {}); // Ends like any other; the bytes before it were read.
    stream.on('data', (chunk: Buffer) => {
      onChunk(chunk);
      this.#bytes += chunk.length;
      if (this.#keptBytes < KEPT_BYTES) {
        this.#kept.push(chunk.subarray(0, KEPT_BYTES - this.#keptBytes));
        this.#keptBytes += chunk.length;
      }
      if (this.#bytes > this.#limitBytes) this.#onLimit();
    });
  }
}

import { z } from 'zod';
import { parseLooseJson } from './json.ts';
import { MAX_ANSWER_BYTES } from './limits.ts';

/** What a harness says, as language.ts tells it. Written in the candidate's process: anything may stand there. */
const harnessLineSchema = z.union([
  z.object({ waiting: z.literal(true) }),
  z.object({ loading: z.literal(true) }),
  z.object({ ready: z.literal(true) }),
  z.object({ ready: z.literal(false), error: z.string() }),
  z.object({ i: z.number().int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ i: z.number().int(), ok: z.literal(false), error: z.string() }),
]);
export type HarnessLine = z.infer<typeof harnessLineSchema>;

/** What a line means, or null when no harness of ours wrote it. */
export function parseHarnessLine(line: string): HarnessLine | null {
  try {
    return harnessLineSchema.safeParse(parseLooseJson(line)).data ?? null;
  } catch {
    return null; // Not JSON: a program wrote to our descriptor, which is its own business.
  }
}

/** Cuts a stream into lines. Calls `onTooLong` once when one has more than `MAX_ANSWER_BYTES`, and gives nothing after it. */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  readonly #onTooLong: () => void;
  #parts: Buffer[] = [];
  #bytes = 0;
  #isOver = false;

  constructor(options: { onLine: (line: string) => void; onTooLong: () => void }) {
    this.#onLine = options.onLine;
    this.#onTooLong = options.onTooLong;
  }

  take(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(10); end >= 0 && !this.#isOver; end = rest.indexOf(10)) {
      this.#append(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
      if (this.#isOver) return;
      const line = Buffer.concat(this.#parts).toString('utf8');
      this.#parts = [];
      this.#bytes = 0;
      this.#onLine(line);
    }
    this.#append(rest);
  }

  #append(part: Buffer): void {
    if (this.#isOver) return;
    this.#bytes += part.length;
    this.#parts.push(part);
    if (this.#bytes <= MAX_ANSWER_BYTES) return;
    this.#isOver = true;
    this.#parts = [];
    this.#onTooLong();
  }
}

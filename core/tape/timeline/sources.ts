import { ORIGINS } from '../frames.ts';

/**
 * How text came to be. `ai` wrote whatever a participant of that role did, and what somebody accepted of the
 * assistant; `room` is what the room itself put there, as the first file.
 */
export const WAYS = ['typed', ...ORIGINS, 'room'] as const;
export type Way = (typeof WAYS)[number];

/** Where a piece of text came from. */
export interface Source {
  author: string;
  how: Way;
}

/** Authors and sources by number, as the logs keep them. */
export class Sources {
  readonly #authors: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #sources: Source[] = [];
  readonly #codes = new Map<string, number>();

  /** The number of this author. */
  numberOf(author: string): number {
    return numberIn(this.#numbers, author, () => this.#authors.push(author));
  }

  /** The number of this source. */
  codeOf(author: string, how: Way): number {
    return numberIn(this.#codes, `${how} ${author}`, () => this.#sources.push({ author, how }));
  }

  /** The author with this number, or null for -1, which is nobody. */
  authorOf(number: number): string | null {
    return this.#authors[number] ?? null;
  }

  /** The source with this number. Throws where there is none. */
  requireSource(code: number): Source {
    const source = this.#sources[code];
    if (!source) throw new RangeError('There is no such source.');
    return source;
  }
}

function numberIn(numbers: Map<string, number>, key: string, add: () => number): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  const number = add() - 1;
  numbers.set(key, number);
  return number;
}

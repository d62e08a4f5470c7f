import { cutSources, insertSource, removeSources } from './source-runs.ts';

/**
 * A text at one moment. Shares its chunks with the moments before and after it, so that a keyframe costs what changed
 * since the one before, not the whole text.
 */
export interface TextSnapshot {
  readonly chunks: readonly TextChunk[];
  readonly length: number;
}

export interface TextChunk {
  text: string;
  /** Who wrote it: length and source in turns, covering the text exactly. */
  sources: number[];
  /** Whose to change: a rope changes only chunks that it made since its last snapshot. */
  owner: object | null;
}

export const EMPTY_TEXT: TextSnapshot = { chunks: [], length: 0 };

/** Length of a chunk when it is cut. An edit copies one chunk, and finding the place walks over the chunks. */
const CHUNK_LENGTH = 1024;
/** Length at which a chunk is cut. */
const MAX_CHUNK_LENGTH = 2048;
/** Two neighbours that together are no longer than this become one. */
const SMALL_LENGTH = 512;
/** What a chunk takes beside its characters, about. */
const CHUNK_BYTES = 160;

/** A text that is changed in small places, with the source of every character. Offsets are UTF-16 units. */
export class TextRope {
  readonly #chunks: TextChunk[];
  #length: number;
  #owner: object = {};
  #copiedBytes = 0;
  /** Chunk where the last change was, and the offset of its beginning: the next change is mostly near. */
  #index = 0;
  #start = 0;

  /** Goes on from a snapshot, which stays as it is. */
  constructor(snapshot: TextSnapshot = EMPTY_TEXT) {
    this.#chunks = snapshot.chunks.slice();
    if (this.#chunks.length === 0) this.#chunks.push({ text: '', sources: [], owner: null });
    this.#length = snapshot.length;
  }

  get length(): number {
    return this.#length;
  }

  /** What a snapshot taken now would keep in memory beyond the last one, in bytes, about. */
  get snapshotBytes(): number {
    return this.#copiedBytes + 8 * this.#chunks.length;
  }

  /** The text as it is now. */
  snapshot(): TextSnapshot {
    this.#owner = {};
    this.#copiedBytes = 0;
    return { chunks: this.#chunks.slice(), length: this.#length };
  }

  /** At `at`, `removed` characters go and then `inserted` of this source comes. Throws a RangeError outside of the text. */
  splice(at: number, removed: number, inserted: string, source: number): void {
    if (at < 0 || removed < 0 || at + removed > this.#length) throw new RangeError('Outside of the text.');
    if (removed > 0) this.#remove(at, removed);
    if (inserted !== '') this.#insert(at, inserted, source);
  }

  /** The UTF-16 unit at this offset, or NaN outside of the text. */
  charCodeAt(at: number): number {
    if (at < 0 || at >= this.#length) return Number.NaN;
    this.#seek(at + 1);
    return this.#chunk(this.#index).text.charCodeAt(at - this.#start);
  }

  /** The characters from one offset to before another. */
  slice(from: number, to: number): string {
    if (to <= from || from >= this.#length) return '';
    this.#seek(from + 1);
    let text = '';
    let start = this.#start;
    for (let n = this.#index; start < to && n < this.#chunks.length; n++) {
      const chunk = this.#chunk(n);
      text += chunk.text.slice(Math.max(0, from - start), to - start);
      start += chunk.text.length;
    }
    return text;
  }

  /** The source of the character at this offset. */
  sourceAt(at: number): number {
    this.#seek(at + 1);
    const { sources } = this.#chunk(this.#index);
    let left = at - this.#start;
    let n = 0;
    while (n + 2 < sources.length && left >= (sources[n] ?? 0)) {
      left -= sources[n] ?? 0;
      n += 2;
    }
    return sources[n + 1] ?? 0;
  }

  #remove(at: number, removed: number): void {
    this.#seek(at + 1);
    let index = this.#index;
    let offset = at - this.#start;
    let left = removed;
    while (left > 0) {
      const { length } = this.#chunk(index).text;
      const count = Math.min(left, length - offset);
      left -= count;
      if (count === length && this.#chunks.length > 1) {
        this.#chunks.splice(index, 1);
        continue;
      }
      const chunk = this.#own(index);
      chunk.text = chunk.text.slice(0, offset) + chunk.text.slice(offset + count);
      removeSources(chunk.sources, offset, count);
      index++;
      offset = 0;
    }
    this.#length -= removed;
    if (this.#index >= this.#chunks.length) {
      this.#index--;
      this.#start -= this.#chunk(this.#index).text.length;
    }
    this.#joinSmall(this.#index);
  }

  #insert(at: number, inserted: string, source: number): void {
    this.#seek(at);
    const chunk = this.#own(this.#index);
    const offset = at - this.#start;
    chunk.text = chunk.text.slice(0, offset) + inserted + chunk.text.slice(offset);
    insertSource(chunk.sources, offset, inserted.length, source);
    this.#length += inserted.length;
    if (chunk.text.length > MAX_CHUNK_LENGTH) this.#cut(this.#index);
  }

  /** Goes to the chunk that holds the character before `at`; to the first one for 0. */
  #seek(at: number): void {
    while (this.#index > 0 && at <= this.#start) {
      this.#index--;
      this.#start -= this.#chunk(this.#index).text.length;
    }
    for (let end = this.#end(); at > end; end = this.#end()) {
      this.#start = end;
      this.#index++;
    }
  }

  #end(): number {
    return this.#start + this.#chunk(this.#index).text.length;
  }

  #chunk(index: number): TextChunk {
    const chunk = this.#chunks[index];
    if (!chunk) throw new RangeError('Outside of the text.');
    return chunk;
  }

  /** The chunk, to be changed: a copy where a snapshot holds it. */
  #own(index: number): TextChunk {
    const chunk = this.#chunk(index);
    if (chunk.owner === this.#owner) return chunk;
    return this.#put(index, 1, [{ ...chunk, sources: chunk.sources.slice() }]);
  }

  #cut(index: number): void {
    const { text, sources } = this.#chunk(index);
    const parts: TextChunk[] = [];
    for (let at = 0; at < text.length; at += CHUNK_LENGTH) {
      const part = text.slice(at, at + CHUNK_LENGTH);
      parts.push({ text: part, sources: cutSources(sources, at, part.length), owner: null });
    }
    this.#put(index, 1, parts);
  }

  #joinSmall(index: number): void {
    const chunk = this.#chunk(index);
    const next = this.#chunks[index + 1];
    if (!next || chunk.text.length + next.text.length > SMALL_LENGTH) return;
    const sources = chunk.sources.slice();
    for (let n = 0; n < next.sources.length; n += 2)
      insertSource(sources, Number.POSITIVE_INFINITY, next.sources[n] ?? 0, next.sources[n + 1] ?? 0);
    this.#put(index, 2, [{ text: chunk.text + next.text, sources, owner: null }]);
  }

  /** Puts new chunks in the place of `count` old ones and returns the first. */
  #put(index: number, count: number, chunks: TextChunk[]): TextChunk {
    for (const chunk of chunks) {
      chunk.owner = this.#owner;
      this.#copiedBytes += 2 * chunk.text.length + 8 * chunk.sources.length + CHUNK_BYTES;
    }
    const [first] = chunks;
    if (first && count === 1 && chunks.length === 1) this.#chunks[index] = first;
    else this.#chunks.splice(index, count, ...chunks);
    return this.#chunk(index);
  }
}

/** The characters of a snapshot. */
export function textOf({ chunks }: TextSnapshot): string {
  return chunks.map(({ text }) => text).join('');
}

/** The sources of a snapshot's characters: runs of equal ones, covering it exactly. */
export function sourcesOf({ chunks }: TextSnapshot): { length: number; source: number }[] {
  const runs: { length: number; source: number }[] = [];
  for (const { sources } of chunks) {
    for (let n = 0; n < sources.length; n += 2) {
      const length = sources[n] ?? 0;
      const source = sources[n + 1] ?? 0;
      const last = runs.at(-1);
      if (last?.source === source) last.length += length;
      else runs.push({ length, source });
    }
  }
  return runs;
}

import type { Frame } from '#core/tape/frames.ts';
import { type JournalDamage, salvageJournal } from '#core/tape/journal.ts';

/** A journal that arrives in pieces of any size, read segment by segment. */
export class JournalStream {
  #rest = new Uint8Array(0);
  #position: number;
  #link: Uint8Array | null;
  damage: JournalDamage | null = null;

  /** `position` is where the journal begins, `link` that of its chain there, or null when it is not known. */
  constructor(position = 0, link: Uint8Array | null = null) {
    this.#position = position;
    this.#link = link;
  }

  /** Frames read so far, counted from the start of the tape. */
  get position(): number {
    return this.#position;
  }

  /** Link of the chain after them. */
  get link(): Uint8Array | null {
    return this.#link;
  }

  /** The frames that are complete with these bytes. Nothing more once the journal is damaged. */
  push(bytes: Uint8Array): Frame[] {
    const joined = join(this.#rest, bytes);
    const end = endOfParts(joined);
    this.#rest = joined.slice(end);
    return this.#read(joined.subarray(0, end));
  }

  /** Says that nothing more comes: what is left over is damage. */
  finish(): void {
    if (this.#rest.length > 0) this.#read(this.#rest);
    this.#rest = new Uint8Array(0);
  }

  #read(bytes: Uint8Array): Frame[] {
    if (this.damage || bytes.length === 0) return [];
    const { frames, link, damage } = salvageJournal(bytes, this.#position, this.#link);
    this.#position += frames.length;
    this.#link = link;
    this.damage = damage;
    return frames;
  }
}

/** Where the last complete part ends; a part is its length as a varint and that many bytes. */
function endOfParts(bytes: Uint8Array): number {
  let end = 0;
  for (;;) {
    let length = 0;
    let at = end;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) return end;
      length += (byte & 127) * factor;
      if (byte < 128) break;
      if (factor > 2 ** 35) return bytes.length; // no length is that long: damage, which the reader tells
    }
    if (at + length > bytes.length) return end;
    end = at + length;
  }
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

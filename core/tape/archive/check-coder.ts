import type { Frame } from '../frames.ts';
import { DamagedArchiveError } from './damage.ts';
import type { Side } from './side.ts';

/** Frames between two checks. A check costs four bytes; what is damaged between two of them is given up. */
export const CHECK_EVERY = 512;

/** FNV-1a of 32 bits (draft-eastlake-fnv): against accidents. Against forgery there are the chain and the seal. */
const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** Codes a checksum of all frames so far now and then, by which a reader knows up to where an archive is sound. */
export class CheckCoder {
  #sum = OFFSET_BASIS;
  #since = 0;

  /** Counts a frame that was coded. Whether a check followed it; throws when that does not fit. */
  code(side: Side, frame: Frame, isLast: boolean): boolean {
    this.#add(frame);
    if (++this.#since < CHECK_EVERY && !isLast) return false;
    this.#since = 0;
    if (side.evenBits(32, this.#sum >>> 0) !== this.#sum >>> 0)
      throw new DamagedArchiveError('a checksum does not fit');
    return true;
  }

  #add({ at, kind, author, payload }: Frame): void {
    let sum = this.#sum;
    sum = Math.imul(sum ^ (at & 0xffff), PRIME);
    sum = Math.imul(sum ^ Math.floor(at / 0x10000), PRIME);
    sum = Math.imul(sum ^ kind, PRIME);
    for (let n = 0; n < author.length; n++) sum = Math.imul(sum ^ author.charCodeAt(n), PRIME);
    for (let n = 0; n < payload.length; n++) sum = Math.imul(sum ^ (payload[n] ?? 0), PRIME);
    this.#sum = Math.imul(sum ^ payload.length, PRIME);
  }
}

import { timeOf } from './placement.ts';

/** The last sound of a track, by the number of its samples, with when it was said. */
export class SoundMemory {
  #pieces: { from: number; samples: Int16Array; endsAt: number }[] = [];
  #end = 0;

  /** Samples of the track so far. */
  get end(): number {
    return this.#end;
  }

  /** Adds sound whose last sample was said at this time. */
  add(samples: Int16Array, endsAt: number): void {
    this.#pieces.push({ from: this.#end, samples, endsAt });
    this.#end += samples.length;
  }

  /** Lets go of what ended before this sample. */
  forget(before: number): void {
    let n = 0;
    for (const { from, samples } of this.#pieces) {
      if (from + samples.length > before) break;
      n++;
    }
    this.#pieces.splice(0, n);
  }

  /** What is still known of this stretch. */
  cut(from: number, to: number): Int16Array {
    const known = this.#pieces.flatMap((piece) => {
      const part = piece.samples.subarray(Math.max(0, from - piece.from), Math.max(0, to - piece.from));
      return part.length > 0 ? [part] : [];
    });
    const cut = new Int16Array(known.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of known) {
      cut.set(part, at);
      at += part.length;
    }
    return cut;
  }

  /** When this sample was said. */
  timeAt(sample: number): number {
    const piece =
      this.#pieces.find(({ from, samples }) => sample < from + samples.length) ?? this.#pieces.at(-1);
    if (!piece) return 0;
    return Math.round(piece.endsAt - timeOf(piece.from + piece.samples.length - sample));
  }
}

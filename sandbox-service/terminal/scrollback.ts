/** Pieces are put together up to this length: a shell that echoes key by key must not make a list of characters. */
const PIECE_LENGTH = 4096;

/** The end of what a terminal printed, by offset since its start, in characters. */
export class Scrollback {
  #pieces: string[] = [];
  #length = 0;
  #end = 0;

  /** Characters printed so far, kept or not. */
  get end(): number {
    return this.#end;
  }

  get text(): string {
    return this.#pieces.join('');
  }

  append(text: string): void {
    const last = this.#pieces.at(-1);
    if (last !== undefined && last.length + text.length <= PIECE_LENGTH) {
      this.#pieces[this.#pieces.length - 1] = last + text;
    } else this.#pieces.push(text);
    this.#length += text.length;
    this.#end += text.length;
  }

  /** Forgets the oldest pieces while more than `length` is kept; a piece goes as a whole, so no character is cut in two. */
  trim(length: number): void {
    let dropped = 0;
    for (const piece of this.#pieces) {
      if (this.#length <= length) break;
      this.#length -= piece.length;
      dropped++;
    }
    if (dropped > 0) this.#pieces.splice(0, dropped);
  }
}

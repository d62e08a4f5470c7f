import { DamagedArchiveError } from './damage.ts';

/** Bytes of one kind that stand together, so that the compressor finds them alike. Grows as it is written. */
export class ByteSink {
  #bytes = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  writeByte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
  }

  write(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** A number up to `Number.MAX_SAFE_INTEGER`, seven bits to a byte, as Yjs and lib0 write it. */
  writeVarUint(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.writeByte((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    this.writeByte(rest);
  }

  /** Forgets what was written, to be used anew. */
  clear(): void {
    this.#length = 0;
  }

  /** A copy of all that was written. */
  toBytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

/** Reads a column from its start. Every read throws when the column ends too early. */
export class ByteSource {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  get position(): number {
    return this.#position;
  }

  /** What was read since `position`, as a view. */
  viewFrom(position: number): Uint8Array {
    return this.#bytes.subarray(position, this.#position);
  }

  readByte(): number {
    const byte = this.#bytes[this.#position];
    if (byte === undefined) throw new DamagedArchiveError(ENDS_EARLY);
    this.#position++;
    return byte;
  }

  /** The next `length` bytes, as a view. */
  read(length: number): Uint8Array {
    if (length > this.remaining) throw new DamagedArchiveError(ENDS_EARLY);
    this.#position += length;
    return this.#bytes.subarray(this.#position - length, this.#position);
  }

  readVarUint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.readByte();
      value += (byte & 127) * factor;
      if (value > Number.MAX_SAFE_INTEGER) throw new DamagedArchiveError('a number is out of range');
      if (byte < 128) return value;
    }
  }

  /** The next `count` characters of UTF-8, as a view. */
  readCharacters(count: number): Uint8Array {
    let end = this.#position;
    for (let i = 0; i < count; i++) {
      const lead = this.#bytes[end];
      if (lead === undefined) throw new DamagedArchiveError(ENDS_EARLY);
      end += lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }
    return this.read(end - this.#position);
  }
}

const ENDS_EARLY = 'it ends too early';

import { ByteSink, ByteSource } from './columns.ts';
import { DamagedArchiveError } from './damage.ts';
import type { Odds } from './odds.ts';
import { RangeDecoder, RangeEncoder } from './range-coder.ts';
import { COLUMN, type Side } from './side.ts';

/**
 * An archive body:
 *
 *   varuint version (1) · varuint frames · varuint columns · the length of each as varuint · the columns
 *
 * Column 0 holds the decisions of all frames in order, arithmetically coded; it is followed by those of `COLUMN`,
 * by one for each kind of frame that is no update, and by one of zeros, which keeps the number of things that are
 * made of a byte below `THINGS_PER_BYTE`.
 *
 * What the decisions mean follows from all that the coders here expect and learn, so a change to any of it is a new
 * version.
 */
const VERSION = 1;

/** What a forged archive could make its reader build out of each of its bytes. */
const THINGS_PER_BYTE = 4;

/** Decisions, the fixed columns, those of kinds, and the zeros; more are none of ours. */
const MAX_COLUMNS = 64;

export class ArchiveWriter implements Side {
  readonly isReading = false;
  readonly #coder = new RangeEncoder();
  readonly #columns: ByteSink[] = [];
  #things = 0;

  bit(odds: Odds, index: number, bit: number): number {
    this.#coder.code(bit, odds, index);
    return bit;
  }

  evenBits(count: number, value: number): number {
    this.#coder.codeEven(value, count);
    return value;
  }

  bytes(column: number, _length: number, bytes: Uint8Array | null): Uint8Array {
    if (!bytes) throw new Error('An archive is written from frames.');
    this.#columnAt(column).write(bytes);
    return bytes;
  }

  characters(_count: number, utf8: Uint8Array | null): Uint8Array {
    return this.bytes(COLUMN.text, 0, utf8);
  }

  spend(things: number): void {
    this.#things += things;
  }

  /** The body of an archive of so many frames. */
  finish(count: number): Uint8Array {
    const columns = [this.#coder.finish(), ...this.#columns.map((column) => column.toBytes())];
    const bytes = columns.reduce((total, column) => total + column.length, 0);
    columns.push(new Uint8Array(Math.max(0, Math.ceil(this.#things / THINGS_PER_BYTE) - bytes)));
    const sink = new ByteSink();
    sink.writeVarUint(VERSION);
    sink.writeVarUint(count);
    sink.writeVarUint(columns.length);
    for (const column of columns) sink.writeVarUint(column.length);
    for (const column of columns) sink.write(column);
    return sink.toBytes();
  }

  #columnAt(column: number): ByteSink {
    while (this.#columns.length <= column) this.#columns.push(new ByteSink());
    return this.#columns[column] as ByteSink;
  }
}

export class ArchiveReader implements Side {
  readonly isReading = true;
  /** Frames that the body says it holds. */
  readonly count: number;
  readonly #coder: RangeDecoder;
  readonly #columns: ByteSource[] = [];
  #things: number;

  /** Throws when the bytes are no body, or end too early. */
  constructor(bytes: Uint8Array) {
    // not a subclass, whose views and copies may be other than an array's
    const source = new ByteSource(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
    const version = source.readVarUint();
    if (version !== VERSION)
      throw new Error(`The archive has version ${version}; this reader knows ${VERSION}.`);
    this.#things = bytes.length * THINGS_PER_BYTE;
    this.count = source.readVarUint();
    if (this.count > this.#things) throw new DamagedArchiveError('it holds less than it says');
    const columns = source.readVarUint();
    if (columns < 2 || columns > MAX_COLUMNS) throw new DamagedArchiveError('it has no columns');
    const lengths = Array.from({ length: columns }, () => source.readVarUint());
    const [decisions = new Uint8Array(), ...others] = lengths.map((length) => source.read(length));
    if (source.remaining > 0) throw new DamagedArchiveError('something follows its end');
    others.pop();
    this.#coder = new RangeDecoder(decisions);
    this.#columns = others.map((column) => new ByteSource(column));
  }

  bit(odds: Odds, index: number): number {
    return this.#coder.code(odds, index);
  }

  evenBits(count: number): number {
    return this.#coder.codeEven(count);
  }

  bytes(column: number, length: number): Uint8Array {
    return this.#columnAt(column).read(length);
  }

  characters(count: number): Uint8Array {
    return this.#columnAt(COLUMN.text).readCharacters(count);
  }

  spend(things: number): void {
    this.#things -= things;
    if (this.#things < 0) throw new DamagedArchiveError('it holds less than it says');
  }

  /** Throws when something is left that no frame needed. */
  finish(): void {
    if (!this.#coder.isAtEnd() || this.#columns.some((column) => column.remaining > 0))
      throw new DamagedArchiveError('something is left over');
  }

  #columnAt(column: number): ByteSource {
    const source = this.#columns[column];
    if (!source) throw new DamagedArchiveError('a column is missing');
    return source;
  }
}

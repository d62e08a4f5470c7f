import type { ArchiveState } from './archive-state.ts';
import type { Cursor } from './cursors.ts';
import { DamagedArchiveError } from './damage.ts';
import { DeleteCoder } from './delete-coder.ts';
import { IdCoder } from './id-coder.ts';
import { NumberCoder, SignedCoder } from './numbers.ts';
import { Odds } from './odds.ts';
import type { PositionCoder } from './position-coder.ts';
import { COLUMN, codeFlag, codeSymbol, type Side } from './side.ts';
import { type Stretch, toClientDeletes } from './stretch-coder.ts';
import { StructCoder } from './struct-coder.ts';
import { measureText } from './update-content.ts';
import { type ClientBlock, encodeUpdate, parseUpdate, type UpdateParts } from './update-parts.ts';

/**
 * Codes document updates. What most of them are, one character typed or deleted where the author was, is one symbol;
 * other updates are coded in parts, and what is no proper update as it is.
 */
export class UpdateCoder {
  readonly #state: ArchiveState;
  readonly #ids: IdCoder;
  readonly #deletes: DeleteCoder;
  readonly #structs: StructCoder;
  readonly #shapes = new Odds(2 << (SHAPE_BITS * (HISTORY + 1)));
  readonly #history: number[] = [];
  #lastAuthor = -1;
  readonly #counts = new NumberCoder({ contexts: 2 });
  readonly #isExpectedClock = new Odds(1);
  readonly #clocks = new SignedCoder();
  readonly #lengths = new NumberCoder();

  constructor(state: ArchiveState, positions: PositionCoder) {
    this.#state = state;
    this.#ids = new IdCoder(state);
    this.#deletes = new DeleteCoder(state, this.#ids, positions);
    this.#structs = new StructCoder(state, this.#ids, positions);
  }

  /** Codes one update of an author (by number) and returns its bytes. */
  code(side: Side, author: number, update: Uint8Array | null): Uint8Array {
    const parts = update && parseUpdate(update);
    const history = this.#history[author] ?? 0;
    const context = author === this.#lastAuthor ? history : history + (1 << (SHAPE_BITS * HISTORY));
    const wanted = update ? this.#shapeOf(author, parts) : 0;
    const shape = codeSymbol(side, this.#shapes, context << SHAPE_BITS, SHAPE_BITS, wanted);
    this.#history[author] = ((history << SHAPE_BITS) | shape) & ((1 << (SHAPE_BITS * HISTORY)) - 1);
    this.#lastAuthor = author;
    switch (shape) {
      case SHAPE.parts:
        return encodeUpdate(this.#codeParts(side, author, parts));
      case SHAPE.raw:
        return side.bytes(COLUMN.raw, this.#lengths.code(side, 0, update?.length ?? 0), update).slice();
      case SHAPE.typed:
      case SHAPE.typedAtLast:
        return encodeUpdate(this.#codeTyped(side, author, shape === SHAPE.typedAtLast, parts));
      default:
        return encodeUpdate(this.#codeDeleted(author, shape));
    }
  }

  #shapeOf(author: number, parts: UpdateParts | null): number {
    if (!parts) return SHAPE.raw;
    const { blocks, deletes } = parts;
    const { cursors } = this.#state;
    const own = cursors.of(author)[0] ?? null;
    const [block] = blocks;
    if (block && blocks.length === 1 && deletes.length === 0) {
      const place = this.#typedPlaceOf(author, block);
      if (place && isSame(place, own)) return SHAPE.typed;
      return place && isSame(place, cursors.last) ? SHAPE.typedAtLast : SHAPE.parts;
    }
    if (blocks.length > 0 || deletes[0]?.ranges.length !== 1) return SHAPE.parts;
    const [stretch, ...others] = this.#deletes.stretches.find(deletes) ?? [];
    if (stretch?.length !== 1 || others.length > 0) return SHAPE.parts;
    const end = { sequence: stretch.sequence, position: stretch.position + 1 };
    if (isSame(end, own)) return SHAPE.backspace;
    if (isSame(stretch, own)) return SHAPE.deleted;
    if (isSame(end, cursors.last)) return SHAPE.backspaceAtLast;
    return isSame(stretch, cursors.last) ? SHAPE.deletedAtLast : SHAPE.parts;
  }

  /** Where this is one character in a text, by the client and at the clock that are expected; else null. */
  #typedPlaceOf(author: number, { client: id, clock, structs }: ClientBlock): Cursor | null {
    const client = this.#state.clientOf(author);
    const [struct] = structs;
    if (!struct || structs.length > 1 || id !== client?.id || clock !== client.end) return null;
    if (measureText(struct.content)?.characters !== 1) return null;
    const place = this.#structs.plainPlaceOf(struct);
    return place?.isBeforeDeleted === false ? place : null;
  }

  #codeTyped(side: Side, author: number, isAtLast: boolean, parts: UpdateParts | null): UpdateParts {
    const client = this.#state.clientOf(author);
    const { sequence, position } = this.#cursorOf(author, isAtLast);
    if (!client) throw new DamagedArchiveError('nobody types');
    const content = side.characters(1, parts?.blocks[0]?.structs[0]?.content ?? null);
    const clock = client.end;
    const place = { sequence, position, isBeforeDeleted: false };
    const struct = this.#structs.insertPlain(author, isAtLast ? -1 : 0, client, clock, place, content);
    return { blocks: [{ client: client.id, clock, structs: [struct] }], deletes: [] };
  }

  #codeDeleted(author: number, shape: number): UpdateParts {
    const isAtLast = shape === SHAPE.backspaceAtLast || shape === SHAPE.deletedAtLast;
    const before = shape === SHAPE.backspace || shape === SHAPE.backspaceAtLast ? 1 : 0;
    const { sequence, position } = this.#cursorOf(author, isAtLast);
    const stretch: Stretch = { sequence, position: position - before, length: 1 };
    const deleted = this.#deletes.stretches.delete(author, isAtLast ? -1 : 0, stretch);
    return { blocks: [], deletes: toClientDeletes(deleted) };
  }

  #cursorOf(author: number, isLast: boolean): Cursor {
    const cursor = isLast ? this.#state.cursors.last : this.#state.cursors.of(author)[0];
    if (!cursor) throw new DamagedArchiveError('a place is unknown');
    return cursor;
  }

  #codeParts(side: Side, author: number, parts: UpdateParts | null): UpdateParts {
    const { deletes, finish } = this.#deletes.code(side, author, parts?.deletes ?? null);
    const count = this.#counts.code(side, 0, parts?.blocks.length ?? 0);
    side.spend(count);
    const blocks: ClientBlock[] = [];
    for (let n = 0; n < count; n++) blocks.push(this.#codeBlock(side, author, parts?.blocks[n] ?? null));
    finish();
    return { blocks, deletes };
  }

  #codeBlock(side: Side, author: number, block: ClientBlock | null): ClientBlock {
    const client = this.#ids.codeClient(side, this.#state.clientOf(author), block?.client ?? 0);
    const isExpected = codeFlag(side, this.#isExpectedClock, 0, block?.clock === client.end);
    const start = isExpected
      ? client.end
      : client.end + this.#clocks.code(side, 0, (block?.clock ?? 0) - client.end);
    if (start < 0) throw new DamagedArchiveError('a clock is out of range');
    const count = this.#counts.code(side, 1, block?.structs.length ?? 0);
    side.spend(count);
    const coded: ClientBlock = { client: client.id, clock: start, structs: [] };
    let clock = start;
    for (let n = 0; n < count; n++) {
      const struct = this.#structs.code(side, author, client, clock, block?.structs[n] ?? null);
      coded.structs.push(struct);
      clock += struct.length;
    }
    this.#state.setClient(author, client);
    return coded;
  }
}

/** What an update is. `AtLast`: not where its author was, but where anybody edited last. */
const SHAPE = {
  typed: 0,
  backspace: 1,
  deleted: 2,
  parts: 3,
  raw: 4,
  typedAtLast: 5,
  backspaceAtLast: 6,
  deletedAtLast: 7,
} as const;
const SHAPE_BITS = 3;

/** How many of an author's last shapes tell the next one. */
const HISTORY = 3;

function isSame(place: Cursor, other: Cursor | null): boolean {
  return place.position === other?.position && place.sequence === other.sequence;
}

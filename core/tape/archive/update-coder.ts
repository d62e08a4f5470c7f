import type { ArchiveState } from './archive-state.ts';
import { DamagedArchiveError } from './damage.ts';
import { DeleteCoder, type Stretch, toClientDeletes } from './delete-coder.ts';
import { IdCoder } from './id-coder.ts';
import { NumberCoder, SignedCoder } from './numbers.ts';
import { Odds } from './odds.ts';
import type { PositionCoder } from './position-coder.ts';
import { COLUMN, codeFlag, codeSymbol, type Side } from './side.ts';
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
  readonly #shapes = new Odds(1 << (SHAPE_BITS * (HISTORY + 1)));
  readonly #history: number[] = [];
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
    const shape = codeSymbol(
      side,
      this.#shapes,
      history << SHAPE_BITS,
      SHAPE_BITS,
      update ? this.#shapeOf(author, parts) : 0,
    );
    this.#history[author] = ((history << SHAPE_BITS) | shape) & ((1 << (SHAPE_BITS * HISTORY)) - 1);
    switch (shape) {
      case SHAPE.typed:
        return encodeUpdate(this.#codeTyped(side, author, parts));
      case SHAPE.backspace:
      case SHAPE.deleted:
        return encodeUpdate(this.#codeDeleted(author, shape === SHAPE.backspace ? 1 : 0));
      case SHAPE.parts:
        return encodeUpdate(this.#codeParts(side, author, parts));
      case SHAPE.raw:
        return side.bytes(COLUMN.raw, this.#lengths.code(side, 0, update?.length ?? 0), update).slice();
      default:
        throw new DamagedArchiveError('an update has an unknown shape');
    }
  }

  #shapeOf(author: number, parts: UpdateParts | null): number {
    if (!parts) return SHAPE.raw;
    const { blocks, deletes } = parts;
    const cursor = this.#state.cursors.of(author)[0];
    if (!cursor) return SHAPE.parts;
    const [block] = blocks;
    if (block && blocks.length === 1 && deletes.length === 0) {
      const [struct] = block.structs;
      const client = this.#state.clientOf(author);
      if (!struct || block.structs.length > 1 || block.client !== client?.id || block.clock !== client.end)
        return SHAPE.parts;
      if (measureText(struct.content)?.characters !== 1) return SHAPE.parts;
      const place = this.#structs.plainPlaceOf(struct);
      const isAtCursor =
        place &&
        !place.isBeforeDeleted &&
        place.sequence === cursor.sequence &&
        place.position === cursor.position;
      return isAtCursor ? SHAPE.typed : SHAPE.parts;
    }
    if (blocks.length > 0 || deletes[0]?.ranges.length !== 1) return SHAPE.parts;
    const stretches = this.#deletes.stretchesOf(deletes);
    const stretch = stretches?.length === 1 ? stretches[0] : null;
    if (stretch?.sequence !== cursor.sequence || stretch.length !== 1) return SHAPE.parts;
    if (stretch.position === cursor.position - 1) return SHAPE.backspace;
    return stretch.position === cursor.position ? SHAPE.deleted : SHAPE.parts;
  }

  #codeTyped(side: Side, author: number, parts: UpdateParts | null): UpdateParts {
    const client = this.#state.clientOf(author);
    const cursor = this.#state.cursors.of(author)[0];
    if (!client || !cursor) throw new DamagedArchiveError('somebody types nowhere');
    const content = side.characters(1, parts?.blocks[0]?.structs[0]?.content ?? null);
    const clock = client.end;
    const place = { sequence: cursor.sequence, position: cursor.position, isBeforeDeleted: false };
    const struct = this.#structs.insertPlain(author, 0, client, clock, place, content);
    return { blocks: [{ client: client.id, clock, structs: [struct] }], deletes: [] };
  }

  #codeDeleted(author: number, before: number): UpdateParts {
    const cursor = this.#state.cursors.of(author)[0];
    const position = (cursor?.position ?? 0) - before;
    if (!cursor || position < 0 || position >= cursor.sequence.visibleLength)
      throw new DamagedArchiveError('a deletion is out of range');
    const stretch: Stretch = { sequence: cursor.sequence, position, length: 1 };
    return { blocks: [], deletes: toClientDeletes(this.#deletes.deleteStretch(author, 0, stretch)) };
  }

  #codeParts(side: Side, author: number, parts: UpdateParts | null): UpdateParts {
    const { deletes, isApplied } = this.#deletes.code(side, author, parts?.deletes ?? null);
    const count = this.#counts.code(side, 0, parts?.blocks.length ?? 0);
    side.spend(count);
    const blocks: ClientBlock[] = [];
    for (let n = 0; n < count; n++) blocks.push(this.#codeBlock(side, author, parts?.blocks[n] ?? null));
    if (!isApplied) this.#deletes.deleteRanges(side, deletes);
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

/** Numbers are in archives for ever. */
const SHAPE = { typed: 0, backspace: 1, deleted: 2, parts: 3, raw: 4 } as const;
const SHAPE_BITS = 3;

/** How many of an author's last shapes tell the next one. */
const HISTORY = 3;

import type { ArchiveState } from './archive-state.ts';
import { ByteSource } from './columns.ts';
import type { Cursor } from './cursors.ts';
import { DamagedArchiveError } from './damage.ts';
import type { Client, Gap, Place } from './document-model.ts';
import type { IdCoder } from './id-coder.ts';
import type { Sequence } from './item-order.ts';
import { NumberCoder } from './numbers.ts';
import { Odds } from './odds.ts';
import { POSITION_OF, type PositionCoder } from './position-coder.ts';
import { COLUMN, codeFlag, codeSymbol, type Side } from './side.ts';
import { CONTENT, measureText, skipContent } from './update-content.ts';
import { CONTENT_BITS, HAS_KEY, HAS_LEFT, HAS_RIGHT, type Id, isItem, type Struct } from './update-parts.ts';

/** Text that stands where an editor would put it: its neighbours follow from a position. */
export interface PlainPlace extends Cursor {
  isBeforeDeleted: boolean;
}

/** Codes the structs of updates and adds them to the document. */
export class StructCoder {
  readonly #state: ArchiveState;
  readonly #ids: IdCoder;
  readonly #positions: PositionCoder;
  readonly #isPlain = new Odds(1);
  readonly #isBeforeDeleted = new Odds(1);
  readonly #characters = new NumberCoder();
  readonly #infos = new Odds(256);
  readonly #isNeighbour = new Odds(1);
  readonly #isRoot = new Odds(1);
  readonly #lengths = new NumberCoder();

  constructor(state: ArchiveState, ids: IdCoder, positions: PositionCoder) {
    this.#state = state;
    this.#ids = ids;
    this.#positions = positions;
  }

  /** Codes a struct that begins at this clock of the client. */
  code(side: Side, author: number, client: Client, clock: number, wanted: Struct | null): Struct {
    const plain = wanted && clock >= client.end ? this.plainPlaceOf(wanted) : null;
    if (!codeFlag(side, this.#isPlain, 0, plain !== null))
      return this.#codeAny(side, author, client, clock, wanted);
    const { sequence, position, from } = this.#positions.code(side, author, POSITION_OF.inserted, plain);
    const isBeforeDeleted = codeFlag(side, this.#isBeforeDeleted, 0, plain?.isBeforeDeleted ?? false);
    const content = this.#codeText(side, wanted);
    return this.insertPlain(author, from, client, clock, { sequence, position, isBeforeDeleted }, content);
  }

  /** Adds text at such a place; `from` is the author's place that told it. Returns the struct that says so. */
  insertPlain(
    author: number,
    from: number,
    client: Client,
    clock: number,
    { sequence, position, isBeforeDeleted }: PlainPlace,
    content: Uint8Array,
  ): Struct {
    const gap = this.#state.model.gapAt(sequence, position, isBeforeDeleted);
    if (!gap.left && !gap.right) throw new DamagedArchiveError('a text has no neighbours');
    const struct: Struct = {
      info: CONTENT.string | (gap.left ? HAS_LEFT : 0) | (gap.right ? HAS_RIGHT : 0),
      left: idOf(gap.left),
      right: idOf(gap.right),
      parent: null,
      key: null,
      content,
      length: unitsOf(content),
    };
    if (this.#state.model.insert(client, clock, struct, gap, sequence))
      this.#state.inserted(author, from, sequence, position, struct.length);
    return struct;
  }

  /** The place of this struct if it is plain, else null. */
  plainPlaceOf({ info, left, right }: Struct): PlainPlace | null {
    const bits = CONTENT.string | (left ? HAS_LEFT : 0) | (right ? HAS_RIGHT : 0);
    if (info !== bits || bits === CONTENT.string) return null;
    const leftPlace = left && this.#state.model.find(left);
    const rightPlace = right && this.#state.model.find(right);
    if ((left && !leftPlace) || (right && !rightPlace)) return null;
    const sequence = (leftPlace ?? rightPlace)?.item.sequence;
    if (!sequence || (rightPlace && rightPlace.item.sequence !== sequence)) return null;
    const behind = rightPlace ? positionBefore(rightPlace) : sequence.visibleLength;
    if (behind !== null && this.#fits(sequence, behind, false, left, right))
      return { sequence, position: behind, isBeforeDeleted: false };
    const before = leftPlace ? positionBefore(leftPlace) : -1;
    if (before !== null && this.#fits(sequence, before + 1, true, left, right))
      return { sequence, position: before + 1, isBeforeDeleted: true };
    return null;
  }

  #fits(
    sequence: Sequence,
    position: number,
    isBeforeDeleted: boolean,
    left: Id | null,
    right: Id | null,
  ): boolean {
    const gap = this.#state.model.gapAt(sequence, position, isBeforeDeleted);
    return isAt(gap.left, left) && isAt(gap.right, right);
  }

  #codeText(side: Side, wanted: Struct | null): Uint8Array {
    const count = this.#characters.code(side, 0, wanted ? (measureText(wanted.content)?.characters ?? 0) : 0);
    if (count === 0) throw new DamagedArchiveError('a text is empty');
    return side.characters(count, wanted?.content ?? null);
  }

  /** Codes a struct field by field. */
  #codeAny(side: Side, author: number, client: Client, clock: number, wanted: Struct | null): Struct {
    const { model } = this.#state;
    const info = codeSymbol(side, this.#infos, 0, 8, wanted?.info ?? 0);
    const struct: Struct = {
      info,
      left: null,
      right: null,
      parent: null,
      key: null,
      content: NOTHING,
      length: 0,
    };
    const gap: Gap = { left: null, right: null };
    let sequence: Sequence | null = null;
    if (isItem(struct)) {
      if (info & HAS_LEFT) {
        struct.left = this.#ids.codeId(side, client, wanted?.left ?? null);
        gap.left = model.find(struct.left);
      }
      if (info & HAS_RIGHT) {
        struct.right = this.#codeRight(side, client, gap.left, wanted?.right ?? null);
        gap.right = model.find(struct.right);
      }
      if (!struct.left && !struct.right) {
        struct.parent = this.#codeParent(side, client, wanted?.parent ?? null);
        if (info & HAS_KEY) struct.key = this.#codeBytes(side, COLUMN.names, wanted?.key ?? null);
        sequence = model.sequenceOf(struct.parent, struct.key);
      }
    }
    if ((info & CONTENT_BITS) === CONTENT.string) {
      struct.content = this.#codeText(side, wanted);
      struct.length = unitsOf(struct.content);
    } else {
      struct.content = this.#codeBytes(side, COLUMN.contents, wanted?.content ?? null);
      struct.length = measureContent(info & CONTENT_BITS, struct.content);
    }
    const place = model.insert(client, clock, struct, gap, sequence);
    if (place?.item.isVisible && place.item.sequence) {
      const position = place.item.sequence.positionOf(place.item) + place.offset;
      this.#state.inserted(author, -1, place.item.sequence, position, struct.length);
    }
    return struct;
  }

  #codeRight(side: Side, client: Client, left: Place | null, wanted: Id | null): Id {
    const next = left && nextOf(left);
    if (next && codeFlag(side, this.#isNeighbour, 0, isAt(next, wanted))) return idOf(next) as Id;
    return this.#ids.codeId(side, client, wanted);
  }

  #codeParent(side: Side, client: Client, wanted: Uint8Array | Id | null): Uint8Array | Id {
    const name = wanted instanceof Uint8Array ? wanted : null;
    if (codeFlag(side, this.#isRoot, 0, name !== null)) return this.#codeBytes(side, COLUMN.names, name);
    return this.#ids.codeId(side, client, wanted instanceof Uint8Array ? null : wanted);
  }

  #codeBytes(side: Side, column: number, wanted: Uint8Array | null): Uint8Array {
    return side.bytes(column, this.#lengths.code(side, 0, wanted?.length ?? 0), wanted);
  }
}

const NOTHING = new Uint8Array();

/** Clocks that text takes. */
function unitsOf(utf8: Uint8Array): number {
  const units = measureText(utf8)?.units;
  if (!units) throw new DamagedArchiveError('a text cannot be read');
  return units;
}

/** Clocks that content takes which is no text. */
function measureContent(kind: number, content: Uint8Array): number {
  const source = new ByteSource(content);
  const length = skipContent(source, kind);
  if (!length || source.remaining > 0) throw new DamagedArchiveError('content cannot be read');
  return length;
}

/** Visible characters before this one, or null if it is not visible. */
function positionBefore({ item, offset }: Place): number | null {
  return item.isVisible && item.sequence ? item.sequence.positionOf(item) + offset : null;
}

function nextOf({ item, offset }: Place): Place | null {
  if (offset < item.length - 1) return { item, offset: offset + 1 };
  return item.next && { item: item.next, offset: 0 };
}

function idOf(place: Place | null): Id | null {
  return place && { client: place.item.client.id, clock: place.item.clock + place.offset };
}

function isAt(place: Place | null, id: Id | null): boolean {
  if (!place || !id) return place === id;
  return place.item.client.id === id.client && place.item.clock + place.offset === id.clock;
}

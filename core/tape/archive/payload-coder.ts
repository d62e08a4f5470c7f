import { DamagedArchiveError } from './damage.ts';
import {
  formatJson,
  type JsonLeaf,
  type JsonParts,
  type JsonShape,
  parseJson,
  splitShape,
} from './json-shape.ts';
import { LeafCoder } from './leaf-coder.ts';
import { NumberCoder } from './numbers.ts';
import { Odds } from './odds.ts';
import { COLUMN, codeFlag, FIXED_COLUMNS, type Side } from './side.ts';

/** Codes payloads that are no updates: JSON leaf by leaf, anything else as it is, those of one kind together. */
export class PayloadCoder {
  /** By kind, in order of appearance. */
  readonly #shapes: JsonShape[][] = [];
  readonly #isJson = new Odds(KIND_CONTEXTS);
  readonly #ranks = new NumberCoder({ contexts: KIND_CONTEXTS });
  readonly #lengths = new NumberCoder({ contexts: KIND_CONTEXTS });
  readonly #leaves = new LeafCoder();

  code(side: Side, kindIndex: number, at: number, payload: Uint8Array | null): Uint8Array {
    const context = Math.min(kindIndex, KIND_CONTEXTS - 1);
    this.#shapes[context] ??= [];
    const shapes = this.#shapes[context] as JsonShape[];
    const parts = payload && parseJson(payload);
    const known = parts ? shapes.findIndex(({ shape }) => shape === parts.shape) : -1;
    const isJson = parts !== null && (known >= 0 || shapes.length < MAX_SHAPES);
    const column = FIXED_COLUMNS + context;
    if (!codeFlag(side, this.#isJson, context, isJson)) {
      const length = this.#lengths.code(side, context, payload?.length ?? 0);
      return side.bytes(column, length, payload).slice();
    }
    const shape = this.#codeShape(side, context, shapes, known, parts);
    side.spend(shape.types.length + (shape.shape.length >> 6));
    let before: number | null = null;
    const leaves = shape.types.map((type, n): JsonLeaf => {
      const place = { column, at, before };
      const leaf = this.#leaves.code(side, shape.pieces[n] ?? '', type, place, parts?.leaves[n] ?? null);
      if (leaf.type === 'whole') before = leaf.value;
      return leaf;
    });
    return formatJson(shape, leaves);
  }

  #codeShape(
    side: Side,
    context: number,
    shapes: JsonShape[],
    known: number,
    parts: JsonParts | null,
  ): JsonShape {
    const rank = this.#ranks.code(side, context, known < 0 ? shapes.length : known);
    if (rank > shapes.length || rank >= MAX_SHAPES)
      throw new DamagedArchiveError('a payload has an unknown shape');
    let shape = shapes[rank];
    if (!shape) {
      const utf8 = new TextEncoder().encode(parts?.shape ?? '');
      const length = this.#lengths.code(side, context, utf8.length);
      shape = splitShape(
        new TextDecoder('utf-8', { ignoreBOM: true }).decode(side.bytes(COLUMN.names, length, utf8)),
      );
      shapes.push(shape);
    }
    return shape;
  }
}

/** Kinds that have columns and shapes of their own; later ones share the last. */
const KIND_CONTEXTS = 32;

/** Shapes of one kind; payloads of further ones are kept as they are. */
const MAX_SHAPES = 64;

import { FILES_ROOT, TEXT_KEY } from '#core/doc-shape.ts';
import type { ArchiveState } from './archive-state.ts';
import type { Item, Sequence } from './item-order.ts';
import { NumberCoder, SignedCoder } from './numbers.ts';
import { Odds } from './odds.ts';
import { POSITION_OF, type PositionCoder } from './position-coder.ts';
import { COLUMN, codeFlag, type Side } from './side.ts';
import { areEqual, type Id } from './update-parts.ts';

interface Selection {
  fileId: string;
  anchor: number;
  head: number;
}

/**
 * Codes selections by where their author was in the text, and leaves the author there: who moves the cursor mostly
 * types next.
 */
export class SelectionCoder {
  readonly #state: ArchiveState;
  readonly #positions: PositionCoder;
  /** The file that each text was last seen to be of, by the number of its sequence. */
  readonly #files = new Map<number, string>();
  readonly #isKnown = new Odds(1);
  readonly #isFile = new Odds(1);
  readonly #isCaret = new Odds(1);
  readonly #lengths = new NumberCoder();
  readonly #distances = new SignedCoder();

  constructor(state: ArchiveState, positions: PositionCoder) {
    this.#state = state;
    this.#positions = positions;
  }

  /** Codes a selection; null where it is none in a text that the document has, to be coded otherwise. */
  code(side: Side, author: number, payload: Uint8Array | null): Uint8Array | null {
    const selection = payload && parseSelection(payload);
    const sequence = selection && this.#textOf(selection.fileId);
    const isKnown = selection !== null && sequence !== null && selection.head <= sequence.visibleLength;
    if (!codeFlag(side, this.#isKnown, 0, isKnown)) return null;
    const wanted = selection && sequence && { sequence, position: selection.head };
    const coded = this.#positions.code(side, author, POSITION_OF.selected, wanted);
    const head = coded.position;
    const isCaret = codeFlag(side, this.#isCaret, 0, selection?.anchor === head);
    const anchor = isCaret
      ? head
      : head + this.#distances.code(side, 0, selection ? selection.anchor - head : 0);
    const fileId = this.#codeFile(side, coded.sequence, selection?.fileId ?? '');
    this.#state.cursors.move(author, coded.from, coded.sequence, head);
    return formatSelection({ fileId, anchor, head });
  }

  #codeFile(side: Side, sequence: Sequence, fileId: string): string {
    const expected = this.#files.get(sequence.index);
    if (expected !== undefined && codeFlag(side, this.#isFile, 0, expected === fileId)) return expected;
    const utf8 = new TextEncoder().encode(fileId);
    const bytes = side.bytes(COLUMN.names, this.#lengths.code(side, 0, utf8.length), utf8);
    const coded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    this.#files.set(sequence.index, coded);
    return coded;
  }

  /** The text of a file, as `core/doc-shape.ts` has it. */
  #textOf(fileId: string): Sequence | null {
    const { model } = this.#state;
    const file = idOf(model.peekSequence(toUtf8(FILES_ROOT), toUtf8(fileId))?.last);
    const text = file && idOf(model.peekSequence(file, toUtf8(TEXT_KEY))?.last);
    return text && model.peekSequence(text, null);
  }
}

/** The selection in a payload that `formatSelection` would make exactly like this. */
function parseSelection(payload: Uint8Array): Selection | null {
  try {
    const { fileId, anchor, head } = JSON.parse(new TextDecoder().decode(payload)) as Partial<Selection>;
    if (typeof fileId !== 'string' || !isOffset(anchor) || !isOffset(head)) return null;
    const selection = { fileId, anchor, head };
    return areEqual(formatSelection(selection), payload) ? selection : null;
  } catch {
    return null; // it is no JSON, or no object
  }
}

function formatSelection({ fileId, anchor, head }: Selection): Uint8Array {
  return toUtf8(JSON.stringify({ fileId, anchor, head }));
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function idOf(item: Item | null | undefined): Id | null {
  return item ? { client: item.client.id, clock: item.clock + item.length - 1 } : null;
}

function toUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

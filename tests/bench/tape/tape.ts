import * as Y from 'yjs';
import { type FileMap, getFiles } from '#core/doc-shape.ts';
import { FRAME_KINDS, type Frame, SYSTEM_AUTHOR } from '#core/tape/frames.ts';
import { makeTimes } from './times.ts';
import type { Patch, Trace, Transaction } from './traces.ts';

/** A trace as a room would have recorded it. */
export interface Tape {
  trace: Trace;
  /** The room's first file, then one update for each transaction, Yjs V1. */
  frames: Frame[];
  /** The document in the end, nothing of it collected. */
  doc: Y.Doc;
}

/** Types a trace into documents, one for each agent, and records their updates. Throws when the texts come out wrong. */
export function recordTape(trace: Trace): Tape {
  const frames = recordFrames(trace, makeTimes(trace));
  const doc = new Y.Doc({ gc: false });
  doc.transact(() => {
    for (const { payload } of frames) Y.applyUpdate(doc, payload);
  });
  const text = textOf(doc).toString();
  if (text !== trace.endContent) throw new Error(`${trace.name} does not end as it should.`);
  return { trace, frames, doc };
}

/** The room's first file, then an update for each transaction, at these times. */
export function recordFrames(trace: Trace, times: readonly number[]): Frame[] {
  const payloads = trace.transactions[0]?.parents ? typeConcurrently(trace) : typeInTurn(trace);
  const first: Frame = {
    at: times[0] ?? 0,
    kind: FRAME_KINDS.system,
    author: SYSTEM_AUTHOR,
    payload: EMPTY_FILE,
  };
  const edits = payloads.map((payload, n) => ({
    at: times[n] ?? 0,
    kind: FRAME_KINDS.update,
    author: AUTHORS[trace.transactions[n]?.agent ?? 0] ?? 'nobody',
    payload,
  }));
  return [first, ...edits];
}

/** The text that the frames of a tape make. */
export function replayText(frames: readonly Frame[]): string {
  const doc = new Y.Doc({ gc: false });
  doc.transact(() => {
    for (const { payload } of frames) Y.applyUpdate(doc, payload);
  });
  return textOf(doc).toString();
}

/** Participants, by their number in the trace. */
export const AUTHORS = [
  '2f1b8c1e-6a55-4b6e-9d0f-3f4f5a0c7d11',
  '9b0e4a52-07c3-4e0a-8a37-5d2c1e6f8b24',
  'c',
  'd',
];

/**
 * As Yjs draws them. Where two wrote at the same place, Yjs puts the lower id first and the traces the lower agent.
 */
export const CLIENT_IDS = [1_203_345_678, 3_011_987_654];

function makeDoc(agent: number): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  doc.clientID = CLIENT_IDS[agent] ?? 4_000_000_000 + agent;
  Y.applyUpdate(doc, EMPTY_FILE);
  return doc;
}

/** What a room writes down first: a file, here with nothing in it. */
export const FILE_ID = '0f6c2a8e-51d7-4c39-8b1e-7a90d3e4c625';
const EMPTY_FILE = makeEmptyFile();

function makeEmptyFile(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 2_115_678_901;
  return record(doc, () => {
    const file: FileMap = new Y.Map();
    file.set('path', 'main.txt');
    file.set('text', new Y.Text());
    getFiles(doc).set(FILE_ID, file);
  });
}

function textOf(doc: Y.Doc): Y.Text {
  return getFiles(doc).get(FILE_ID)?.get('text') as Y.Text;
}

function typeInTurn({ transactions }: Trace): Uint8Array[] {
  const doc = makeDoc(0);
  const astral = new AstralPositions();
  return transactions.map((transaction) => {
    const update = record(doc, () => apply(textOf(doc), transaction, (patch) => astral.toUnits(patch)));
    return update;
  });
}

/** Each agent's document has what that agent had seen, and nothing else. */
function typeConcurrently({ transactions, agents }: Trace): Uint8Array[] {
  const docs = Array.from({ length: agents }, (_, agent) => makeDoc(agent));
  const seen = docs.map(() => new Uint8Array(transactions.length));
  const updates: Uint8Array[] = [];
  const isPlain = transactions.every(({ patches }) => patches.every(({ inserted }) => !hasAstral(inserted)));
  for (const [n, transaction] of transactions.entries()) {
    const doc = docs[transaction.agent] as Y.Doc;
    const known = seen[transaction.agent] as Uint8Array;
    const missing = collectMissing(transactions, transaction.parents ?? [], known);
    doc.transact(() => {
      for (const one of missing) Y.applyUpdate(doc, updates[one] as Uint8Array);
    });
    const text = textOf(doc);
    updates.push(
      record(doc, () =>
        apply(text, transaction, (patch) => toUnits(isPlain ? null : text.toString(), patch)),
      ),
    );
    known[n] = 1;
  }
  return updates;
}

/** The parents and all before them that are not known yet, oldest first; they are known from now on. */
function collectMissing(transactions: Transaction[], parents: number[], known: Uint8Array): number[] {
  const missing: number[] = [];
  const open = [...parents];
  for (let n = open.pop(); n !== undefined; n = open.pop()) {
    if (known[n]) continue;
    known[n] = 1;
    missing.push(n);
    open.push(...(transactions[n]?.parents ?? []));
  }
  return missing.sort((a, b) => a - b);
}

function record(doc: Y.Doc, edit: () => void): Uint8Array {
  let update: Uint8Array = Uint8Array.of(0, 0);
  const note = (bytes: Uint8Array) => {
    update = bytes;
  };
  doc.on('update', note);
  doc.transact(edit);
  doc.off('update', note);
  return update;
}

function apply(
  text: Y.Text,
  { patches }: Transaction,
  toUnits: (patch: Patch) => { start: number; length: number },
): void {
  for (const patch of patches) {
    const { start, length } = toUnits(patch);
    if (length > 0) text.delete(start, length);
    if (patch.inserted) text.insert(start, patch.inserted);
  }
}

function hasAstral(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}

/** A patch in UTF-16 units; `content` null where they are the same as code points. */
function toUnits(content: string | null, { position, deleted }: Patch): { start: number; length: number } {
  if (content === null) return { start: position, length: deleted };
  const start = unitsOf(content, 0, position);
  return { start, length: unitsOf(content, start, deleted) };
}

/** UTF-16 units of so many code points from `start` (in units) on. */
function unitsOf(content: string, start: number, points: number): number {
  let at = start;
  for (let n = 0; n < points; n++) at += (content.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at - start;
}

/** Where the characters stand that take two UTF-16 units, so that positions need no look at the text. */
class AstralPositions {
  #positions: number[] = [];

  /** The patch in UTF-16 units; takes it as applied. */
  toUnits({ position, deleted, inserted }: Patch): { start: number; length: number } {
    const before = this.#positions.filter((at) => at < position);
    const gone = this.#positions.filter((at) => at >= position && at < position + deleted);
    const points = [...inserted];
    const fresh = points.flatMap((point, n) => (point.length > 1 ? [position + n] : []));
    const behind = this.#positions
      .slice(before.length + gone.length)
      .map((at) => at + points.length - deleted);
    this.#positions = [...before, ...fresh, ...behind];
    return { start: position + before.length, length: deleted + gone.length };
  }
}

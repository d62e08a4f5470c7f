import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, snapshotFiles } from '../doc-shape.ts';
import { chainFrames, startChain } from './chain.ts';
import { FRAME_KINDS, type Frame } from './frames.ts';
import { decodeJournal, encodeJournalPart, foldDocument, salvageJournal } from './journal.ts';
import { encodeSegment } from './segment.ts';

function framesOfAnEdit(): Frame[] {
  const doc = new Y.Doc();
  const frames: Frame[] = [];
  doc.on('update', (payload: Uint8Array) => {
    frames.push({ at: frames.length, kind: FRAME_KINDS.update, author: 'ada', payload });
  });
  createFile(doc, 'main.py', 'first');
  frames.push({ at: 9, kind: FRAME_KINDS.chat, author: 'ada', payload: Uint8Array.of(123, 125) });
  createFile(doc, 'lib.py', 'second');
  return frames;
}

function join(parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const frames = framesOfAnEdit();
const start = startChain('7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a001');
const linkAt = (position: number) => chainFrames(start, frames.slice(0, position));
const part = (from: number, to: number, link: Uint8Array | null = linkAt(from)) =>
  encodeJournalPart(encodeSegment({ firstPosition: from, link, frames: frames.slice(from, to) }));

test('a journal in parts comes back as its frames, also from the middle', () => {
  expect(decodeJournal(join([part(0, 2), part(2, 3)]), 0, start)).toEqual(frames);
  expect(decodeJournal(part(1, 3), 1)).toEqual(frames.slice(1));
  expect(decodeJournal(new Uint8Array())).toEqual([]);
});

test('a journal of before the chain, or with some segments of then, is read', () => {
  expect(decodeJournal(join([part(0, 2, null), part(2, 3, null)]), 0, start)).toEqual(frames);
  expect(decodeJournal(join([part(0, 2, null), part(2, 3)]), 0, start)).toEqual(frames);
});

test('the last link is told, so that a journal can be held against its seal', () => {
  const whole = join([part(0, 2, null), part(2, 3)]);
  expect(salvageJournal(whole, 0, start).link).toEqual(linkAt(3));
  expect(salvageJournal(part(1, 3), 1).link).toEqual(linkAt(3));
  expect(salvageJournal(part(0, 2, null)).link).toBeNull();
});

test('a journal with a gap, an overlap or a torn end is refused', () => {
  expect(() => decodeJournal(part(1, 3))).toThrow('missing');
  expect(() => decodeJournal(join([part(0, 2), part(1, 3)]))).toThrow('twice');
  const whole = join([part(0, 2), part(2, 3)]);
  for (const length of [1, 5, whole.length - 1])
    expect(() => decodeJournal(whole.subarray(0, length))).toThrow();
});

test('[SEAL1] a segment that does not fit what came before it is refused, although its checksum fits', () => {
  const forged = { ...(frames[1] as Frame), author: 'eve' };
  const other = encodeSegment({ firstPosition: 0, link: start, frames: [frames[0] as Frame, forged] });
  const { damage, ...rest } = salvageJournal(join([encodeJournalPart(other), part(2, 3)]), 0, start);
  expect(rest.frames).toHaveLength(2);
  expect(damage).toMatchObject({ fault: 'chain', position: 2 });
  // another interview's
  expect(salvageJournal(part(0, 3), 0, startChain('another')).damage?.fault).toBe('chain');
});

test('[SEAL2] cut at any byte, a journal still gives the frames before the cut, and says what is left', () => {
  const parts = [part(0, 1), part(1, 2), part(2, 3)];
  const whole = join(parts);
  const ends = parts.map((_, n) => join(parts.slice(0, n + 1)).length);
  for (let length = 0; length < whole.length; length++) {
    const readable = ends.filter((end) => end <= length).length;
    const { damage, ...salvaged } = salvageJournal(whole.subarray(0, length), 0, start);
    expect(salvaged.frames, `${length} bytes`).toEqual(frames.slice(0, readable));
    expect(salvaged.link).toEqual(linkAt(readable));
    if (length === 0 || ends.includes(length)) {
      expect(damage).toBeNull();
      continue;
    }
    expect(damage).toMatchObject({ position: readable, soundBytes: ends[readable - 1] ?? 0 });
    expect(damage?.message).toContain(
      readable === 0 ? 'Nothing of it can be read' : `The ${readable} entries before that can still be read`,
    );
  }
});

test('[SEAL2] whichever byte is changed, all before its segment is read and the change is seen', () => {
  const parts = [part(0, 1), part(1, 2), part(2, 3)];
  const whole = join(parts);
  const ends = parts.map((_, n) => join(parts.slice(0, n + 1)).length);
  for (let n = 0; n < whole.length; n++) {
    const changed = Uint8Array.from(whole);
    changed[n] = (changed[n] ?? 0) ^ 0x08;
    const salvaged = salvageJournal(changed, 0, start);
    const sound = ends.filter((end) => end <= n).length;
    expect(salvaged.damage?.position, `byte ${n}`).toBe(sound);
    expect(salvaged.frames).toEqual(frames.slice(0, sound));
  }
});

test('folding a beginning gives the document of that moment', () => {
  const paths = (doc: Y.Doc) => snapshotFiles(doc).map(({ path }) => path);
  expect(paths(foldDocument(frames))).toEqual(['lib.py', 'main.py']);
  expect(paths(foldDocument(frames.slice(0, 2)))).toEqual(['main.py']);
  expect(paths(foldDocument([]))).toEqual([]);
});

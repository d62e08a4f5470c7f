import { expect, test } from 'vitest';
import type { Frame } from '#core/tape/frames.ts';
import { encodeJournalPart } from '#core/tape/journal.ts';
import { encodeSegment } from '#core/tape/segment.ts';
import { JournalStream } from './journal-stream.ts';

const frame = (n: number): Frame => ({
  at: 1000 + n,
  kind: 200,
  author: 'a',
  payload: new Uint8Array(300).fill(n),
});

function makeJournal(): Uint8Array {
  const parts = [0, 1, 2].map((n) =>
    encodeJournalPart(encodeSegment({ firstPosition: n, frames: [frame(n)] })),
  );
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

test('pieces of any size give the same frames as the whole', () => {
  const bytes = makeJournal();
  for (const size of [1, 7, 301, bytes.length]) {
    const stream = new JournalStream();
    const frames: Frame[] = [];
    for (let at = 0; at < bytes.length; at += size)
      frames.push(...stream.push(bytes.subarray(at, at + size)));
    stream.finish();
    expect(frames).toEqual([0, 1, 2].map(frame));
    expect(stream.damage).toBeNull();
  }
});

test('a journal that breaks off keeps what was whole, and says so', () => {
  const bytes = makeJournal();
  const stream = new JournalStream();
  expect(stream.push(bytes.subarray(0, bytes.length - 5))).toHaveLength(2);
  stream.finish();
  expect(stream.damage).toMatchObject({ fault: 'torn', position: 2 });
});

test('after a damaged segment nothing is believed', () => {
  const bytes = makeJournal();
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 255;
  const stream = new JournalStream();
  expect(stream.push(bytes)).toHaveLength(1);
  expect(stream.damage?.fault).toBe('changed');
  expect(stream.push(makeJournal())).toEqual([]);
});

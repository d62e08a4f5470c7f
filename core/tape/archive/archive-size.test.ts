import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { findDifference } from '#tests/bench/tape/difference.ts';
import { makeRandom } from '#tests/bench/tape/random.ts';
import { makeSession } from '#tests/bench/tape/session.ts';
import { FRAME_KINDS, type Frame } from '../frames.ts';
import { decodeArchiveBody, encodeArchiveBody } from './archive.ts';

test('a session costs about a byte an edit for its times, and less than another for all else', () => {
  const frames = makeSession({ seed: 21, edits: 4000 });
  const body = encodeArchiveBody(frames);
  // 1.72 when this was written, of which the times take 1.14
  expect(brotliCompressSync(body).length / 4000).toBeLessThan(1.95);
  expect(findDifference(frames, decodeArchiveBody(body))).toBeNull();
});

test('a steady typist costs next to nothing but the text', () => {
  const frames: Frame[] = [];
  const doc = new Y.Doc();
  doc.on('update', (payload: Uint8Array) =>
    frames.push({ at: frames.length * 10, kind: FRAME_KINDS.update, author: 'ada', payload }),
  );
  const text = doc.getText('text');
  for (let n = 0; n < 3000; n++) text.insert(n, 'a');
  for (let n = 0; n < 1000; n++) text.delete(text.length - 1, 1);
  const { length } = encodeArchiveBody(frames);
  expect(length).toBeLessThan(3000 + 300);
});

test('whoever comes back and tells all that they know to be deleted costs little', () => {
  const frames: Frame[] = [];
  const doc = new Y.Doc({ gc: false });
  doc.on('update', (payload: Uint8Array) =>
    frames.push({ at: 0, kind: FRAME_KINDS.update, author: 'ada', payload }),
  );
  const text = doc.getText('text');
  text.insert(0, 'some text that is long enough '.repeat(100));
  for (let n = 0; n < 500; n++) text.delete((n * 37) % text.length, 1);
  const before = encodeArchiveBody(frames).length;
  const payload = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
  const again = encodeArchiveBody([
    ...frames,
    { at: 0, kind: FRAME_KINDS.update, author: 'ada', payload },
  ]).length;
  expect(payload.length).toBeGreaterThan(1000);
  expect(again - before).toBeLessThan(300);
});

test('people who go on where somebody else left off cost little more than saying who it was', () => {
  const random = makeRandom(6);
  const frames: Frame[] = [];
  const doc = new Y.Doc();
  doc.clientID = 4_000_000_007;
  doc.on('update', (payload: Uint8Array) => {
    const author = random() < 0.5 ? 'ada' : 'bob';
    frames.push({ at: 0, kind: FRAME_KINDS.update, author, payload });
  });
  for (let n = 0; n < 2000; n++) doc.getText('text').insert(n, 'a');
  const text = 2000;
  const who = 2000 / 8;
  expect(encodeArchiveBody(frames).length).toBeLessThan(text + who + 150);
});

import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodeJournal } from '#app/tests/fake-rooms.ts';
import { makeTape } from '#app/tests/tapes.ts';
import { decodeArchiveBody } from '#core/tape/archive/archive.ts';
import { decodeBundle } from '#core/tape/bundle.ts';
import { chainFrames, startChain, toHex } from '#core/tape/chain.ts';
import type { Frame } from '#core/tape/frames.ts';
import { makeSealingKey, parseSealingKey, type Seal, signSeal } from '#core/tape/seal.ts';
import { packInThread } from './pack-in-thread.server.ts';
import { packTape } from './pack-tape.ts';

const interviewId = '7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a001';

async function sealOf(frames: Frame[]): Promise<Seal> {
  const root = toHex(chainFrames(startChain(interviewId), frames));
  const claims = { interviewId, frames: frames.length, root, sealedAt: 1 };
  return signSeal(claims, await parseSealingKey(await makeSealingKey()));
}

test('a tape becomes one file that gives back every frame, its seal and its times', async () => {
  const frames = makeTape('x'.repeat(200));
  const seal = await sealOf(frames);
  const { header, body } = decodeBundle(packTape({ journal: encodeJournal(frames), seal, title: 'Pairing' }));
  const plain = brotliDecompressSync(body);
  expect(decodeArchiveBody(plain)).toEqual(frames);
  expect(header).toEqual({
    compression: 'brotli',
    bodyBytes: plain.length,
    title: 'Pairing',
    startedAt: frames[0]?.at,
    endedAt: frames.at(-1)?.at,
    seal,
  });
});

test('an empty tape becomes a file, too', async () => {
  const seal = await sealOf([]);
  const { header, body } = decodeBundle(packTape({ journal: new Uint8Array(), seal, title: 'Nobody came' }));
  expect(decodeArchiveBody(brotliDecompressSync(body))).toEqual([]);
  expect([header.startedAt, header.endedAt]).toEqual([null, null]);
});

test.each([
  ['lacks its last frame', (frames: Frame[]) => frames.slice(0, -1)],
  ['has another author', (frames: Frame[]) => frames.map((frame) => ({ ...frame, author: 'eve' }))],
  ['has one frame more', (frames: Frame[]) => [...frames, ...frames.slice(-1)]],
])('a journal that %s is not the sealed tape', async (_name, change) => {
  const frames = makeTape();
  const seal = await sealOf(frames);
  const journal = encodeJournal(change(frames));
  expect(() => packTape({ journal, seal, title: '' })).toThrow('not the tape that the room has sealed');
});

test('a thread packs to the same bytes, says what is wrong, and ends when it is told to', async () => {
  const frames = makeTape();
  const seal = await sealOf(frames);
  const tape = { journal: new Uint8Array(encodeJournal(frames)), seal, title: 'Pairing' };
  expect(Buffer.from(await packInThread(tape)).equals(packTape(tape))).toBe(true);
  await expect(packInThread({ ...tape, journal: tape.journal.slice(1) })).rejects.toThrow('The journal');
  const abort = new AbortController();
  const packing = packInThread(tape, abort.signal);
  abort.abort();
  await expect(packing).rejects.toThrow('has ended');
});

import { afterEach, expect, test, vi } from 'vitest';
import { encodeArchiveBody } from '#core/tape/archive/archive.ts';
import { encodeJsonPayload, FRAME_KINDS, type Frame } from '#core/tape/frames.ts';
import { findDifference } from '#tests/bench/tape/difference.ts';
import { describeDamage } from './damage.ts';
import { readTape } from './tape-reader.ts';

afterEach(() => vi.unstubAllGlobals());

const FRAMES = Array.from(
  { length: 5000 },
  (_, n): Frame => ({
    at: 1000 + n,
    kind: FRAME_KINDS.fileOpened,
    author: 'ada',
    payload: encodeJsonPayload({ fileId: String(n % 3) }),
  }),
);

/** Reads a tape that the app answers with these bytes. */
async function read(bytes: Uint8Array) {
  vi.stubGlobal('fetch', async () => new Response(new Uint8Array(bytes)));
  const pieces: { frames: Frame[]; progress: number | null }[] = [];
  const ends: { isLive: boolean; damage: string | null }[] = [];
  const failures: string[] = [];
  await readTape('/tape', {
    onFrames: (frames, progress) => pieces.push({ frames, progress }),
    onEnd: (end) => ends.push(end),
    onFailure: (message) => failures.push(message),
  });
  return { pieces, ends, failures };
}

test('all frames come, in order, the first of them in a short piece that can be shown at once', async () => {
  const { pieces, ends, failures } = await read(encodeArchiveBody(FRAMES));
  const all = pieces.flatMap(({ frames }) => frames);
  expect(findDifference(FRAMES, all)).toBeNull();
  expect(pieces[0]?.frames.length).toBeLessThan(1000);
  expect(pieces.at(-1)?.progress).toBe(1);
  expect(ends).toEqual([{ isLive: false, damage: null }]);
  expect(failures).toEqual([]);
});

test('an empty tape ends without a piece', async () => {
  const { pieces, ends } = await read(encodeArchiveBody([]));
  expect(pieces).toEqual([]);
  expect(ends).toEqual([{ isLive: false, damage: null }]);
});

test('of a damaged tape it says that nothing can be read', async () => {
  const { pieces, ends } = await read(Uint8Array.of(1, 2, 3));
  expect(pieces).toEqual([]);
  expect(ends[0]?.damage).toBe(describeDamage(null));
});

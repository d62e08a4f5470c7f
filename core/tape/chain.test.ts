import { expect, test } from 'vitest';
import { CHAIN_BYTES, chainFrames, extendChain, startChain, toHex } from './chain.ts';
import { FRAME_KINDS, type Frame } from './frames.ts';

const start = startChain('7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a001');
const frames: Frame[] = [0, 1, 2].map((n) => ({
  at: 1_700_000_000_000 + n,
  kind: FRAME_KINDS.update,
  author: 'ada',
  payload: Uint8Array.of(n, n + 1),
}));

test('the chain is the same however its frames are cut into parts', () => {
  const whole = chainFrames(start, frames);
  expect(whole).toHaveLength(CHAIN_BYTES);
  for (const cut of [0, 1, 2, 3])
    expect(chainFrames(chainFrames(start, frames.slice(0, cut)), frames.slice(cut))).toEqual(whole);
});

test('large frames among small ones make the same links as each by itself', () => {
  const mixed = [30, 400, 600, 10, 100_000, 5, 512, 0].map(
    (size, n): Frame => ({ ...(frames[0] as Frame), at: n, payload: new Uint8Array(size).fill(n) }),
  );
  const oneByOne = mixed.reduce((link, frame) => extendChain(link, frame), start);
  expect(chainFrames(start, mixed)).toEqual(oneByOne);
});

test('every change of a frame, of their order or number, and of the interview changes the last link', () => {
  const [first, second, third] = frames as [Frame, Frame, Frame];
  const changed: Frame[][] = [
    [second, first, third],
    [first, second],
    [first, second, third, third],
    [{ ...first, at: first.at + 1 }, second, third],
    [{ ...first, at: -first.at }, second, third],
    [{ ...first, kind: FRAME_KINDS.recovered }, second, third],
    [{ ...first, author: 'bob' }, second, third],
    [{ ...first, payload: Uint8Array.of(0, 2) }, second, third],
    // bytes that move from one field into the next
    [{ ...first, author: 'ad', payload: Uint8Array.of(0x61, 0, 1) }, second, third],
  ];
  const links = changed.map((list) => toHex(chainFrames(start, list)));
  const other = toHex(chainFrames(startChain('another'), frames));
  expect(new Set([...links, other, toHex(chainFrames(start, frames))]).size).toBe(changed.length + 2);
});

test('a link is SHA-256, written down for readers in other languages', () => {
  expect(toHex(startChain('x'))).toBe('1c7802b758b9b4da78e11c3602f093a163604a5efa5d7a045bcba6c308fdaae1');
  expect(
    toHex(extendChain(new Uint8Array(32), { at: 1, kind: 4, author: 'a', payload: new Uint8Array() })),
  ).toBe('41bdb8853f5c678d91c73ab39eed13ae6ae64a485db869934e56e9cf3f4f032f');
});

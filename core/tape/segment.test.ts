import { expect, test } from 'vitest';
import { CHAIN_BYTES } from './chain.ts';
import { FRAME_KINDS, type Frame } from './frames.ts';
import { crc32, decodeSegment, encodeSegment } from './segment.ts';

function withChecksum(body: number[]): Uint8Array {
  const bytes = new Uint8Array(body.length + 4);
  bytes.set(body);
  new DataView(bytes.buffer).setUint32(body.length, crc32(Uint8Array.from(body)), true);
  return bytes;
}

const frame = (overrides: Partial<Frame> = {}): Frame => ({
  at: 1_700_000_000_000,
  kind: FRAME_KINDS.update,
  author: 'ada',
  payload: Uint8Array.of(1, 2, 3),
  ...overrides,
});

const link = Uint8Array.from({ length: CHAIN_BYTES }, (_, n) => 200 + n);

const frames = [
  frame(),
  frame({ at: 1_700_000_000_007, author: 'bob', payload: new Uint8Array() }),
  frame({ at: 1_699_999_999_000, kind: 200, author: '\u{1F469}\u200D\u{1F4BB}' }),
  frame({ at: 1_700_000_500_000, payload: new Uint8Array(70_000).fill(7) }),
];

test('what is encoded comes back, with clocks that step back, unknown kinds and any author', () => {
  const segment = { firstPosition: 123_456_789, link, frames };
  expect(decodeSegment(encodeSegment(segment))).toEqual(segment);
});

test('a segment of version 1, from before the chain, is still read', () => {
  const segment = { firstPosition: 7, link: null, frames };
  expect(encodeSegment(segment)[0]).toBe(1);
  expect(decodeSegment(encodeSegment(segment))).toEqual(segment);
  // as a room wrote it, byte for byte
  const body = [1, 3, 232, 7, 1, 1, 3, 97, 100, 97, 0, 1, 0, 3, 1, 2, 3];
  expect(decodeSegment(withChecksum(body))).toEqual({
    firstPosition: 3,
    link: null,
    frames: [frame({ at: 1000 })],
  });
});

test('a segment can be read out of a larger buffer', () => {
  const bytes = encodeSegment({ firstPosition: 0, link, frames: [frame()] });
  const larger = new Uint8Array(bytes.length + 20);
  larger.set(bytes, 9);
  expect(decodeSegment(larger.subarray(9, 9 + bytes.length))?.frames).toHaveLength(1);
});

test('[DUR6] every prefix of a segment, and every changed byte, is seen', () => {
  for (const before of [link, null]) {
    const bytes = encodeSegment({ firstPosition: 5, link: before, frames: frames.slice(0, 3) });
    for (let length = 0; length < bytes.length; length++)
      expect(decodeSegment(bytes.subarray(0, length))).toBeNull();
    for (let n = 0; n < bytes.length; n++) {
      const changed = Uint8Array.from(bytes);
      changed[n] = (changed[n] ?? 0) ^ 0x10;
      expect(decodeSegment(changed), `byte ${n}`).toBeNull();
    }
  }
});

test('bytes with a right checksum that are no segment are refused', () => {
  for (const body of [
    [3, 0, 0, 0, 0],
    [2, 0, 0, 0, 0],
    [1, 0, 0, 9, 0],
    [1, 0, 0, 1, 0, 0, 1, 0, 0],
    [1, 0, 0, 0, 0, 77],
  ]) {
    expect(decodeSegment(withChecksum(body)), body.join()).toBeNull();
  }
});

test('a segment of nothing is a mistake of its maker', () => {
  expect(() => encodeSegment({ firstPosition: 0, link, frames: [] })).toThrow();
});

test('a keystroke costs little beside its own bytes', () => {
  const many = Array.from({ length: 1000 }, (_, n) => frame({ at: 1_700_000_000_000 + n * 150 }));
  const bytes = encodeSegment({ firstPosition: 0, link, frames: many }).length;
  expect(bytes / many.length - 3).toBeLessThan(6);
});

test('the checksum is the one of gzip and PNG', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
});

import { expect, test } from 'vitest';
import { ArchiveReader, ArchiveWriter } from './archive-sides.ts';
import { DoubleCoder, NumberCoder, SignedCoder, sizeOf } from './numbers.ts';
import type { Side } from './side.ts';

interface Coder {
  code: (side: Side, value: number) => number;
}

function passThrough(makeCoder: () => Coder, values: number[]): number[] {
  const writer = new ArchiveWriter();
  const written = makeCoder();
  for (const value of values) written.code(writer, value);
  const reader = new ArchiveReader(writer.finish(0));
  const read = makeCoder();
  const result = values.map(() => read.code(reader, 0));
  reader.finish();
  return result;
}

const powers = Array.from({ length: 53 }, (_, n) => 2 ** n);
const wholes = [
  0,
  ...powers,
  ...powers.map((power) => power - 1),
  Number.MAX_SAFE_INTEGER,
  0,
  1,
  2,
  3,
  150,
  151,
];

test('sizes are the bits that a number takes', () => {
  expect([0, 1, 2, 3, 4, 255, 256, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1].map(sizeOf)).toEqual([
    0, 1, 2, 2, 3, 8, 9, 31, 32, 53,
  ]);
});

test('whole numbers come back', () => {
  for (const learned of [0, 1, 3, 5]) {
    const makeCoder = () => {
      const numbers = new NumberCoder({ contexts: 2, learned });
      return { code: (side: Side, value: number) => numbers.code(side, 1, value) };
    };
    expect(passThrough(makeCoder, wholes)).toEqual(wholes);
  }
});

test('numbers of either sign come back', () => {
  const values = [...wholes, ...wholes.filter((value) => value > 0).map((value) => -value)];
  const makeCoder = () => {
    const numbers = new SignedCoder({ contexts: 3 });
    return { code: (side: Side, value: number) => numbers.code(side, 2, value) };
  };
  expect(passThrough(makeCoder, values)).toEqual(values);
});

test('any number comes back', () => {
  const values = [...wholes, -1, -0, 0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, 5e-324];
  expect(passThrough(() => new DoubleCoder(), values)).toEqual(values);
});

import { expect, test } from 'vitest';
import { makeRandom } from '#tests/bench/tape/random.ts';
import { Odds } from './odds.ts';
import { RangeDecoder, RangeEncoder } from './range-coder.ts';

function encode(bits: number[]): Uint8Array {
  const encoder = new RangeEncoder();
  const odds = new Odds(1);
  for (const bit of bits) encoder.code(bit, odds, 0);
  return encoder.finish();
}

test('decisions and even bits come back in order, and nothing is left', () => {
  const random = makeRandom(1);
  const steps = Array.from({ length: 20_000 }, () => ({
    bit: random() < 0.03 ? 1 : 0,
    count: Math.floor(random() * 54),
    value: Math.floor(random() * 2 ** 53),
  }));
  const encoder = new RangeEncoder();
  const odds = new Odds(4);
  for (const [n, { bit, count, value }] of steps.entries()) {
    encoder.code(bit, odds, n % 4);
    encoder.codeEven(value % 2 ** count, count);
  }
  const decoder = new RangeDecoder(encoder.finish());
  const learned = new Odds(4);
  for (const [n, { bit, count, value }] of steps.entries()) {
    expect(decoder.code(learned, n % 4)).toBe(bit);
    expect(decoder.codeEven(count)).toBe(value % 2 ** count);
  }
  expect(decoder.isAtEnd()).toBe(true);
});

test('a decision costs what its probability says', () => {
  const random = makeRandom(2);
  const bits = Array.from({ length: 80_000 }, () => (random() < 0.1 ? 1 : 0));
  const entropy = -(0.1 * Math.log2(0.1) + 0.9 * Math.log2(0.9));
  expect((encode(bits).length * 8) / bits.length).toBeLessThan(entropy * 1.02);
  expect(encode(Array.from({ length: 80_000 }, () => 1)).length).toBeLessThan(20);
});

test('odds never become certain, so that a surprise can always be told', () => {
  const bits = [...Array.from({ length: 5000 }, () => 0), 1, 1, 0];
  const decoder = new RangeDecoder(encode(bits));
  const odds = new Odds(1);
  expect(bits.map(() => decoder.code(odds, 0))).toEqual(bits);
});

test('a decoder that is asked for more than was written says so', () => {
  const decoder = new RangeDecoder(encode([1, 0, 1]));
  expect(() => decoder.codeEven(53)).toThrow('end too early');
  expect(() => new RangeDecoder(new Uint8Array(3))).toThrow('end too early');
});

import { expect, test } from 'vitest';
import { formatJson, parseJson, splitShape } from './json-shape.ts';

const toBytes = (text: string) => new TextEncoder().encode(text);

test('what changes is told from what stays', () => {
  const parts = parseJson(toBytes('{"id":"x","at":12,"ms":0.5,"ok":true,"list":[1,"a",null]}'));
  expect(parts?.leaves).toEqual([
    { type: 'string', text: 'x' },
    { type: 'whole', value: 12 },
    { type: 'number', text: '0.5' },
    { type: 'whole', value: 1 },
    { type: 'string', text: 'a' },
  ]);
  expect(parseJson(toBytes('{"id":"y","at":99,"ms":1e-7,"ok":true,"list":[3,"b",null]}'))?.shape).toBe(
    parts?.shape,
  );
  expect(parseJson(toBytes('{"id":"y","at":99,"ms":1e-7,"ok":false,"list":[3,"b",null]}'))?.shape).not.toBe(
    parts?.shape,
  );
});

test.each([
  '{}',
  '[]',
  '"\\u0001\\u0002"',
  '7',
  'null',
  '{"\\u0001":"\\u0003","a":[{"b":-1.5e+300}]}',
  '{"__proto__":1,"":"😀"}',
  '[9007199254740991,-9007199254740991,9007199254740992]',
])('%s is put together again', (text) => {
  const parts = parseJson(toBytes(text));
  expect(
    new TextDecoder().decode(parts ? formatJson(splitShape(parts.shape), parts.leaves) : undefined),
  ).toBe(text);
});

test.each([
  ['white space', '{ "a":1}'],
  ['numbers that are written otherwise', '[1.0]'],
  ['minus zero', '[-0]'],
  ['keys twice', '{"a":1,"a":1}'],
  ['keys that sort themselves', '{"b":1,"1":2}'],
  ['needless escapes', '"\\u0041"'],
  ['halves of surrogate pairs', '"\\ud83d"'],
  ['half a key', '{"\\ud83d":1}'],
  ['a byte order mark', '\ufeff1'],
  ['no JSON', 'abc'],
  ['nothing', ''],
  ['very deep values', '['.repeat(100) + ']'.repeat(100)],
  ['very many leaves', JSON.stringify(Array.from({ length: 100 }, () => 1))],
])('%s are left alone', (_, text) => {
  expect(parseJson(toBytes(text))).toBeNull();
});

test('bytes that are no UTF-8 are left alone', () => {
  expect(parseJson(Uint8Array.of(34, 0xc3, 34))).toBeNull();
});

import { expect, test } from 'vitest';
import { LineSplitter, parseHarnessLine } from './answers.ts';
import { MAX_ANSWER_BYTES } from './limits.ts';

test.each([
  ['{"i":1,"ok":true,"value":[NaN]}', { i: 1, ok: true, value: [Number.NaN] }],
  ['{"i":1,"ok":false,"error":"x","more":1}', { i: 1, ok: false, error: 'x' }],
  ['{"ready":true}', { ready: true }],
  ['{"ready":false,"error":"x"}', { ready: false, error: 'x' }],
  ['{"i":"1","ok":true,"value":1}', null],
  ['{"i":1.5,"ok":true,"value":1}', null],
  ['{"i":1,"ok":"yes"}', null],
  ['[]', null],
  ['', null],
  ['not json', null],
])('%s is %j', (line, parsed) => {
  expect(parseHarnessLine(line)).toEqual(parsed);
});

test('lines are put together from any pieces, and several from one', () => {
  const lines: string[] = [];
  const splitter = new LineSplitter({ onLine: (line) => lines.push(line), onTooLong: () => lines.push('!') });
  const bytes = Buffer.from('one\n🐢 two\n\nthree\nrest');
  for (const byte of bytes) splitter.take(Buffer.from([byte]));
  splitter.take(Buffer.from(' of four\nfive\n'));
  expect(lines).toEqual(['one', '🐢 two', '', 'three', 'rest of four', 'five']);
});

test('a line without an end is given up, once, and nothing after it is taken', () => {
  const lines: string[] = [];
  const splitter = new LineSplitter({ onLine: (line) => lines.push(line), onTooLong: () => lines.push('!') });
  splitter.take(Buffer.from('first\n'));
  for (let i = 0; i <= MAX_ANSWER_BYTES / 65_536; i++) splitter.take(Buffer.alloc(65_536, 120));
  splitter.take(Buffer.from('\nlast\n'));
  expect(lines).toEqual(['first', '!']);
});

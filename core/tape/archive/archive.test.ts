import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { findDifference } from '#tests/bench/tape/difference.ts';
import { makeSession } from '#tests/bench/tape/session.ts';
import { encodeJsonPayload, FRAME_KINDS, type Frame } from '../frames.ts';
import { decodeArchiveBody, encodeArchiveBody, openArchiveBody } from './archive.ts';

const frame = (overrides: Partial<Frame> = {}): Frame => ({
  at: 1_790_000_000_000,
  kind: FRAME_KINDS.update,
  author: 'ada',
  payload: Uint8Array.of(0, 0),
  ...overrides,
});

function expectRoundTrip(frames: Frame[]): void {
  expect(findDifference(frames, decodeArchiveBody(encodeArchiveBody(frames)))).toBeNull();
}

test('no frames are an archive too', () => {
  expectRoundTrip([]);
});

test('a session comes back byte for byte', () => {
  expectRoundTrip(makeSession({ seed: 3, edits: 1500 }));
});

test('a body is read piece by piece', () => {
  const frames = makeSession({ seed: 4, edits: 200 });
  const body = openArchiveBody(encodeArchiveBody(frames));
  expect(body.count).toBe(frames.length);
  expect(body.read(0)).toEqual([]);
  expect(body.read(1)).toEqual(frames.slice(0, 1));
  expect(body.read(50)).toEqual(frames.slice(1, 51));
  expect(body.read(1e9)).toEqual(frames.slice(51));
  expect(body.read(10)).toEqual([]);
});

test('a body can be read out of a larger buffer, and its frames do not hold on to it', () => {
  const frames = [
    frame({ payload: Uint8Array.of(1, 2, 3) }),
    frame({ kind: 200, payload: Uint8Array.of(4, 5) }),
  ];
  const bytes = encodeArchiveBody(frames);
  const larger = new Uint8Array(bytes.length + 20);
  larger.set(bytes, 7);
  const decoded = decodeArchiveBody(larger.subarray(7, 7 + bytes.length));
  larger.fill(0);
  expect(decoded).toEqual(frames);
});

test("frames that are read from Node's buffers do not hold on to them either", () => {
  const frames = [
    frame({ payload: Uint8Array.of(1, 2, 3) }),
    frame({ kind: 200, payload: Uint8Array.of(4, 5) }),
  ];
  const buffer = Buffer.from(encodeArchiveBody(frames));
  const decoded = decodeArchiveBody(buffer);
  buffer.fill(0);
  expect(decoded).toEqual(frames);
});

test('times step back, stand still, leap, and need not be whole', () => {
  const times = [5, 5, 4, -3, 0, 2 ** 52, -(2 ** 52), 1_790_000_000_000, 1.5, Number.NaN, -0, 0, 1e300];
  expectRoundTrip(
    [...times, Number.NEGATIVE_INFINITY, Number.MAX_SAFE_INTEGER, 7].map((at) => frame({ at })),
  );
});

test('kinds that nobody knows, and that are no kinds, come back', () => {
  const kinds = [0, 77, 200, 2 ** 40, -1, 1.5, -0, Number.NaN, FRAME_KINDS.chat];
  expectRoundTrip(kinds.flatMap((kind) => [frame({ kind }), frame({ kind, payload: new Uint8Array() })]));
});

test('authors may be anything: empty, emoji, halves of surrogate pairs, a byte order mark', () => {
  const authors = ['', 'ada', '\u{1F469}\u200D\u{1F4BB}', '\ud83d', 'x\udc00y', '\ufeffbob', 'ada'];
  expectRoundTrip(authors.map((author) => frame({ author })));
});

test('more authors and kinds than have room of their own', () => {
  const frames = Array.from({ length: 400 }, (_, n) =>
    frame({
      author: `author ${n % 150}`,
      kind: 30 + (n % 70),
      payload: encodeJsonPayload({ [`key ${n}`]: n, text: `${n}` }),
    }),
  );
  expectRoundTrip(frames);
});

test('authors who share a place edit in turns', () => {
  const doc = new Y.Doc();
  const frames: Frame[] = [];
  let n = 0;
  doc.on('update', (payload: Uint8Array) => frames.push(frame({ author: `author ${n}`, payload })));
  for (; n < 100; n++) doc.getText('text').insert((n * 7) % (doc.getText('text').length + 1), `${n}`);
  expectRoundTrip(frames);
});

test('payloads of other kinds may be JSON or anything', () => {
  const json = [
    { fileId: 'a', anchor: 3, head: 3 },
    { fileId: null, anchor: 0, head: 0 },
    { data: '\u001b[1mbold\u0001\u0002\u0003 "quoted" \\ \u2028' },
    { data: 'half \ud83d' },
    { at: 1_790_000_000_123, values: [1, -2, 0.5, 1e21, 5e-324, true, false, null, [], {}, [[1]]] },
    { big: Number.MAX_SAFE_INTEGER, small: -Number.MAX_SAFE_INTEGER },
    { '': 1, 'a"b': 2, '\ud83d': 3, é: 'ü' },
    'text',
    12,
    null,
    [],
  ].map(encodeJsonPayload);
  const text = (value: string) => new TextEncoder().encode(value);
  const others = [
    '{"a":1, "b":2}',
    '{"a":-0}',
    '{"a":1.0}',
    '{"2":1,"1":1}',
    '{"a":1,"a":2}',
    '\ufeff{}',
    '{',
    '"',
  ].map(text);
  const odd = [new Uint8Array(), Uint8Array.of(0), Uint8Array.of(255, 254), new Uint8Array(70_000).fill(123)];
  const deep = text('['.repeat(5000) + ']'.repeat(5000));
  const payloads = [...json, ...others, ...odd, deep];
  for (const kind of [FRAME_KINDS.selection, FRAME_KINDS.chat, FRAME_KINDS.terminalOutput, 99])
    expectRoundTrip([...payloads, ...payloads].map((payload) => frame({ kind, payload })));
});

test('what repeats without end is still within what a reader allows', () => {
  const payload = encodeJsonPayload({ data: 'x'.repeat(20_000) });
  expectRoundTrip(Array.from({ length: 300 }, () => frame({ kind: FRAME_KINDS.terminalOutput, payload })));
  expectRoundTrip(Array.from({ length: 20_000 }, () => frame()));
});

import { expect, test } from 'vitest';
import { makeRandom } from '#tests/bench/tape/random.ts';
import { makeSession } from '#tests/bench/tape/session.ts';
import type { Frame } from '../frames.ts';
import { decodeArchiveBody, encodeArchiveBody, openArchiveBody } from './archive.ts';

const body = encodeArchiveBody(makeSession({ seed: 9, edits: 70 }));

/** Whatever is in the bytes, the reader says so in an `Error` or returns frames. */
function tryToDecode(bytes: Uint8Array): 'frames' | 'refused' {
  try {
    decodeArchiveBody(bytes);
    return 'frames';
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('The archive')) return 'refused';
    throw error;
  }
}

test('every beginning of a body is refused', () => {
  for (let length = 0; length < body.length; length++)
    expect(tryToDecode(body.subarray(0, length)), `${length} bytes`).toBe('refused');
});

test('a body with something behind it is refused', () => {
  expect(() => decodeArchiveBody(Uint8Array.from([...body, 0]))).toThrow('something follows');
});

test('no changed byte changes a frame unnoticed', () => {
  const frames = decodeArchiveBody(body);
  let refused = 0;
  for (let n = 0; n < body.length; n++) {
    for (const change of [1, 0x80, 0xff]) {
      const changed = Uint8Array.from(body);
      changed[n] = (changed[n] ?? 0) ^ change;
      if (tryToDecode(changed) === 'refused') refused++;
      else expect(decodeArchiveBody(changed), `byte ${n}`).toEqual(frames);
    }
  }
  // the last bits of the decisions and the zeros say nothing
  expect(refused).toBeGreaterThan(body.length * 2.8);
});

test('what lies before the damage is given as it was, and then the damage is told', () => {
  const frames = makeSession({ seed: 4, edits: 3000 });
  const whole = encodeArchiveBody(frames);
  const counts: number[] = [];
  for (let part = 1; part < 10; part++) {
    const changed = Uint8Array.from(whole);
    const at = Math.floor((whole.length * part) / 10);
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    const archive = openArchiveBody(changed);
    const sound: Frame[] = [];
    const readOn = () => {
      for (;;) sound.push(...archive.read(100));
    };
    expect(readOn).toThrow('The archive is damaged');
    expect(sound).toEqual(frames.slice(0, sound.length));
    expect(() => archive.read(1)).toThrow('The archive is damaged');
    counts.push(sound.length);
  }
  expect(Math.max(...counts)).toBeGreaterThan(frames.length / 2);
});

test('bytes that are no body are refused', () => {
  const random = makeRandom(12);
  for (let n = 0; n < 3000; n++) {
    const bytes = Uint8Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256));
    if (n % 2) bytes[0] = 1;
    expect(tryToDecode(bytes)).toBe('refused');
  }
});

test('another version is named', () => {
  expect(() => openArchiveBody(Uint8Array.from([2, ...body.subarray(1)]))).toThrow('version 2');
});

test('counts that the bytes cannot hold are refused before anything is made of them', () => {
  const huge = [0xff, 0xff, 0xff, 0xff, 0xff, 0x07];
  expect(() => openArchiveBody(Uint8Array.from([1, ...huge, 2, 4, 0, 0, 0, 0, 0]))).toThrow(
    'less than it says',
  );
  expect(() => openArchiveBody(Uint8Array.from([1, 0, ...huge]))).toThrow('columns');
  expect(() => openArchiveBody(Uint8Array.from([1, 0, 2, ...huge, 0]))).toThrow('ends too early');
});

test('decisions that go on and on end with what the size of the archive warrants', () => {
  // nothing but yes, or nothing but no, to whatever is asked
  for (const byte of [0, 0xff, 0x55]) {
    const columns = [new Uint8Array(20_000).fill(byte), new Uint8Array(20_000).fill(65)];
    const count = 100_000;
    const lengths = [...columns, new Uint8Array()].flatMap(({ length }) => [
      (length & 127) | 128,
      ((length >> 7) & 127) | 128,
      length >> 14,
    ]);
    const header = [1, (count & 127) | 128, ((count >> 7) & 127) | 128, count >> 14, 3, ...lengths];
    const forged = Uint8Array.from([...header, ...columns.flatMap((column) => [...column])]);
    expect(tryToDecode(forged)).toBe('refused');
  }
});

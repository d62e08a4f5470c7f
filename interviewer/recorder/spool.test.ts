import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { measureOgg } from './ogg.ts';
import { OpusFile } from './opus-file.ts';
import { RECORD_RATE } from './recorder-limits.ts';
import { Spool, type SpooledSegment } from './spool.ts';

const SEGMENT: SpooledSegment = {
  interviewId: '00000000-0000-4000-8000-000000000001',
  participantId: '00000000-0000-4000-8000-0000000000b0',
  number: 3,
  startedAt: 1_700_000_000_000,
  host: '00000000-0000-4000-8000-0000000000c0',
};

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'interlace-spool-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test('what was opened is found by the next process, with its number', () => {
  fs.writeFileSync(new Spool(folder).open(SEGMENT), 'sound');
  fs.writeFileSync(path.join(folder, 'other.json'), '{');
  const next = new Spool(folder);
  expect(next.list()).toEqual([SEGMENT]);
  expect(next.highest(SEGMENT)).toBe(3);
  expect(next.highest({ ...SEGMENT, participantId: SEGMENT.host })).toBe(0);
});

test('numbers are not given twice, also when what had them was handed in', async () => {
  const spool = new Spool(folder);
  fs.writeFileSync(spool.open(SEGMENT), 'sound');
  expect((await spool.read(SEGMENT)).toString()).toBe('sound');
  await spool.remove(SEGMENT);
  expect(fs.readdirSync(folder)).toEqual([]);
  expect(await spool.read(SEGMENT)).toHaveLength(0);
  expect(spool.highest(SEGMENT)).toBe(3);
});

test('of a file that was cut off, what is whole is measured', async () => {
  const target = path.join(folder, 'voice.ogg');
  const file = new OpusFile(target);
  const second = Int16Array.from({ length: RECORD_RATE }, (_, n) => Math.sin(n / 9) * 9000);
  expect(file.write(RECORD_RATE / 2, [second, second, second])).toBe(true);
  await file.close();
  const bytes = fs.readFileSync(target);
  expect(measureOgg(bytes)).toEqual({ length: bytes.length, durationMs: 3500 });
  const cut = measureOgg(bytes.subarray(0, bytes.length - 10));
  expect(cut.length).toBeLessThan(bytes.length - 10);
  expect(cut.durationMs).toBeGreaterThan(2400);
  expect(cut.durationMs).toBeLessThan(3500);
  expect(measureOgg(Buffer.from('no sound'))).toEqual({ length: 0, durationMs: 0 });
});

import { expect, test } from 'vitest';
import { MAX_CASE_TEXT, MAX_STORAGE_VALUE_BYTES } from '#core/limits.ts';
import { runSchema } from '#core/room-protocol.ts';
import type { CaseResult } from '#core/test-protocol.ts';
import { MAX_CASES } from '#core/test-suite.ts';
import type { RunOrder } from './run-desk.ts';
import { RunRecord, viewRun } from './run-record.ts';

const ORDER: RunOrder = {
  by: { participantId: crypto.randomUUID(), name: 'Ada', role: 'interviewer', colour: 0, since: 0 },
  interviewId: crypto.randomUUID(),
  entry: 'main.py',
  folder: null,
  language: 'python',
  files: [],
  position: 7,
  stdin: '',
  isInteractive: false,
};

function buildResult(overrides: Partial<CaseResult> = {}): CaseResult {
  const text = '☃'.repeat(MAX_CASE_TEXT);
  return {
    index: 0,
    name: '☃'.repeat(80),
    isHidden: false,
    weight: 1,
    verdict: 'accepted',
    timeMs: 1,
    memoryBytes: 1,
    detail: { input: text, expected: text, actual: text, stdout: text, message: text },
    ...overrides,
  };
}

function readNews(record: RunRecord) {
  const bytes = record.takeNews();
  if (!bytes) return null;
  expect(bytes.length).toBeLessThanOrEqual(MAX_STORAGE_VALUE_BYTES);
  return runSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

test('[TST9] the largest suite with the largest texts fits one stored value, every case in it', () => {
  const record = RunRecord.begin(ORDER, MAX_CASES, 0);
  record.keepOutput('stderr', 'w'.repeat(200_000));
  record.keepOutput('stderr', 'a warning\n');
  for (let index = 0; index < MAX_CASES; index++) {
    expect(record.keepResult(buildResult({ index }))).toBe(true);
  }
  record.end({ type: 'failed', code: 'internal', message: 'm'.repeat(100_000) }, null);
  const stored = readNews(record);
  expect(stored?.tests?.results.map(({ index }) => index)).toEqual(
    Array.from({ length: MAX_CASES }, (_, n) => n),
  );
  expect(stored?.output).toEqual([{ stream: 'stderr', text: 'a warning\n' }]);
  expect(record.keepResult(buildResult({ index: MAX_CASES }))).toBe(false);
});

test('[TST9] texts that do not fit are shortened; those that do stay whole', () => {
  const record = RunRecord.begin(ORDER, 3, 0);
  for (let index = 0; index < 3; index++) record.keepResult(buildResult({ index }));
  const [first, second] = readNews(record)?.tests?.results ?? [];
  expect(first?.detail?.input).toBe('☃'.repeat(200).concat('…'));
  expect(second?.detail?.input).toHaveLength(201);
  const small = RunRecord.begin(ORDER, 1, 0);
  const detail = { input: '1', expected: '2', actual: null, stdout: '', message: '' };
  small.keepResult(buildResult({ detail }));
  expect(readNews(small)?.tests?.results[0]?.detail).toEqual(detail);
});

test('[TST9] output beyond what is kept is left out; what people typed counts too', () => {
  const record = RunRecord.begin(ORDER, null, 0);
  for (let n = 0; n < 100; n++) record.keepOutput('stdout', `${'o'.repeat(1023)}\n`);
  for (let n = 0; n < 100; n++) record.keepOutput('stdin', `${'i'.repeat(1023)}\n`, ORDER.by);
  const [out, typed, ...rest] = readNews(record)?.output ?? [];
  expect(out?.text).toHaveLength(100 * 1024);
  expect(typed).toMatchObject({ stream: 'stdin', byName: 'Ada' });
  expect(typed?.text.length).toBeLessThan(13 * 1024);
  expect(rest).toEqual([]);
});

test('what did not change need not be stored again', () => {
  const record = RunRecord.begin(ORDER, null, 0);
  expect(readNews(record)).not.toBeNull();
  expect(readNews(record)).toBeNull();
  record.queued(3);
  expect(readNews(record)).toBeNull();
  record.keepOutput('stdout', 'x');
  expect(readNews(record)?.output).toEqual([{ stream: 'stdout', text: 'x' }]);
});

test('[TST2] only those who may see hidden cases do, and the record itself keeps them', () => {
  const record = RunRecord.begin(ORDER, 1, 0);
  record.keepResult(buildResult({ isHidden: true, detail: null, timeMs: 5 }));
  expect(viewRun(record.run, 'candidate').tests?.results[0]?.timeMs).toBeNull();
  expect(viewRun(record.run, 'interviewer').tests?.results[0]?.timeMs).toBe(5);
});

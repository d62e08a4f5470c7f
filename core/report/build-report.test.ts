import { beforeEach, expect, test } from 'vitest';
import { createFile } from '../doc-shape.ts';
import { FRAME_KINDS } from '../tape/frames.ts';
import { WrittenTape } from '../tape/timeline/tests/written-tape.ts';
import { buildReport } from './build-report.ts';
import { reportSchema, viewReport } from './report.ts';

const SUMS = '00000000-0000-4000-8000-000000000001';
const MERGES = '00000000-0000-4000-8000-000000000002';
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

let tape: WrittenTape;
let file: string;
beforeEach(() => {
  tape = new WrittenTape();
  tape.join('bob');
  tape.join('ai', 'ai');
  tape.join('ada', 'interviewer');
  tape.docOf('ada');
  file = tape.edit('bob', (doc) => createFile(doc, '1-sums/main.py', 'def sums(a):\n'));
});

let lastId = 100;
const ask = (questionId: string, title: string, folder: string) =>
  tape.say(FRAME_KINDS.question, 'ai', { event: 'asked', questionId, title, folder });
const say = (author: string, role: 'candidate' | 'interviewer' | 'ai', text: string) =>
  tape.say(FRAME_KINDS.chat, author, {
    ...{ id: uuid(++lastId), participantId: uuid(1), name: `Name of ${author}`, role, colour: 1 },
    ...{ text, at: tape.now },
  });
const observe = (quote: string, text = 'Named the cost.') =>
  tape.say(FRAME_KINDS.interviewer, 'ai', {
    ...{ step: 'observation', id: uuid(++lastId), questionId: SUMS, criterion: 'costs', text, quote },
  });
const runTests = (entry: string, passed: number, total: number) => {
  const runId = uuid(++lastId);
  const position = tape.frames.length;
  tape.say(FRAME_KINDS.testsStarted, 'bob', {
    ...{ runId, byName: 'Bob', entry, language: 'python', position, total },
  });
  tape.say(FRAME_KINDS.testsEnded, 'bob', {
    runId,
    outcome: {
      ...{ type: 'ended', verdict: 'accepted', exitCode: 0, signal: null, timeMs: 1, cpuMs: null },
      ...{ memoryBytes: null, outputTruncated: false },
    },
    summary: {
      ...{ verdict: passed === total ? 'accepted' : 'wrong_answer', passed, total, score: passed / total },
      ...{ timeMs: 1, cpuMs: null, memoryBytes: null },
    },
  });
};
const claims = () => buildReport(tape.timeline).claims;

test('each question has its own time, hints and runs, however often one went back to it', () => {
  ask(SUMS, 'Sums', '1-sums');
  tape.say(FRAME_KINDS.hint, 'bob', { questionId: SUMS, number: 1, text: 'Look twice.', byName: 'Bob' });
  runTests('1-sums/main.py', 1, 3);
  runTests('1-sums/main.py', 2, 3);
  runTests('1-sums/main.py', 1, 3);
  ask(MERGES, 'Merges', '2-merges');
  runTests('2-merges/main.py', 3, 3);
  ask(SUMS, 'Sums', '1-sums');
  tape.now += 60_000;
  say('bob', 'candidate', 'done');
  const { questions, lengthMs, conversation, final } = buildReport(tape.timeline);
  expect(questions.map(({ title, testRuns, best }) => [title, testRuns, best?.passed])).toEqual([
    ['Sums', 3, 2],
    ['Merges', 1, 3],
  ]);
  expect(questions[0]?.hints).toMatchObject([{ number: 1, text: 'Look twice.', byName: 'Bob' }]);
  expect(questions[1]?.hints).toEqual([]);
  expect((questions[0]?.shownMs ?? 0) + (questions[1]?.shownMs ?? 0)).toBe(
    lengthMs - (questions[0]?.askedAt.atMs ?? 0),
  );
  expect(conversation.map(({ role, text }) => [role, text])).toEqual([['candidate', 'done']]);
  expect(final.files).toEqual([{ path: '1-sums/main.py', characters: 13 }]);
  expect(final.position).toBe(tape.frames.length);
});

test('a quote holds where the candidate said it, also over line ends, and not where others did', () => {
  say('bob', 'candidate', 'It looks at\n  each   pair once.');
  say('ai', 'ai', 'So it is quadratic?');
  say('ada', 'interviewer', 'I would say linear.');
  observe('at each pair once');
  observe('it is quadratic');
  observe('say linear');
  expect(claims().map(({ quote, citation }) => [quote, citation.source])).toEqual([
    ['at each pair once', 'said'],
  ]);
  expect(buildReport(tape.timeline).droppedClaims).toBe(2);
  const [claim] = claims();
  expect(claim?.citation.atMs).toBeLessThan(claim?.atMs ?? 0);
});

test('a quote of the code holds in the file as it was then, or shortly before, with its line', () => {
  tape.write('bob', file, (text) => text.insert(13, '    total = 0\n    return total\n'));
  observe('total = 0');
  const written = tape.frames.length;
  tape.write('bob', file, (text) => text.delete(13, 14));
  observe('total = 0 return total');
  const [first, second] = claims().map(({ citation }) => citation);
  expect(first).toMatchObject({ source: 'written', path: '1-sums/main.py', line: 2, position: written });
  expect(second).toMatchObject({ source: 'written', path: '1-sums/main.py', line: 2, position: written });
});

test('what was deleted long before, or was written only later, does not count', () => {
  tape.write('bob', file, (text) => text.insert(0, 'early = 1\n'));
  tape.write('bob', file, (text) => text.delete(0, 10));
  tape.now += 300_000;
  observe('early = 1');
  observe('later = 1');
  tape.write('bob', file, (text) => text.insert(0, 'later = 1\n'));
  expect(claims()).toEqual([]);
  expect(buildReport(tape.timeline).droppedClaims).toBe(2);
});

test('a quote of what was printed holds; one of next to nothing does not', () => {
  const runId = uuid(7);
  tape.say(FRAME_KINDS.runStarted, 'bob', {
    ...{ runId, byName: 'Bob', entry: '1-sums/main.py', language: 'python', position: tape.frames.length },
  });
  tape.say(FRAME_KINDS.runOutput, 'bob', { runId, stream: 'stderr', text: 'NameError: name x' });
  observe('NameError: name x');
  observe(' :  ');
  observe('');
  expect(claims().map(({ citation }) => citation.source)).toEqual(['printed']);
});

test('an empty tape, and one on which nothing was asked, give a report as well', () => {
  const empty = buildReport(new WrittenTape().timeline);
  expect(reportSchema.parse({ ...empty, questions: [] })).toMatchObject({ lengthMs: 0, claims: [] });
  expect(empty.questions).toEqual([]);
  expect(buildReport(tape.timeline).questions).toMatchObject([{ askedAt: { position: 0 }, testRuns: 0 }]);
  tape.say(FRAME_KINDS.question, 'ada', { event: 'changed' });
  runTests('main.py', 1, 1);
  expect(buildReport(tape.timeline).questions).toMatchObject([
    { questionId: null, testRuns: 1, askedAt: { position: tape.frames.length - 2 } },
  ]);
});

test('who may not see hidden tests or drafts gets neither', () => {
  ask(SUMS, 'Sums', '1-sums');
  say('bob', 'candidate', 'each pair once');
  observe('each pair once');
  const untested = buildReport(tape.timeline);
  const report = reportSchema.parse({
    ...untested,
    questions: untested.questions.map((question) => ({
      ...question,
      final: {
        ...{ entry: 'main.py', language: 'python', passed: 1, total: 2 },
        cases: [
          { name: 'shown', isHidden: false, verdict: 'accepted' },
          { name: 'with a negative', isHidden: true, verdict: 'wrong_answer' },
        ],
      },
    })),
  });
  const seen = viewReport(report, { seesHiddenTests: false, seesClaims: false });
  expect(seen.claims).toEqual([]);
  expect(seen.questions[0]?.final?.cases.map(({ name }) => name)).toEqual(['shown', 'Hidden test 2']);
  expect(JSON.stringify(seen)).not.toContain('negative');
  expect(viewReport(report, { seesHiddenTests: true, seesClaims: true })).toEqual(report);
});

import { expect, test } from 'vitest';
import { initialRoomState } from './room-state.ts';
import { buildRun, PERSON } from './testing/fake-room.ts';
import { holdBy, INTERVIEWER } from './testing/interviewer.ts';
import { changesOf, markWords } from './use-announcements.ts';

const base = {
  ...initialRoomState('in_progress'),
  connection: 'online' as const,
  you: PERSON,
  people: [PERSON],
};
const other = { ...PERSON, participantId: '00000000-0000-4000-8000-000000000002', name: 'Bo' };
const run = buildRun({ byParticipantId: other.participantId, byName: 'Bo' });
const says = (after: Partial<typeof base>, before: Partial<typeof base> = {}) =>
  changesOf({ ...base, ...before }, { ...base, ...after }, PERSON.participantId);

test('says who came, who watches and who left', () => {
  expect(says({ people: [PERSON, other] })).toEqual(['Bo came in']);
  expect(says({ people: [PERSON, { ...other, role: 'observer' }] })).toEqual(['Bo is watching now']);
  expect(says({ people: [PERSON] }, { people: [PERSON, other] })).toEqual(['Bo left']);
});

test('says who runs what and how it ended, once', () => {
  expect(says({ run })).toEqual(['Bo is running main.py']);
  const outcome = { type: 'failed' as const, code: 'internal' as const, message: 'x' };
  expect(says({ run: { ...run, outcome } }, { run })).toEqual(['main.py: Could not run']);
  expect(says({ run: { ...run, outcome } }, { run: { ...run, outcome } })).toEqual([]);
});

test('reads out what others write and not one’s own words', () => {
  const message = { ...other, id: '00000000-0000-4000-8000-0000000000bb', text: 'hi', at: 1 };
  expect(says({ chat: [message] })).toEqual(['Bo wrote: hi']);
  expect(says({ chat: [{ ...message, participantId: PERSON.participantId }] })).toEqual([]);
});

test('coming back is said without naming everybody again', () => {
  expect(says({ people: [PERSON, other] }, { connection: 'offline' as never })).toEqual(['Connected again']);
});

test('says how many cases passed, that the terminal opened, and that the problem is another one', () => {
  const results = { total: 3, results: [], summary: null };
  const tests = { ...run, tests: results };
  const summary = {
    verdict: 'wrong_answer' as const,
    passed: 2,
    total: 3,
    score: 0.5,
    timeMs: 1,
    cpuMs: null,
    memoryBytes: null,
  };
  const outcome = {
    type: 'ended' as const,
    verdict: 'wrong_answer' as const,
    exitCode: 0,
    signal: null,
    timeMs: 1,
    cpuMs: null,
    memoryBytes: null,
    outputTruncated: false,
  };
  expect(says({ run: tests })).toEqual(['Bo is running the tests']);
  expect(says({ run: { ...tests, outcome, tests: { ...results, summary } } }, { run: tests })).toEqual([
    'Tests: 2 of 3 passed',
  ]);
  expect(says({ terminal: { size: { columns: 80, rows: 24 }, typist: null } })).toEqual([
    'The terminal is open',
  ]);
  expect(says({ problemChanges: 1 })).toEqual(['The problem was changed']);
  const away = { connection: 'offline' as never };
  expect(says({ problemChanges: 1, ...away }, away)).toEqual([]);
});

test('a mark is told with who made it and its label', () => {
  const mark = { id: crypto.randomUUID(), label: '', participantId: other.participantId, name: 'Bo', at: 1 };
  expect(markWords(mark, PERSON.participantId)).toBe('Bo marked this moment');
  expect(markWords({ ...mark, label: 'idea' }, other.participantId)).toBe('You marked this moment: idea');
});

test('says who has the floor of an AI interviewer and that it takes long, not that it thinks or each piece it writes', () => {
  const interviewer = INTERVIEWER;
  const held = holdBy('Ada', true);
  expect(says({ interviewer: held }, { interviewer })).toEqual([
    'Ada has taken over from the AI interviewer.',
  ]);
  expect(says({ interviewer }, { interviewer: held })).toEqual(['The AI interviewer goes on']);
  expect(says({ interviewer: { ...interviewer, activity: 'thinking' } }, { interviewer })).toEqual([]);
  const slow = { ...interviewer, activity: 'slow' as const };
  expect(says({ interviewer: slow }, { interviewer })).toEqual([
    'The AI interviewer needs longer than usual',
  ]);
  expect(says({ interviewer: slow, writing: { id: 'a', text: 'So' } }, { interviewer: slow })).toEqual([]);
  const transcribing = { ...interviewer, activity: 'transcribing' as const };
  expect(says({ interviewer: transcribing }, { interviewer })).toHaveLength(1);
  expect(says({ interviewer: transcribing }, { interviewer: transcribing })).toEqual([]);
});

test('says what the AI interviewer cannot do in the call, and that it left it, each once', () => {
  const hearing = (senses: { hears: boolean; speaks: boolean } | null) => ({
    interviewer: { ...INTERVIEWER, senses },
  });
  const both = hearing({ hears: true, speaks: true });
  const deaf = hearing({ hears: false, speaks: true });
  expect(says(deaf, both)).toEqual([expect.stringMatching(/cannot hear you.*Write to it/)]);
  expect(says(deaf, deaf)).toEqual([]);
  expect(says(hearing({ hears: true, speaks: false }), both)).toEqual([expect.stringMatching(/no voice/)]);
  expect(says(hearing(null), both)).toEqual([expect.stringMatching(/not in the call any more/)]);
  expect(says(both, hearing(null))).toEqual([]);
  const away = { interviewer: { ...INTERVIEWER, activity: 'away' as const, senses: null } };
  expect(says(away, both)).toEqual([expect.stringMatching(/away for a moment/)]);
});

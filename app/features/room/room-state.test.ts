import { expect, test } from 'vitest';
import { STOPPED_CLOCK } from '#core/interview-clock.ts';
import type { Person } from '#core/room-protocol.ts';
import { initialRoomState, type RoomState, reduceMessage } from './room-state.ts';
import { buildRun, PERSON } from './testing/fake-room.ts';

const start = initialRoomState('created');
const RUN = buildRun({ queuePosition: 2 });
const output = (stream: 'stdout' | 'stderr', text: string) =>
  ({ type: 'run-output', runId: RUN.runId, stream, text }) as const;

test('output of a run grows in order, pieces of one stream as one', () => {
  const messages = [
    output('stdout', 'a'),
    output('stdout', 'b'),
    output('stderr', 'c'),
    output('stdout', 'd'),
  ];
  const state = messages.reduce<RoomState>((at, message) => reduceMessage(at, message, 0), {
    ...start,
    run: RUN,
  });
  expect(state.run?.output).toEqual([
    { stream: 'stdout', text: 'ab' },
    { stream: 'stderr', text: 'c' },
    { stream: 'stdout', text: 'd' },
  ]);
  expect(state.run?.queuePosition).toBeNull();
});

test('output of an earlier run does not get into the present one', () => {
  const state = { ...start, run: { ...RUN, runId: '00000000-0000-4000-8000-0000000000bb' } };
  expect(reduceMessage(state, output('stdout', 'late'), 0)).toBe(state);
});

test('the room’s clock is told from this machine’s', () => {
  const state = reduceMessage(
    start,
    {
      type: 'welcome',
      version: 1,
      you: PERSON,
      people: [],
      status: 'in_progress',
      clock: { ...STOPPED_CLOCK, startedAt: 1 },
      serverTime: 5000,
      chat: [],
      run: null,
      terminal: null,
      interviewer: null,
    },
    2000,
  );
  expect(state.clockOffset).toBe(3000);
});

test('people who act come before people who watch, each by arrival', () => {
  const person = (name: string, role: Person['role'], since: number): Person => ({
    ...PERSON,
    name,
    role,
    since,
  });
  const people = [person('w', 'observer', 1), person('b', 'candidate', 3), person('a', 'interviewer', 2)];
  expect(reduceMessage(start, { type: 'people', people }, 0).people.map(({ name }) => name)).toEqual([
    'a',
    'b',
    'w',
  ]);
});

test('files that were left out add up, the newest reason counting', () => {
  const told = (files: { path: string; reason: 'binary' | 'too_large' }[]) => ({
    type: 'left-out' as const,
    files,
  });
  const once = reduceMessage(start, told([{ path: 'a', reason: 'binary' }]), 0);
  const twice = reduceMessage(
    once,
    told([
      { path: 'b', reason: 'binary' },
      { path: 'a', reason: 'too_large' },
    ]),
    0,
  );
  expect(twice.leftOut).toEqual([
    { path: 'b', reason: 'binary' },
    { path: 'a', reason: 'too_large' },
  ]);
});

test('coming back counts as a possible change of the problem; the first arrival does not', () => {
  const welcome = {
    type: 'welcome' as const,
    version: 2,
    you: PERSON,
    people: [],
    status: 'in_progress' as const,
    clock: STOPPED_CLOCK,
    serverTime: 0,
    chat: [],
    run: null,
    terminal: { size: { columns: 80, rows: 24 }, typist: null, scrollback: 'secret' },
    interviewer: null,
  };
  const first = reduceMessage(start, welcome, 0);
  expect(first.problemChanges).toBe(0);
  expect(first.terminal).toEqual({ size: { columns: 80, rows: 24 }, typist: null });
  const back = reduceMessage(first, welcome, 0);
  expect(back.problemChanges).toBe(1);
  expect(reduceMessage(back, { type: 'problem-changed' }, 0).problemChanges).toBe(2);
});

test('what the AI interviewer writes grows piece by piece, until it is said, or broken off', () => {
  const part = (id: string, text: string) =>
    ({ type: 'chat-part', id, participantId: PERSON.participantId, text }) as const;
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
  const pieces = [part(first, 'What is '), part(first, 'the cost?')];
  const writing = pieces.reduce((state, message) => reduceMessage(state, message, 0), start);
  expect(writing.writing).toEqual({ id: first, text: 'What is the cost?' });
  expect(reduceMessage(writing, part(second, 'Or'), 0).writing).toEqual({ id: second, text: 'Or' });
  const { participantId, name, colour } = PERSON;
  const message = { id: first, participantId, name, role: 'ai' as const, colour, text: 'What is it?', at: 1 };
  const said = reduceMessage(writing, { type: 'chat', message }, 0);
  expect(said.writing).toBeNull();
  expect(said.chat).toHaveLength(1);
  const interviewer = {
    participantId,
    mind: { kind: 'scripted' as const, label: 'Scripted' },
    phase: 'probe' as const,
    activity: 'quiet' as const,
    senses: null,
    hold: null,
  };
  expect(reduceMessage(writing, { type: 'interviewer', interviewer }, 0)).toMatchObject({
    writing: null,
    interviewer,
  });
});

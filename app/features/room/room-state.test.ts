import { expect, test } from 'vitest';
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
      startedAt: 1,
      endedAt: null,
      serverTime: 5000,
      chat: [],
      run: null,
      terminal: null,
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

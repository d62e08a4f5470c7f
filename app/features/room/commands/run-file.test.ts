import { expect, test } from 'vitest';
import type { LanguageStatus } from '#core/languages.ts';
import { MAX_RUN_INPUT } from '#core/limits.ts';
import type { ProblemView } from '#core/problem.ts';
import type { RoomRole } from '#core/roles.ts';
import { Workbench } from '../layout/workbench.ts';
import type { Room } from '../room-context.ts';
import { initialRoomState, type RoomState } from '../room-state.ts';
import { Store } from '../store.ts';
import { buildRun } from '../testing/fake-room.ts';
import { problemOfRun, problemOfTests } from './run-file.ts';

const TESTS: ProblemView = { statement: '', tests: { call: 'f', cases: [] } };

/** The parts of a room that decide whether code can run. */
function build({
  state = {} as Partial<RoomState>,
  role = 'candidate' as RoomRole,
  problem = TESTS as ProblemView | null,
  isMember = false,
} = {}) {
  return {
    session: { state: new Store({ ...initialRoomState('in_progress'), ...state }) },
    visitor: { role, isMember },
    bench: new Workbench('i', null),
    problem: new Store(problem),
  } as unknown as Pick<Room, 'session' | 'visitor' | 'bench' | 'problem'>;
}

test('a program in a language that the machine has can run and be tested', () => {
  expect([problemOfRun(build(), 'main.py'), problemOfTests(build(), 'main.py')]).toEqual([null, null]);
});

test('a language that is missing is named, with the line that brings it', () => {
  const languages: LanguageStatus[] = [{ id: 'rust', version: null, missing: 'apt-get install rustc' }];
  const room = build({ state: { languages } });
  expect(problemOfRun(room, 'main.rs')).toBe(
    'Rust is not installed on this machine. To add it: apt-get install rustc',
  );
  expect(problemOfRun(room, 'main.py')).toBeNull();
});

test('without tests the reason says who can add them', () => {
  expect(problemOfTests(build({ problem: null }), 'main.py')).toBe('This interview has no tests.');
  expect(problemOfTests(build({ problem: null, isMember: true, role: 'interviewer' }), 'main.py')).toContain(
    'Add them on its page',
  );
});

test('one thing runs at a time, and whose it is is told', () => {
  const room = build({ state: { run: buildRun({ tests: { total: 1, results: [], summary: null } }) } });
  expect(problemOfRun(room, 'main.py')).toBe('Ada is already running the tests.');
});

test('people who watch run nothing, and text does not run', () => {
  expect(problemOfRun(build({ role: 'observer' }), 'main.py')).toContain('You are watching');
  expect(problemOfRun(build(), 'notes.md')).toContain('Markdown does not run');
});

test('input that no run takes is told before it is sent', () => {
  const room = build();
  room.bench.change({ stdin: 'x'.repeat(MAX_RUN_INPUT + 1) });
  expect(problemOfRun(room, 'main.py')).toContain('too long by 1');
  expect(problemOfTests(room, 'main.py')).toBeNull();
});

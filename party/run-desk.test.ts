import { expect, test } from 'vitest';
import { listFiles } from '#core/doc-shape.ts';
import { INTERACTIVE_TIME } from '#core/limits.ts';
import { type Problem, problemSchema } from '#core/problem.ts';
import { RUN_DEADLINE, TESTS_DEADLINE } from './room-limits.ts';
import type { Sandbox } from './sandbox-client.ts';
import { buildSandbox, settle } from './tests/fakes.ts';
import { replay } from './tests/harness.ts';
import { type MemoryPeer, MemoryRoom } from './tests/memory-room.ts';
import { awarenessFrame } from './tests/raw-client.ts';

/** A sandbox whose runs and tests never say a word, until they are called off. */
const silent: Pick<Sandbox, 'run' | 'test'> = {
  run: async function* (_, signal) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  },
  test: async function* (_, signal) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  },
};

const PROBLEM = problemSchema.parse({
  tests: { kind: 'stdio', cases: [{ stdin: '1', expected: '2' }] },
});

async function firstFile(room: MemoryRoom): Promise<string> {
  return listFiles(replay(await room.journal()))[0]?.id ?? '';
}

/** Lets this much time pass, with signs of life so that nobody is taken for dead. */
async function pass(room: MemoryRoom, peer: MemoryPeer, time: number): Promise<void> {
  for (let left = time, clock = 1; left > 0; left -= 20_000) {
    await room.clock.pass(Math.min(left, 20_000));
    peer.send(awarenessFrame([{ client: 4711, clock: clock++, state: {} }]));
  }
}

test('[RUN6] a run that never ends is given up; one that people type into has their time on top', async () => {
  const room = new MemoryRoom({ sandbox: buildSandbox(silent) });
  const ada = await room.join();
  const run = { type: 'run', requestId: crypto.randomUUID(), fileId: await firstFile(room) } as const;
  ada.say(run);
  await pass(room, ada, RUN_DEADLINE - 1);
  expect(ada.heard('run-ended')).toEqual([]);
  await room.clock.pass(1);
  expect(ada.heard('run-ended')).toMatchObject([
    { outcome: { type: 'failed', code: 'sandbox_unavailable' } },
  ]);
  ada.say({ ...run, isInteractive: true });
  await pass(room, ada, RUN_DEADLINE + INTERACTIVE_TIME - 1);
  expect(ada.heard('run-ended')).toHaveLength(1);
  await room.clock.pass(1);
  expect(ada.heard('run-ended')).toHaveLength(2);
});

test('[TST6] tests that never end are given up', async () => {
  const room = new MemoryRoom({ sandbox: buildSandbox(silent), fetchProblem: async () => PROBLEM });
  const ada = await room.join();
  ada.say({ type: 'run-tests', requestId: crypto.randomUUID(), fileId: await firstFile(room) });
  await settle();
  expect(ada.heard('run')).toMatchObject([{ run: { tests: { total: 1 } } }]);
  await pass(room, ada, TESTS_DEADLINE - 1);
  expect(ada.heard('run-ended')).toEqual([]);
  await room.clock.pass(1);
  expect(ada.heard('run-ended')).toMatchObject([{ outcome: { type: 'failed' }, summary: null }]);
});

test('[TST5] tests whose problem comes after the end of the interview are not started', async () => {
  let give: (problem: Problem) => void = () => {};
  const fetchProblem = () => new Promise<Problem>((resolve) => (give = resolve));
  const room = new MemoryRoom({ sandbox: buildSandbox(silent), fetchProblem });
  const ada = await room.join();
  ada.say({ type: 'run-tests', requestId: crypto.randomUUID(), fileId: await firstFile(room) });
  await room.room.control(room.name, { type: 'end', byName: 'Ada' });
  const before = (await room.journal()).length;
  give(PROBLEM);
  await settle();
  expect(await room.journal()).toHaveLength(before);
});

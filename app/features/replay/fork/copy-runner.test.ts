import { expect, test } from 'vitest';
import { ReplayRefusal } from '../replay-requests.ts';
import { CopyRunner } from './copy-runner.ts';
import { caseEvent, ENDED, FakeFork } from './fake-fork.ts';

const COPY = {
  language: 'python' as const,
  entry: 'main.py',
  files: [{ path: 'main.py', text: '' }],
  stdin: '',
};

test('what it prints comes in one piece a stream, and then how it ended', async () => {
  const api = new FakeFork();
  api.runEvents = [
    { type: 'queued', position: 2 },
    { type: 'started' },
    { type: 'output', stream: 'stdout', text: 'a' },
    { type: 'output', stream: 'stdout', text: 'b' },
    { type: 'output', stream: 'stderr', text: 'c' },
    ENDED,
  ];
  const runner = new CopyRunner(api);
  const queue: (number | null | undefined)[] = [];
  runner.subscribe(() => queue.push(runner.get().run?.queuePosition));
  await runner.start('run', COPY);
  expect(queue).toContain(2);
  expect(runner.get()).toMatchObject({
    going: null,
    run: {
      output: [
        { stream: 'stdout', text: 'ab' },
        { stream: 'stderr', text: 'c' },
      ],
      outcome: ENDED,
      queuePosition: null,
    },
  });
});

test('cases come one by one, with the summary at the end', async () => {
  const api = new FakeFork();
  const summary = { passed: 1, total: 2, score: 0.5, timeMs: 9, cpuMs: null, memoryBytes: null };
  api.testEvents = [
    { type: 'start', total: 2 },
    caseEvent(0, 'small', 'accepted'),
    caseEvent(1, 'large', 'wrong_answer'),
    { type: 'done', summary: { ...summary, verdict: 'wrong_answer' } },
  ];
  const runner = new CopyRunner(api);
  await runner.start('test', COPY);
  expect(runner.get().test).toMatchObject({
    tests: { total: 2, results: [{ name: 'small' }, { name: 'large' }], summary },
    outcome: { type: 'ended', verdict: 'wrong_answer' },
  });
});

test('Stop ends it and says so', async () => {
  const api = new FakeFork();
  api.runEvents = [{ type: 'started' }];
  api.staysOpen = true;
  const runner = new CopyRunner(api);
  const ended = runner.start('run', COPY);
  await runner.start('run', COPY);
  expect(api.copies).toHaveLength(1);
  runner.stop();
  await ended;
  expect(runner.get()).toMatchObject({ going: null, run: { outcome: { type: 'ended', verdict: 'killed' } } });
});

test('a refusal and a broken line are told apart from what the program did', async () => {
  const api = new FakeFork();
  const runner = new CopyRunner(api);
  api.refusal = new ReplayRefusal('sandbox_busy');
  await runner.start('run', COPY);
  expect(runner.get().run?.outcome).toMatchObject({
    type: 'failed',
    message: expect.stringContaining('All runners are busy'),
  });
  api.refusal = null;
  api.runEvents = [{ type: 'started' }];
  await runner.start('run', COPY);
  expect(runner.get().run?.outcome).toMatchObject({
    type: 'failed',
    message: expect.stringContaining('The connection broke'),
  });
});

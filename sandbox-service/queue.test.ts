import { expect, test } from 'vitest';
import { type Job, type Lane, Queue } from './queue.ts';

/** A job that runs until the test ends it, and writes down what happens to it. */
class FakeJob implements Job {
  readonly group: string;
  readonly lane: Lane;
  readonly positions: number[] = [];
  isRunning = false;
  end: () => void = () => {};

  constructor(group: string, lane: Lane = 'run') {
    this.group = group;
    this.lane = lane;
  }

  onPosition(position: number): void {
    this.positions.push(position);
  }

  run(): Promise<void> {
    this.isRunning = true;
    return new Promise((resolve) => {
      this.end = () => {
        this.isRunning = false;
        resolve();
      };
    });
  }
}

const limits = { concurrency: 2, terminalConcurrency: 1, maxWaiting: 4, maxWaitingPerGroup: 2 };

function fill(queue: Queue, groups: string[]): FakeJob[] {
  const jobs = groups.map((group) => new FakeJob(group));
  for (const job of jobs) expect(queue.add(job)).toBe('taken');
  return jobs;
}

const running = (jobs: FakeJob[]) => jobs.map((job) => job.isRunning);
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('starts as many jobs as there are runners, the rest in their order', async () => {
  const jobs = fill(new Queue(limits), ['a', 'b', 'c', 'd']);
  expect(running(jobs)).toEqual([true, true, false, false]);
  jobs[1]?.end();
  await settled();
  expect(running(jobs)).toEqual([true, false, true, false]);
  jobs[0]?.end();
  await settled();
  expect(running(jobs)).toEqual([false, false, true, true]);
});

test('lets a job wait while another of its group runs, and others pass', async () => {
  const jobs = fill(new Queue(limits), ['a', 'a', 'b']);
  expect(running(jobs)).toEqual([true, false, true]);
  jobs[0]?.end();
  await settled();
  expect(running(jobs)).toEqual([false, true, true]);
});

test('tells the place, and again only when it changes', async () => {
  const jobs = fill(new Queue(limits), ['a', 'b', 'c', 'd', 'e']);
  expect(jobs.map((job) => job.positions)).toEqual([[], [], [1], [2], [3]]);
  jobs[0]?.end();
  await settled();
  expect(jobs.map((job) => job.positions)).toEqual([[], [], [1], [2, 1], [3, 2]]);
});

test('refuses what does not fit, as a whole and for one group, but never what can start at once', async () => {
  const queue = new Queue(limits);
  const jobs = fill(queue, ['a', 'a', 'a', 'b', 'b', 'b']);
  expect(running(jobs)).toEqual([true, false, false, true, false, false]);
  expect(queue.add(new FakeJob('a'))).toBe('full');
  expect(queue.add(new FakeJob('c'))).toBe('full');

  const narrow = new Queue({ ...limits, maxWaiting: 1, maxWaitingPerGroup: 1 });
  fill(narrow, ['a', 'a']);
  expect(narrow.add(new FakeJob('a'))).toBe('full');
  expect(narrow.add(new FakeJob('b'))).toBe('taken');
  expect(narrow.running).toBe(2);
});

test('takes back a job that waits, and not one that runs', async () => {
  const queue = new Queue(limits);
  const jobs = fill(queue, ['a', 'b', 'c', 'd']);
  const [first, , third, fourth] = jobs;
  if (!first || !third || !fourth) throw new Error('four jobs');
  expect(queue.remove(first)).toBe(false);
  expect(queue.remove(third)).toBe(true);
  expect(queue.remove(third)).toBe(false);
  expect(fourth.positions).toEqual([2, 1]);
  first.end();
  await settled();
  expect(running(jobs)).toEqual([false, true, false, true]);
});

test('is idle when nothing waits and nothing runs, and not before', async () => {
  const queue = new Queue(limits);
  await queue.idle();
  const jobs = fill(queue, ['a', 'a']);
  let isIdle = false;
  void queue.idle().then(() => {
    isIdle = true;
  });
  jobs[0]?.end();
  await settled();
  expect(isIdle).toBe(false);
  jobs[1]?.end();
  await settled();
  expect(isIdle).toBe(true);
});

test('lets runs pass tests for a score, and keeps the order within a lane', async () => {
  const queue = new Queue({ ...limits, concurrency: 1 });
  const order = ['submit', 'submit', 'run', 'run'] as const;
  const jobs = [new FakeJob('first'), ...order.map((lane, index) => new FakeJob(`group ${index}`, lane))];
  for (const job of jobs) queue.add(job);
  expect(jobs.slice(1).map((job) => job.positions.at(-1))).toEqual([3, 4, 1, 2]);
  const started: FakeJob[] = [];
  for (let at: FakeJob | undefined = jobs[0]; at; at = jobs.find((job) => job.isRunning)) {
    started.push(at);
    at.end();
    await settled();
  }
  expect(started.map((job) => job.group)).toEqual(['first', 'group 2', 'group 3', 'group 0', 'group 1']);
});

test('programs that wait for people hold no place of the others', () => {
  const jobs = [
    ...['a', 'b'].map((group) => new FakeJob(group, 'terminal')),
    ...['c', 'd', 'e'].map((group) => new FakeJob(group)),
  ];
  const queue = new Queue(limits);
  for (const job of jobs) expect(queue.add(job)).toBe('taken');
  expect(running(jobs)).toEqual([true, false, true, true, false]);
});

test('is busy when every place for runs and tests is taken, whatever people type into', async () => {
  const queue = new Queue(limits);
  expect(queue.add(new FakeJob('t', 'terminal'))).toBe('taken');
  const [first] = fill(queue, ['a']);
  expect(queue.isBusy).toBe(false);
  fill(queue, ['b']);
  expect(queue.isBusy).toBe(true);
  first?.end();
  await settled();
  expect(queue.isBusy).toBe(false);
});

import { expect, test } from 'vitest';
import { announceEnd, onAnnouncedEnd } from './interview-ended.server.ts';
import { Keeper, type KeeperWork, type KeepingOutcome } from './keeper.server.ts';

interface Due {
  interviewId: string;
}

const due = (interviewId: string): Due => ({ interviewId });
const makeKeeper = (work: FakeWork) => new Keeper(work, onAnnouncedEnd);

/** Work that does nothing but say what was asked of it. */
class FakeWork implements KeeperWork<Due> {
  words = { area: 'recording' as const, kept: 'Kept.', failed: 'Failed.', noList: 'No list.' };
  due: Due[] = [];
  time = 1_000_000;
  readonly tried: string[] = [];
  /** What comes of an interview; `kept` where nothing is said. */
  readonly outcomes = new Map<string, KeepingOutcome | Error>();
  removals = 0;
  hasNoDatabase = false;
  onTried: () => void = () => {};
  listDue = async () => {
    if (this.hasNoDatabase) throw new Error('no database');
    return this.due;
  };
  keep = async ({ interviewId }: Due): Promise<KeepingOutcome> => {
    this.tried.push(interviewId);
    this.onTried();
    const outcome = this.outcomes.get(interviewId) ?? 'kept';
    if (outcome instanceof Error) throw outcome;
    this.due =
      outcome === 'not_settled' ? this.due : this.due.filter((one) => one.interviewId !== interviewId);
    return outcome;
  };
  tidy = {
    failed: 'Nothing was tidied.',
    run: async () => {
      this.removals += 1;
    },
  };
  now = () => this.time;
}

test('what fails waits longer each time, and keeps nothing else from being done', async () => {
  const work = new FakeWork();
  work.outcomes.set('broken', new Error('no'));
  work.due = [due('broken'), due('fine')];
  const keeper = makeKeeper(work);
  expect(await keeper.lookOnce()).toBe(2000);
  expect(work.tried).toEqual(['broken', 'fine']);
  await keeper.lookOnce();
  expect(work.tried).toHaveLength(2);
  const pauses: number[] = [];
  for (let n = 0; n < 12; n++) {
    const before = work.tried.length;
    let waited = 0;
    while (work.tried.length === before) {
      work.time += 1000;
      waited += 1000;
      await keeper.lookOnce();
    }
    pauses.push(waited);
  }
  expect(pauses.slice(0, 4)).toEqual([2000, 4000, 8000, 16_000]);
  expect(pauses.at(-1)).toBe(15 * 60_000);
});

test('what has not settled is tried again, and forgotten once it is done', async () => {
  const work = new FakeWork();
  work.outcomes.set('a', 'not_settled');
  work.due = [due('a')];
  const keeper = makeKeeper(work);
  await keeper.lookOnce();
  work.outcomes.delete('a');
  work.time += 2000;
  expect(await keeper.lookOnce()).toBe(60_000);
  expect(work.tried).toEqual(['a', 'a']);
});

test('a database that does not answer ends nothing', async () => {
  const work = new FakeWork();
  work.hasNoDatabase = true;
  const keeper = makeKeeper(work);
  expect(await keeper.lookOnce()).toBe(60_000);
  work.hasNoDatabase = false;
  work.due = [due('a')];
  await keeper.lookOnce();
  expect(work.tried).toEqual(['a']);
  expect(work.removals).toBe(2);
});

test('an end that is announced while it works is found at once', async () => {
  const work = new FakeWork();
  const keeper = makeKeeper(work);
  work.due = [due('first')];
  const second = new Promise<void>((resolve) => {
    work.onTried = () => {
      if (work.tried.at(-1) === 'second') return resolve();
      work.due = [...work.due, due('second')];
      announceEnd();
    };
  });
  keeper.start();
  await second;
  await keeper.stop();
  expect(work.tried).toEqual(['first', 'second']);
});

test('stopped, it hears no more', async () => {
  const work = new FakeWork();
  const keeper = makeKeeper(work);
  keeper.start();
  await keeper.stop();
  work.due = [due('late')];
  announceEnd();
  keeper.wake();
  await keeper.stop();
  expect(work.tried).toEqual([]);
});

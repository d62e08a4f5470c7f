import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { getInstanceId } from '../instance.ts';
import { VolumeLocks } from './volume-lock.ts';

/** A service in another pid namespace, which cannot be asked whether it lives. */
const ELSEWHERE = '1-2-3';
let directory: string;
const locks: VolumeLocks[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'interlace-locks-'));
});
afterEach(() => {
  for (const lock of locks.splice(0)) lock.close();
  rmSync(directory, { recursive: true });
});

function open(instance: string): VolumeLocks {
  const lock = new VolumeLocks(directory, instance);
  locks.push(lock);
  return lock;
}

test('one service has a workspace at a time', () => {
  const mine = open(getInstanceId());
  const other = open(ELSEWHERE);
  expect(mine.take('a')).toBe(true);
  expect(mine.take('a')).toBe(true);
  expect(other.take('a')).toBe(false);
  expect(other.take('b')).toBe(true);
  expect(mine.take('b')).toBe(false);
  mine.giveBack('a');
  expect(other.take('a')).toBe(true);
});

test('the lock of a dead service, or one that nobody renews, holds nobody up', () => {
  const [namespace] = getInstanceId().split('-');
  writeFileSync(join(directory, `a.${namespace}-1-999999999`), '');
  expect(open(getInstanceId()).take('a')).toBe(true);
  const old = new Date(Date.now() - 120_000);
  writeFileSync(join(directory, `b.${ELSEWHERE}`), '');
  utimesSync(join(directory, `b.${ELSEWHERE}`), old, old);
  expect(open(getInstanceId()).take('b')).toBe(true);
});

test('a service that ends gives back all it had', () => {
  const mine = open(getInstanceId());
  mine.take('a');
  mine.take('b');
  mine.close();
  expect(readdirSync(directory)).toEqual([]);
});

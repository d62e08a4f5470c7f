import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { getInstanceId } from '../instance.ts';
import { claimUserId, releaseUserId } from './user-ids.ts';

let claims: string;
beforeEach(() => {
  claims = mkdtempSync(join(tmpdir(), 'interlace-claims-'));
});
afterEach(() => rmSync(claims, { recursive: true }));

const living = getInstanceId();
const otherNamespace = '1-1-1';

test('gives the same instance a different id each time', () => {
  expect(claimUserId(living, claims)).toBe(60_706);
  expect(claimUserId(living, claims)).toBe(60_707);
});

test('leaves ids alone that another living instance holds, or one that cannot be judged from here', () => {
  writeFileSync(join(claims, `60706.${living}`), '');
  writeFileSync(join(claims, `60707.${otherNamespace}`), '');
  expect(claimUserId('2-2-2', claims)).toBe(60_708);
});

test('takes over what a dead instance held', () => {
  const [namespace] = living.split('-');
  writeFileSync(join(claims, `60706.${namespace}-${process.pid}-1`), '');
  expect(claimUserId(living, claims)).toBe(60_706);
  expect(readdirSync(claims)).toEqual([`60706.${living}`]);
});

test('gives ids back', () => {
  const uid = claimUserId(living, claims);
  releaseUserId(living, uid, claims);
  expect(readdirSync(claims)).toEqual([]);
});

test('fails with advice when every id is taken', () => {
  for (let uid = 60_706; uid <= 61_183; uid++) writeFileSync(join(claims, `${uid}.${otherNamespace}`), '');
  expect(() => claimUserId(living, claims)).toThrow(/No user id .* is free/);
});

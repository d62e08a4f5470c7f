import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isSealGenuine, parseSealingKey, signSeal } from '#core/tape/seal.ts';
import { loadSecrets } from './secrets.ts';

let data = '';
beforeEach(() => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'secrets-'));
});
afterEach(() => fs.rmSync(data, { recursive: true }));

test('secrets stay the same from one start to the next', () => {
  expect(loadSecrets(data)).toEqual(loadSecrets(data));
});

test('only the owner can read them', () => {
  loadSecrets(data);
  expect(fs.statSync(path.join(data, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('a secret that a newer version needs is added, the others are kept', () => {
  const before = loadSecrets(data);
  const file = path.join(data, 'secrets.json');
  const { SESSION_SECRET: _, ...older } = before;
  fs.writeFileSync(file, JSON.stringify(older));
  const after = loadSecrets(data);
  expect(after).toEqual({ ...before, SESSION_SECRET: after.SESSION_SECRET });
  expect(after.SESSION_SECRET).not.toBe(before.SESSION_SECRET);
});

test('the signing key signs seals', async () => {
  const key = await parseSealingKey(loadSecrets(data).TAPE_SIGNING_KEY);
  const interviewId = '7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a001';
  const seal = await signSeal({ interviewId, frames: 1, root: 'ab'.repeat(32), sealedAt: 2 }, key);
  expect(await isSealGenuine(seal)).toBe(true);
});

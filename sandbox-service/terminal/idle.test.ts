import { expect, test } from 'vitest';
import { decideIdle } from './idle.ts';

const LIMITS = { idleMs: 100, aloneMs: 30, frozenMs: 1000 };
const facts = { now: 1000, usedAt: 1000, aloneSince: null, frozenSince: null };

test.each([
  ['in use', {}, 'run'],
  ['quiet for a while', { usedAt: 901 }, 'run'],
  ['quiet for long', { usedAt: 900 }, 'freeze'],
  ['busy, and its room just went away', { aloneSince: 971 }, 'run'],
  ['busy, and its room stayed away', { aloneSince: 970 }, 'freeze'],
  ['frozen, though used before', { frozenSince: 1 }, 'freeze'],
  ['frozen for long', { frozenSince: 0 }, 'end'],
] as const)('a terminal that is %s', (_name, changed, decision) => {
  expect(decideIdle({ ...facts, ...changed }, LIMITS)).toBe(decision);
});

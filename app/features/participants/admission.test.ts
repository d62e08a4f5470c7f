import { expect, test } from 'vitest';
import { ADMISSIONS, DECISIONS, nextAdmission } from './admission.ts';

test('lets in from everywhere but inside, turns away only those who wait, removes only those who are there', () => {
  const table = ADMISSIONS.map((from) => DECISIONS.map((decision) => nextAdmission(from, decision)));
  expect(table).toEqual([
    // admit, decline, remove
    ['admitted', 'declined', 'removed'], // waiting
    [null, null, 'removed'], // admitted
    ['admitted', null, null], // declined
    ['admitted', null, null], // removed
  ]);
});

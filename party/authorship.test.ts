import { expect, test } from 'vitest';
import { type AuthorshipFacts, decideAuthorship } from './authorship.ts';

const ADA = 1;
const BOB = 2;
const NEW = 3;

/** The room has 10 characters of Ada's page and 10 of Bob's; Ada sends. */
function decide(facts: Partial<AuthorshipFacts>) {
  return decideAuthorship({
    inserts: [],
    clockOf: (client) => (client === NEW ? 0 : 10),
    ownerOf: (client) => ({ [ADA]: 'ada', [BOB]: 'bob' })[client],
    participantId: 'ada',
    mayRecover: false,
    ...facts,
  });
}

const accepted = { type: 'accept', claims: [], isRecovered: false };

test('[EDT3] own content, and what is known of others, is accepted', () => {
  expect(decide({ inserts: [{ client: ADA, from: 10, to: 12 }] })).toEqual(accepted);
  expect(decide({ inserts: [{ client: BOB, from: 0, to: 10 }] })).toEqual(accepted);
  expect(decide({ inserts: [] })).toEqual(accepted);
});

test('[EDT3] an id that nobody used is claimed', () => {
  expect(decide({ inserts: [{ client: NEW, from: 0, to: 1 }] })).toEqual({ ...accepted, claims: [NEW] });
});

test('[EDT3] one new character under another id refuses the whole update', () => {
  const inserts = [
    { client: ADA, from: 10, to: 12 },
    { client: BOB, from: 5, to: 11 },
  ];
  expect(decide({ inserts })).toEqual({ type: 'foreign' });
});

test('[EDT5] content behind a gap is a gap, whoever it belongs to', () => {
  expect(decide({ inserts: [{ client: ADA, from: 11, to: 12 }] })).toEqual({ type: 'gap' });
  expect(decide({ inserts: [{ client: BOB, from: 11, to: 12 }], mayRecover: true })).toEqual({ type: 'gap' });
});

test("[EDT9] others' content that follows on what is known comes back after a crash", () => {
  const inserts = [
    { client: BOB, from: 10, to: 14 },
    { client: ADA, from: 8, to: 12 },
  ];
  expect(decide({ inserts, mayRecover: true })).toEqual({ ...accepted, isRecovered: true });
});

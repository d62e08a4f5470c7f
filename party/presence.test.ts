import { expect, test } from 'vitest';
import type { Person } from '#core/room-protocol.ts';
import { Presence } from './presence.ts';

const person = (name: string): Person => ({
  participantId: crypto.randomUUID(),
  name,
  role: 'candidate',
  colour: 0,
  since: 0,
});
const ada = person('Ada');
const bob = person('Bob');

test('[EDT9] who leaves counts as present until what they saw is durable', () => {
  const presence = new Presence(() => []);
  presence.join('1', ada);
  presence.leave('1');
  presence.join('2', bob);
  expect(presence.now()).toEqual([bob, ada]);
  const news = presence.takeNews();
  expect(news?.present).toEqual([bob]);
  expect(presence.now()).toEqual([bob, ada]);
  news?.done();
  expect(presence.now()).toEqual([bob]);
});

test('[EDT9] who leaves during a write waits for the next one', () => {
  const presence = new Presence(() => []);
  presence.join('1', ada);
  const news = presence.takeNews();
  presence.leave('1');
  news?.done();
  expect(presence.now()).toEqual([ada]);
  presence.takeNews()?.done();
  expect(presence.now()).toEqual([]);
});

test('[EDT9] who has not come back since a crash is still owed after the next', () => {
  const presence = new Presence(() => [ada]);
  presence.join('1', bob);
  expect(presence.now()).toEqual([bob, ada]);
  expect(presence.takeNews()?.present).toEqual([bob, ada]);
  expect(presence.takeNews()).toBeNull();
});

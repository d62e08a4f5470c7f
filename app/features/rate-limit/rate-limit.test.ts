import { expect, test } from 'vitest';
import { describeRefusal, retryAfter, secondsLeft } from './rate-limit.server.ts';

test('counts the seconds to the end of the window that the database uses', () => {
  expect(secondsLeft(0, 60)).toBe(60);
  expect(secondsLeft(59_999, 60)).toBe(1);
  expect(secondsLeft(60_000, 60)).toBe(60);
  expect(secondsLeft(Date.UTC(2026, 10, 21, 4, 7, 30), 900)).toBe(450);
});

test('says when to try again in minutes, and keeps the headers that were there', () => {
  expect(describeRefusal({ retryAfterInS: 20 })).toContain('Wait a minute');
  expect(describeRefusal({ retryAfterInS: 700 })).toContain('Wait 12 minutes');
  const headers = retryAfter({ retryAfterInS: 20 }, new Headers({ 'set-cookie': 'a=1' }));
  expect(headers.get('retry-after')).toBe('20');
  expect(headers.getSetCookie()).toEqual(['a=1']);
});

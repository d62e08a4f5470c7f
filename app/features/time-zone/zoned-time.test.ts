import { expect, test } from 'vitest';
import { formatDateTime, instantToZonedTime, isTimeZone, zonedTimeToInstant } from './zoned-time.ts';

test.each([
  ['2026-11-21T14:30', 'UTC', '2026-11-21T14:30:00Z'],
  ['2026-11-21T14:30', 'Europe/Berlin', '2026-11-21T13:30:00Z'],
  ['2026-07-01T09:00', 'America/New_York', '2026-07-01T13:00:00Z'],
  ['2026-07-01T09:00', 'Asia/Kolkata', '2026-07-01T03:30:00Z'],
  // 02:30 does not exist on this night in Berlin: clocks jump from 02:00 to 03:00.
  ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
  // 02:30 comes twice on this night: the first one is summer time.
  ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
  ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
  ['2026-12-31T23:30', 'Pacific/Auckland', '2026-12-31T10:30:00Z'],
])('%s in %s is %s', (local, zone, instant) => {
  expect(new Date(zonedTimeToInstant(local, zone) ?? 0).toISOString()).toBe(new Date(instant).toISOString());
});

test.each(['2026-02-30T10:00', '2026-13-01T10:00', '2026-01-01T24:00', 'tomorrow', '', '2026-01-01'])(
  'refuses %j as a date',
  (local) => {
    expect(zonedTimeToInstant(local, 'UTC')).toBeNull();
  },
);

test('shows an instant as it was typed, for every hour of a year with both changes of clocks', () => {
  for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) {
    for (let hour = 0; hour < 366 * 24; hour += 7) {
      const instant = Date.UTC(2026, 0, 1, hour);
      const local = instantToZonedTime(instant, zone);
      const again = zonedTimeToInstant(local, zone) ?? 0;
      expect(instantToZonedTime(again, zone), `${zone} ${local}`).toBe(local);
    }
  }
});

test('writes dates in one way', () => {
  expect(formatDateTime(Date.UTC(2026, 10, 5, 4, 7), 'UTC')).toBe('5 Nov 2026, 04:07');
});

test('knows zones from other text', () => {
  expect(isTimeZone('Europe/Berlin')).toBe(true);
  expect(isTimeZone('Europe/Atlantis')).toBe(false);
  expect(isTimeZone('')).toBe(false);
});

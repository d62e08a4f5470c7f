/** Local time as `<input type="datetime-local">` has it: `2026-11-21T14:30`. */
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/;

/** Whether this is a time zone that this machine knows, such as `Europe/Berlin`. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone.length <= 64;
  } catch {
    return false; // RangeError is the documented answer for an unknown zone
  }
}

/**
 * The instant at which clocks in this zone show this local time, in milliseconds since 1970; null when it is not a
 * date. A time that a change to summer time skips becomes the one an hour later; one that comes twice, the first.
 */
export function zonedTimeToInstant(local: string, zone: string): number | null {
  const match = LOCAL.exec(local);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const check = new Date(asUtc);
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day || hour > 23 || minute > 59)
    return null;
  // The offset before and after a change of clocks: one of them is right, except in the skipped hour.
  const dayLength = 24 * 3600_000;
  const early = asUtc - offsetAt(asUtc - dayLength, zone);
  const late = asUtc - offsetAt(asUtc + dayLength, zone);
  const candidates = [early, late].filter((instant) => instant + offsetAt(instant, zone) === asUtc);
  return candidates.length > 0 ? Math.min(...candidates) : Math.max(early, late);
}

/** What clocks in this zone show at this instant, for `<input type="datetime-local">`. */
export function instantToZonedTime(instant: number, zone: string): string {
  return new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 16);
}

/** `21 Nov 2026, 14:30`. The same text in every browser and on the server. */
export function formatDateTime(instant: number, zone: string): string {
  return `${formatDate(instant, zone)}, ${formatTime(instant, zone)}`;
}

/** `21 Nov 2026` */
export function formatDate(instant: number, zone: string): string {
  const date = new Date(instant + offsetAt(instant, zone));
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `14:30` */
export function formatTime(instant: number, zone: string): string {
  return instantToZonedTime(instant, zone).slice(11);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Making one takes about a millisecond, and a list of interviews asks for hundreds. There are some 600 zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** How far clocks in this zone are ahead of UTC at this instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(instant);
  const get = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    get('year'),
    get('month') - 1,
    get('day'),
    get('hour'),
    get('minute'),
    get('second'),
  );
  return shown - Math.floor(instant / 1000) * 1000;
}

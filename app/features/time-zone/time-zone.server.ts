import { isTimeZone } from './zoned-time.ts';

/** The browser's time zone as its cookie says, or null on the first visit. */
export function getTimeZone(request: Request): string | null {
  const value = /(?:^|;\s*)time-zone=([^;]*)/.exec(request.headers.get('cookie') ?? '')?.[1];
  if (!value) return null;
  const zone = value.replaceAll('%2F', '/');
  return isTimeZone(zone) ? zone : null;
}

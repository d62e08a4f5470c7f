/** The moment of an address, `?t=754.2` in seconds since the start, as milliseconds; null when it says none. */
export function parseMoment(search: string): number | null {
  const text = new URLSearchParams(search).get('t');
  if (text === null || !/^\d{1,7}(\.\d{1,3})?$/.test(text)) return null;
  return Math.round(Number(text) * 1000);
}

/** The same address at another moment, to a tenth of a second; other parameters stay. */
export function linkMoment(href: string, atMs: number): string {
  const url = new URL(href);
  url.searchParams.set('t', String(Math.max(0, Math.floor(atMs / 100)) / 10));
  return url.href;
}

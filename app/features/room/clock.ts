/** `04:09`, and `1:02:03` from an hour on. Negative times count as nothing. */
export function formatElapsed(time: number): string {
  const seconds = Math.max(0, Math.floor(time / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/** `14:05`, in this browser's time zone. */
export function formatTimeOfDay(at: number): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** Time until the next whole second of a clock that started at `from`, so that a ticking display does not drift. */
export function untilNextSecond(now: number, from: number): number {
  return 1000 - ((((now - from) % 1000) + 1000) % 1000);
}

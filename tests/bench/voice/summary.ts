import { say, sayRow } from '../tape/say.ts';

/** The value below which so much of all lies; NaN where there is none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

/** A row of a table: name, count, p50, p95 and the largest, without digits after the point. */
export function saySummary(name: string, values: readonly number[]): void {
  const whole = (value: number) => value.toFixed(0);
  sayRow([
    name,
    values.length,
    whole(quantile(values, 0.5)),
    whole(quantile(values, 0.95)),
    whole(Math.max(...values)),
  ]);
}

/** A figure beside its aim, and by how much it misses it. */
export function sayVerdict(what: string, value: number, aim: number, unit: string, digits = 0): void {
  const verdict = value <= aim ? 'reached' : `missed by ${(value - aim).toFixed(digits)} ${unit}`;
  say(`${what}: ${value.toFixed(digits)} ${unit} (aim at most ${aim}: ${verdict})`);
}

/** By how much values grow from each to the next: the slope of the line that fits them best (least squares). */
export function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let above = 0;
  let below = 0;
  for (const [n, value] of values.entries()) {
    above += (n - middle) * (value - mean);
    below += (n - middle) ** 2;
  }
  return above / below;
}

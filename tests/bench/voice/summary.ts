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

import { randomUUID } from 'node:crypto';

/** Stands for what JSON has no word for; no program can guess it. */
const NAN = randomUUID();

/**
 * A value from JSON text in which numbers may also be NaN, Infinity and -Infinity, as programs write them. Throws
 * `SyntaxError`. Integers beyond 2^53 lose their last digits, as those of a suite of tests do.
 */
export function parseLooseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    let isFound = false;
    const strict = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (part) => {
      if (part.startsWith('"')) return part;
      isFound = true;
      // JSON has no word for infinity, but its numbers may be too large for us.
      return part.endsWith('NaN') ? `"${NAN}"` : part.replace('Infinity', '1e999');
    });
    if (!isFound) throw error;
    return JSON.parse(strict, (_key, value: unknown) => (value === NAN ? Number.NaN : value));
  }
}

/** JSON text of plain data on one line, with NaN and Infinity as harnesses read and write them. */
export function writeLooseJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part) ? `${NAN}${part}` : part,
  );
  return text.replaceAll(new RegExp(`"${NAN}(-?\\w+)"`, 'g'), '$1');
}

import { MAX_CASE_TEXT } from '#core/limits.ts';
import { MAX_DEPTH } from './limits.ts';

/** A value on one line up to here; longer ones have a line for each element, so that two can be compared by eye. */
const MAX_LINE = 100;
const INDENT = '  ';

/** JSON text of a value with sorted keys, NaN and Infinity as they are called, cut when it is too long to be read. */
export function showValue(value: unknown): string {
  return cutText(new Writer().write(value, 0));
}

/** The arguments of a call as they stand between its brackets. */
export function showArguments(input: readonly unknown[]): string {
  return cutText(input.map((value) => new Writer().write(value, 0)).join(', '));
}

/** A text of a result, cut with a word that says so. */
export function cutText(text: string): string {
  if (text.length <= MAX_CASE_TEXT) return text;
  // Not between the halves of one character.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(MAX_CASE_TEXT - 1)) ? MAX_CASE_TEXT - 1 : MAX_CASE_TEXT;
  return `${text.slice(0, end)}\n… cut here: ${text.length - end} more characters`;
}

/** Stops when there is more than anybody will be shown: a value may be much larger than its text. */
class Writer {
  #left = 4 * MAX_CASE_TEXT;

  write(value: unknown, depth: number): string {
    if (this.#left <= 0 || depth > MAX_DEPTH) return '…';
    if (typeof value !== 'object' || value === null) {
      const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'null');
      this.#left -= text.length + 2;
      return text;
    }
    if (Array.isArray(value)) return this.#writeParts('[', ']', value, depth, (item) => [item, '']);
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return this.#writeParts('{', '}', entries, depth, ([key, item]) => [item, `${JSON.stringify(key)}:`]);
  }

  #writeParts<T>(
    open: string,
    close: string,
    items: readonly T[],
    depth: number,
    split: (item: T) => [value: unknown, label: string],
  ): string {
    const parts: string[] = [];
    for (const item of items) {
      if (this.#left <= 0) {
        parts.push('…');
        break;
      }
      const [value, label] = split(item);
      this.#left -= label.length;
      parts.push(label + this.write(value, depth + 1));
    }
    const line = `${open}${parts.join(',')}${close}`;
    if (line.length <= MAX_LINE || parts.length === 0) return line;
    const inner = INDENT.repeat(depth + 1);
    return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${INDENT.repeat(depth)}${close}`;
  }
}

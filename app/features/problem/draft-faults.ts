import { MAX_CASE_MEMORY_BYTES, MIN_MEMORY_BYTES } from '#core/limits.ts';
import { type JsonPath, parseJsonText } from './json-text.ts';
import { readTests } from './read-tests.ts';
import { MEGABYTE, type SuiteDraft } from './suite-draft.ts';
import { writeDraft } from './write-tests.ts';

/** What is wrong in a form, by the place of its field: `function`, `comparison.tolerance`, `cases.0.input`. */
export type DraftFaults = ReadonlyMap<string, string>;

/** What the limits of a case want here: the text has other names and units for them. */
const LIMIT_WORDS = {
  timeMs: 'Give whole milliseconds from 100 to 60000, or nothing.',
  memoryMb: `Give megabytes from ${MIN_MEMORY_BYTES / MEGABYTE} to ${MAX_CASE_MEMORY_BYTES / MEGABYTE}, or nothing.`,
} as const;

/** Where a fault of the form as a whole stands. */
export const WHOLE = '';

/**
 * Checks what a form holds. Fields whose text is no value are told first, each by itself: as long as there are such,
 * the text as a whole cannot be read.
 */
export function findDraftFaults(draft: SuiteDraft): DraftFaults {
  const faults = new Map<string, string>();
  const check = (key: string, json: string, whenEmpty: string) => {
    if (json.trim() === '') faults.set(key, whenEmpty);
    const { fault } = parseJsonText(json);
    if (fault && !faults.has(key)) faults.set(key, fault.message);
  };
  for (const [index, one] of draft.cases.entries()) {
    const at = `cases.${index}`;
    if (draft.kind === 'function') {
      check(`${at}.input`, `[${one.input}]`, '');
      check(`${at}.expected`, one.expected, 'Give the value that the function returns, such as [0, 1].');
    }
    check(`${at}.weight`, one.weight || '1', '');
    for (const field of ['timeMs', 'memoryMb'] as const)
      if (!isNumber(one[field].trim() || '0')) faults.set(`${at}.${field}`, LIMIT_WORDS[field]);
  }
  check('comparison.tolerance', draft.comparison.tolerance || '0', '');
  if (faults.size > 0) return faults;
  for (const { path, message } of readTests(writeDraft(draft)).faults ?? []) {
    const key = fieldOf(path);
    const field = key.split('.').at(-1);
    const said = field === 'timeMs' || field === 'memoryMb' ? LIMIT_WORDS[field] : message;
    if (!faults.has(key)) faults.set(key, said);
  }
  return faults;
}

function isNumber(json: string): boolean {
  return typeof parseJsonText(json).value === 'number';
}

/** Fields of a case that have another name in the text. */
const CASE_FIELDS: Readonly<Record<string, string>> = { stdin: 'input', memoryBytes: 'memoryMb' };

/** The field of the form that a path of the tests leads into. */
function fieldOf(path: JsonPath): string {
  const [first, ...rest] = path.map(String);
  if (first === 'cases' && rest.length >= 2)
    return ['cases', rest[0], CASE_FIELDS[rest[1] ?? ''] ?? rest[1]].join('.');
  if (first === 'comparison' && rest[0] !== undefined && rest[0] !== 'type') return `comparison.${rest[0]}`;
  return first === 'function' || first === 'parameters' || first === 'returns' ? first : WHOLE;
}

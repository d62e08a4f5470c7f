import { type JsonPath, parseJsonText } from './json-text.ts';
import { readTests } from './read-tests.ts';
import type { SuiteDraft } from './suite-draft.ts';
import { writeDraft } from './write-tests.ts';

/** What is wrong in a form, by the place of its field: `function`, `comparison.tolerance`, `cases.0.input`. */
export type DraftFaults = ReadonlyMap<string, string>;

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
  }
  check('comparison.tolerance', draft.comparison.tolerance || '0', '');
  if (faults.size > 0) return faults;
  for (const { path, message } of readTests(writeDraft(draft)).faults ?? []) {
    const key = fieldOf(path);
    if (!faults.has(key)) faults.set(key, message);
  }
  return faults;
}

/** The field of the form that a path of the tests leads into. */
function fieldOf(path: JsonPath): string {
  const [first, ...rest] = path.map(String);
  if (first === 'cases' && rest.length >= 2)
    return ['cases', rest[0], rest[1] === 'stdin' ? 'input' : rest[1]].join('.');
  if (first === 'comparison' && rest[0] !== undefined && rest[0] !== 'type') return `comparison.${rest[0]}`;
  return first === 'function' || first === 'parameters' || first === 'returns' ? first : WHOLE;
}

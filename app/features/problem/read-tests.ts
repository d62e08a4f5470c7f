import { MAX_SUITE_BYTES, type TestSuite, testSuiteSchema } from '#core/test-suite.ts';
import { type JsonPath, parseJsonText } from './json-text.ts';
import { describeIssue } from './suite-issues.ts';

/** Tests as text, in characters: the spaces and line ends that make JSON readable come on top of its size. */
export const MAX_TESTS_TEXT = 3 * MAX_SUITE_BYTES;
/** Faults that are told at once. After these somebody corrects and looks again. */
const MAX_TOLD = 6;

/** Something that must be corrected in tests before they can be used. */
export interface TestsFault {
  /** Where in the tests; empty for the text as a whole. */
  path: JsonPath;
  /** Line of the text, from 1, or null where no line is to blame. */
  line: number | null;
  message: string;
}

export type ReadTests = { tests: TestSuite | null; faults: null } | { tests: null; faults: TestsFault[] };

/** Reads tests from the JSON text that people write. An empty text means that there are none. */
export function readTests(text: string): ReadTests {
  if (text.trim() === '') return { tests: null, faults: null };
  if (text.length > MAX_TESTS_TEXT)
    return refuse({
      path: [],
      line: null,
      message: 'The tests are larger than 1 MB together. Shorten the inputs.',
    });
  const parsed = parseJsonText(text);
  if (parsed.fault) return refuse({ path: [], line: parsed.fault.line, message: parsed.fault.message });
  const result = testSuiteSchema.safeParse(parsed.value);
  if (result.success) return { tests: result.data, faults: null };
  const faults = result.error.issues.map((issue) => ({
    path: issue.path,
    line: parsed.lineOf(issue.path),
    message: describeIssue(issue, valueAt(parsed.value, issue.path)),
  }));
  return { tests: null, faults };
}

/** A fault with its place in words, for people who see the text. */
export function describeFault({ line, path, message }: TestsFault): string {
  const where = [line === null ? '' : `line ${line}`, describePlace(path)].filter(Boolean).join(', ');
  if (!where) return message;
  return `${where[0]?.toUpperCase()}${where.slice(1)}: ${message}`;
}

/** The first few faults, each on a line of its own. */
export function describeFaults(faults: readonly TestsFault[]): string {
  const told = faults.slice(0, MAX_TOLD).map(describeFault);
  const rest = faults.length - told.length;
  return [...told, ...(rest > 0 ? [`And ${rest} more.`] : [])].join('\n');
}

/** Which case a path leads into, counted from 1 as people do, or nothing. */
function describePlace(path: JsonPath): string {
  const [list, index] = path;
  return list === 'cases' && typeof index === 'number' ? `case ${index + 1}` : '';
}

function refuse(fault: TestsFault): ReadTests {
  return { tests: null, faults: [fault] };
}

function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    value,
  );
}

import type { TestSuite } from '#core/test-suite.ts';

/** Tests as a form holds them: text as it was typed, also where it is no value yet. */
export interface SuiteDraft {
  kind: TestSuite['kind'];
  function: string;
  /** Types with commas between them; empty to have them inferred. */
  parameters: string;
  returns: string;
  comparison: ComparisonDraft;
  cases: CaseDraft[];
}

export interface ComparisonDraft {
  type: TestSuite['comparison']['type'];
  tolerance: string;
  anyOrder: boolean;
  /** Of a checker. */
  language: 'python' | 'javascript';
  source: string;
}

export interface CaseDraft {
  /** Tells rows apart while some are added and removed. Never stored. */
  id: number;
  name: string;
  /** A function's arguments as JSON with commas between them, or the text that a program reads. */
  input: string;
  /** A function's value as JSON, or the text that a program prints. */
  expected: string;
  hidden: boolean;
  weight: string;
  /** Limits of this case alone; empty for those of every program. */
  timeMs: string;
  /** In megabytes, as people count memory. */
  memoryMb: string;
}

/** A megabyte as the sandbox counts it. */
export const MEGABYTE = 1024 * 1024;

/** Comparisons that each kind of tests can have; the first is the usual one. */
export const COMPARISONS = {
  function: ['equal', 'checker'],
  stdio: ['lines', 'tokens', 'exact', 'checker'],
} as const satisfies Record<TestSuite['kind'], readonly ComparisonDraft['type'][]>;

const NO_COMPARISON: ComparisonDraft = {
  type: 'equal',
  tolerance: '0',
  anyOrder: false,
  language: 'python',
  source: '',
};

/** What the form begins with: one empty case. */
export function newDraft(): SuiteDraft {
  return {
    kind: 'function',
    function: '',
    parameters: '',
    returns: '',
    comparison: NO_COMPARISON,
    cases: [newCase([])],
  };
}

/** An empty case to stand beside these. */
export function newCase(others: readonly CaseDraft[]): CaseDraft {
  const id = 1 + Math.max(0, ...others.map((one) => one.id));
  return { id, name: '', input: '', expected: '', hidden: false, weight: '1', timeMs: '', memoryMb: '' };
}

/** The same tests of the other kind: what was typed stays, and compares in the usual way of that kind. */
export function withKind(draft: SuiteDraft, kind: TestSuite['kind']): SuiteDraft {
  const options: readonly ComparisonDraft['type'][] = COMPARISONS[kind];
  const type = options.includes(draft.comparison.type) ? draft.comparison.type : COMPARISONS[kind][0];
  return { ...draft, kind, comparison: { ...draft.comparison, type } };
}

/** Tests as the form shows them. */
export function draftOf(suite: TestSuite): SuiteDraft {
  const isFunction = suite.kind === 'function';
  const { comparison } = suite;
  return {
    kind: suite.kind,
    function: isFunction ? suite.function : '',
    parameters: isFunction ? (suite.parameters ?? []).join(', ') : '',
    returns: isFunction ? (suite.returns ?? '') : '',
    comparison: {
      ...NO_COMPARISON,
      ...comparison,
      tolerance: String('tolerance' in comparison ? comparison.tolerance : 0),
    },
    cases: suite.cases.map((one, index) => ({
      id: index + 1,
      name: one.name ?? '',
      input: 'stdin' in one ? one.stdin : one.input.map(formatValue).join(', '),
      expected: 'stdin' in one ? one.expected : formatValue(one.expected),
      hidden: one.hidden,
      weight: String(one.weight),
      timeMs: one.timeMs === undefined ? '' : String(one.timeMs),
      memoryMb: one.memoryBytes === undefined ? '' : String(one.memoryBytes / MEGABYTE),
    })),
  };
}

/** A value as JSON on one line, with a space after each comma. */
export function formatValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${formatValue(one)}`);
  return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}';
}

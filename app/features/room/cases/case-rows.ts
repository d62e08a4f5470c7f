import type { CaseView, ProblemView } from '#core/problem.ts';
import type { Run } from '#core/room-protocol.ts';
import type { CaseResult, TestSummary } from '#core/test-protocol.ts';
import { lookOf, type OutcomeLook } from '../output/outcome.ts';

/** One case as it stands: what is known of it, and what came of it. */
export interface CaseRow {
  index: number;
  name: string;
  isHidden: boolean;
  /** From the problem; null where it is hidden from this person or not known any more. */
  shown: CaseView['shown'];
  /** `waiting`: comes later in these tests. `idle`: no tests ran, or they ended before it. */
  state: 'idle' | 'waiting' | 'running' | 'done';
  result: CaseResult | null;
}

/** Every case in order, as the problem lists them and the tests have come so far. */
export function listCases(problem: ProblemView | null, run: Run | null): CaseRow[] {
  const cases = problem?.tests?.cases ?? [];
  const tests = run?.tests;
  if (!run || !tests) {
    return cases.map(({ index, name, isHidden, shown }) => ({
      index,
      name,
      isHidden,
      shown,
      state: 'idle',
      result: null,
    }));
  }
  // Tests of a problem that had another number of cases are told by their results alone.
  const known = cases.length === tests.total ? cases : [];
  const results = new Map(tests.results.map((result) => [result.index, result]));
  const isGoing = !run.outcome && run.queuePosition === null;
  let hasRunning = false;
  return Array.from({ length: tests.total }, (_, index) => {
    const result = results.get(index) ?? null;
    const isNext = !result && isGoing && !hasRunning;
    if (isNext) hasRunning = true;
    return {
      index,
      name: result?.name ?? known[index]?.name ?? `Case ${index + 1}`,
      isHidden: result?.isHidden ?? known[index]?.isHidden ?? false,
      shown: known[index]?.shown ?? null,
      state: result ? 'done' : isNext ? 'running' : run.outcome ? 'idle' : 'waiting',
      result,
    };
  });
}

/** How a case reads: a word, and the tone that colour and icon repeat. */
export function lookOfCase({ state, result }: CaseRow): Pick<OutcomeLook, 'word' | 'tone'> {
  if (!result) {
    const words = { idle: 'Not run', waiting: 'Waiting', running: 'Running', done: '' };
    return { word: words[state], tone: 'neutral' };
  }
  return lookOfVerdict(result.verdict);
}

/** The same for a verdict by itself. */
export function lookOfVerdict(verdict: CaseResult['verdict']): Pick<OutcomeLook, 'word' | 'tone'> {
  if (verdict === 'accepted') return { word: 'Passed', tone: 'good' };
  if (verdict === 'runtime_error') return { word: 'Error', tone: 'bad' };
  const { word, tone } = lookOf({
    type: 'ended',
    verdict,
    exitCode: null,
    signal: null,
    timeMs: 0,
    cpuMs: null,
    memoryBytes: null,
    outputTruncated: false,
  });
  return { word, tone };
}

/** The case to look at first: one that failed, else one that runs, else the first. */
export function firstToLookAt(rows: readonly CaseRow[]): number {
  const found =
    rows.find(({ result }) => result && result.verdict !== 'accepted') ??
    rows.find(({ state }) => state === 'running');
  return found?.index ?? rows[0]?.index ?? 0;
}

/** What came of all of them so far, in words: `3 of 5 passed`, and the score where cases weigh differently. */
export function summaryWords(run: Run): { word: string; tone: OutcomeLook['tone']; score: string | null } {
  const { results, total, summary } = run.tests ?? { results: [], total: 0, summary: null };
  const passed = summary?.passed ?? results.filter(({ verdict }) => verdict === 'accepted').length;
  const weights = new Set(results.map(({ weight }) => weight));
  const score = summary && weights.size > 1 ? `score ${formatScore(summary)}` : null;
  if (run.outcome?.type === 'failed') return { word: 'Could not run', tone: 'warn', score: null };
  if (run.outcome?.type === 'ended' && run.outcome.verdict === 'compile_error')
    return { word: 'Did not compile', tone: 'bad', score: null };
  const words = `${passed} of ${total} passed`;
  if (run.outcome?.type === 'ended' && run.outcome.verdict === 'killed')
    return { word: `Stopped, ${words}`, tone: 'neutral', score };
  return { word: words, tone: passed === total ? 'good' : 'bad', score };
}

function formatScore({ score }: TestSummary): string {
  return `${Math.round(score * 100)} %`;
}

/** The place to go to by this key in a list, or null where the key means nothing. */
export function decideListKey(key: string, at: number, count: number): number | null {
  const last = count - 1;
  if (key === 'ArrowDown') return Math.min(last, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? last : null;
}

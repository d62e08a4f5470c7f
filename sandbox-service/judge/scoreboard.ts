import type { CaseResult, TestSummary } from '#core/test-protocol.ts';
import { nameOfCase, type TestSuite } from '#core/test-suite.ts';
import { cutText, showArguments, showValue } from './show.ts';

/** What came of one case, before it is put into words for others. */
export interface CaseOutcome {
  verdict: CaseResult['verdict'];
  timeMs: number;
  memoryBytes: number | null;
  /** Null when there is none. */
  actual: string | null;
  stdout: string;
  message: string;
}

/** Collects the results of a suite, passes each on as it comes, and sums them up. */
export class Scoreboard {
  readonly #suite: TestSuite;
  readonly #onResult: (result: CaseResult) => void;
  readonly #results: CaseResult[] = [];
  #cpuMs: number | null = 0;

  constructor(suite: TestSuite, onResult: (result: CaseResult) => void) {
    this.#suite = suite;
    this.#onResult = onResult;
  }

  add(index: number, outcome: CaseOutcome): void {
    const one = this.#suite.cases[index];
    if (!one) return;
    const { verdict, timeMs, memoryBytes, actual, stdout, message } = outcome;
    const shown =
      'stdin' in one
        ? { input: cutText(one.stdin), expected: cutText(one.expected) }
        : { input: showArguments(one.input), expected: showValue(one.expected) };
    const result: CaseResult = {
      index,
      name: nameOfCase(one, index),
      isHidden: one.hidden,
      weight: one.weight,
      verdict,
      timeMs,
      memoryBytes,
      detail: { ...shown, actual, stdout, message: cutText(message) },
    };
    this.#results.push(result);
    this.#onResult(result);
  }

  /** Adds what a process took; null, where the machine cannot tell, makes the sum unknown. */
  addCpu(cpuMs: number | null): void {
    this.#cpuMs = this.#cpuMs === null || cpuMs === null ? null : this.#cpuMs + cpuMs;
  }

  /** The sum so far. `verdict` is of the whole suite, where it did not come to its cases' own. */
  summarise(verdict: 'compile_error' | 'killed' | null): TestSummary {
    const results = this.#results.toSorted((a, b) => a.index - b.index);
    const passed = results.filter((result) => result.verdict === 'accepted');
    const { cases } = this.#suite;
    const memories = results.flatMap(({ memoryBytes }) => (memoryBytes === null ? [] : [memoryBytes]));
    return {
      verdict: verdict ?? results.find((result) => result.verdict !== 'accepted')?.verdict ?? 'accepted',
      passed: passed.length,
      total: cases.length,
      score: computeScore(
        passed.map(({ weight }) => weight),
        cases.map(({ weight }) => weight),
      ),
      timeMs: results.reduce((sum, { timeMs }) => sum + (timeMs ?? 0), 0),
      cpuMs: this.#cpuMs,
      memoryBytes: memories.length > 0 ? Math.max(...memories) : null,
    };
  }
}

/** Share of the weight that passed. A suite whose cases all weigh nothing counts them instead. */
function computeScore(passed: readonly number[], all: readonly number[]): number {
  const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0);
  const whole = sum(all);
  const share = whole > 0 ? sum(passed) / whole : passed.length / all.length;
  // Fractions of weights do not add up exactly.
  return Math.min(1, share);
}

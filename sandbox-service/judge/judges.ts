import type { TextComparison, ValueComparison } from '#core/test-suite.ts';
import { isExpectedLines, isExpectedTokens } from './compare-text.ts';
import { isExpectedValue } from './compare-values.ts';

/** Whether an answer is right. `internal` when it could not be judged, which is not the candidate's fault. */
export interface Judgement {
  verdict: 'accepted' | 'wrong_answer' | 'internal';
  message: string;
}

export interface Answer {
  /** The arguments of the call, or the program's stdin. */
  input: unknown;
  expected: unknown;
  actual: unknown;
}

/** Decides about answers, one after the other. */
export type JudgeAnswer = (answer: Answer) => Promise<Judgement>;

/** The comparisons that need no program of an interviewer. */
export function createJudge(
  comparison: Exclude<ValueComparison | TextComparison, { type: 'checker' }>,
): JudgeAnswer {
  return async ({ expected, actual }) => {
    const isRight = isExpected(comparison, expected, actual);
    return { verdict: isRight ? 'accepted' : 'wrong_answer', message: '' };
  };
}

function isExpected(
  comparison: Exclude<ValueComparison | TextComparison, { type: 'checker' }>,
  expected: unknown,
  actual: unknown,
): boolean {
  switch (comparison.type) {
    case 'equal':
      return isExpectedValue(expected, actual, comparison);
    case 'exact':
      return expected === actual;
    case 'lines':
      return isExpectedLines(String(expected), String(actual));
    case 'tokens':
      return isExpectedTokens(String(expected), String(actual), comparison.tolerance);
  }
}

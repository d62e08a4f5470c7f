import { LANGUAGE_IDS, type LanguageId } from './languages.ts';
import { listGaps, type Question, type QuestionFile } from './question.ts';
import type { CaseResult, TestEvent, TestSummary } from './test-protocol.ts';
import type { TestSuite } from './test-suite.ts';

/** What is run to verify a question. */
export interface CheckedRun {
  language: LanguageId;
  entry: string;
  files: QuestionFile[];
  suite: TestSuite;
}

/** Runs tests in a sandbox; the last event is `done` or `error`. */
export type RunTests = (run: CheckedRun) => AsyncIterable<TestEvent>;

/** What verifying found out about one language. */
export interface LanguageVerdict {
  language: LanguageId;
  /** Null when the sandbox could not run it; `problem` then says why. */
  solution: TestSummary | null;
  starter: TestSummary | null;
  /** Why the question cannot be published with this language; null when it can. */
  problem: string | null;
}

export interface QuestionVerdict {
  isVerified: boolean;
  /** What is missing before anything can be run. */
  gaps: string[];
  languages: LanguageVerdict[];
}

/**
 * Verifies a question by running it: in each language the reference solution passes every test, and the starter does
 * not. Languages are run one after the other; `onLanguage` hears of each.
 */
export async function checkQuestion(
  question: Question,
  run: RunTests,
  onLanguage: (verdict: LanguageVerdict) => void = () => undefined,
): Promise<QuestionVerdict> {
  const gaps = listGaps(question);
  const languages: LanguageVerdict[] = [];
  const { tests: suite } = question;
  if (gaps.length === 0 && suite) {
    for (const language of LANGUAGE_IDS) {
      const [solution, starter] = [question.solutions[language], question.starters[language]];
      if (!solution || !starter) continue;
      const verdict = await checkLanguage({ language, solution, starter, suite }, run);
      languages.push(verdict);
      onLanguage(verdict);
    }
  }
  const isVerified = gaps.length === 0 && languages.every(({ problem }) => problem === null);
  return { isVerified, gaps, languages };
}

async function checkLanguage(
  {
    language,
    solution,
    starter,
    suite,
  }: { language: LanguageId; solution: QuestionFile[]; starter: QuestionFile[]; suite: TestSuite },
  run: RunTests,
): Promise<LanguageVerdict> {
  const verdict = (files: QuestionFile[]) =>
    collect(run({ language, entry: files[0]?.path ?? '', files, suite }));
  const solved = await verdict(solution);
  if (typeof solved === 'string') return { language, solution: null, starter: null, problem: solved };
  const failing = solved.results.find((result) => result.verdict !== 'accepted');
  if (solved.summary.passed < solved.summary.total) {
    const where = failing ? `“${failing.name}” ends with ${failing.verdict}` : solved.summary.verdict;
    const problem = `The reference solution passes ${solved.summary.passed} of ${solved.summary.total} tests: ${where}.`;
    return { language, solution: solved.summary, starter: null, problem };
  }
  const begun = await verdict(starter);
  if (typeof begun === 'string') return { language, solution: solved.summary, starter: null, problem: begun };
  const problem =
    begun.summary.passed === begun.summary.total ? 'The starter passes every test already.' : null;
  return { language, solution: solved.summary, starter: begun.summary, problem };
}

async function collect(
  events: AsyncIterable<TestEvent>,
): Promise<{ summary: TestSummary; results: CaseResult[] } | string> {
  const results: CaseResult[] = [];
  for await (const event of events) {
    if (event.type === 'test_result') results.push(event.result);
    else if (event.type === 'error') return event.message;
    else if (event.type === 'done') return { summary: event.summary, results };
  }
  return 'The sandbox ended without a result.';
}

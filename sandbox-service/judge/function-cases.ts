import type { FunctionSuite } from '#core/test-suite.ts';
import type { JudgeAnswer } from './judges.ts';
import { SUITE_TIME } from './limits.ts';
import type { CaseOutcome, Scoreboard } from './scoreboard.ts';
import type { Failure, Session } from './session.ts';
import { showValue } from './show.ts';

export interface FunctionCasesOptions {
  suite: FunctionSuite;
  /** Wall clock of a case that has none of its own. */
  timeMs: number;
  /** `fresh`: a process for each case. */
  isolation: 'shared' | 'fresh';
  /** For each case the line that asks for it. */
  lines: readonly string[];
  open: () => Promise<Session>;
  judge: JudgeAnswer;
  scoreboard: Scoreboard;
  /** What a program that does not load says about it, once. */
  onLoadError: (text: string) => void;
  signal: AbortSignal;
}

/**
 * Calls the candidate's function with each case, one at a time. What breaks its process ends that case, and the next
 * goes on in a fresh one. Returns early when somebody stops it. Rejects with what `open` throws.
 */
export async function runFunctionCases(options: FunctionCasesOptions): Promise<void> {
  const { suite, scoreboard, onLoadError, signal } = options;
  const sessions = new Sessions(options);
  const deadline = performance.now() + SUITE_TIME;
  try {
    for (const index of suite.cases.keys()) {
      if (signal.aborted) return;
      if (performance.now() > deadline) {
        scoreboard.add(
          index,
          notRun('time_limit', 'The tests together took too long, so this one was not run.'),
        );
        continue;
      }
      const session = await sessions.get(index);
      if ('verdict' in session) {
        if (session.verdict === 'killed') return;
        onLoadError(`The program did not load.\n${session.message}\n`);
        for (const left of suite.cases.slice(index).keys())
          scoreboard.add(index + left, notRun(session.verdict, 'The program did not load.'));
        return;
      }
      const outcome = await runCase(options, session, index);
      if (outcome.verdict === 'killed' || signal.aborted) return;
      scoreboard.add(index, outcome);
    }
  } finally {
    await sessions.close();
  }
}

async function runCase(
  { suite, timeMs, lines, judge }: FunctionCasesOptions,
  session: Session,
  index: number,
): Promise<CaseOutcome> {
  const one = suite.cases[index];
  const line = lines[index];
  if (!one || line === undefined) throw new Error('There is no such case.');
  const reply = await session.ask({ index, line, timeMs: one.timeMs ?? timeMs });
  const { outcome, memoryBytes, printed } = reply;
  const measured = { timeMs: reply.timeMs, memoryBytes, stdout: printed };
  if (outcome.type === 'failed')
    return { ...measured, verdict: outcome.verdict, actual: null, message: outcome.message };
  const { verdict, message } = await judge({
    input: one.input,
    expected: one.expected,
    actual: outcome.value,
  });
  return { ...measured, verdict, message, actual: showValue(outcome.value) };
}

function notRun(verdict: CaseOutcome['verdict'], message: string): CaseOutcome {
  return { verdict, timeMs: 0, memoryBytes: null, actual: null, stdout: '', message };
}

/**
 * The processes of a suite. A visible case never runs where a hidden one ran before: the program could have kept the
 * hidden input, and prints of visible cases are for candidates to read.
 */
class Sessions {
  readonly #options: FunctionCasesOptions;
  readonly #lastVisible: number;
  #visible: Session | null = null;
  #hidden: Session | null = null;
  readonly #closing: Promise<void>[] = [];

  constructor(options: FunctionCasesOptions) {
    this.#options = options;
    this.#lastVisible = options.suite.cases.findLastIndex((one) => !one.hidden);
  }

  /** The process for this case, loaded; a failure when the program does not load. */
  async get(index: number): Promise<Session | Failure> {
    const isHidden = this.#options.suite.cases[index]?.hidden ?? false;
    if (this.#options.isolation === 'fresh') this.#drop('both');
    this.#dropDead();
    if (isHidden && !this.#hidden && index > this.#lastVisible) {
      // Nobody needs the visible one any more.
      this.#hidden = this.#visible;
      this.#visible = null;
    }
    const known = isHidden ? this.#hidden : this.#visible;
    if (known) return known;
    const session = await this.#options.open();
    if (isHidden) this.#hidden = session;
    else this.#visible = session;
    return (await session.load()) ?? session;
  }

  async close(): Promise<void> {
    this.#drop('both');
    await Promise.all(this.#closing);
  }

  #dropDead(): void {
    if (this.#visible && !this.#visible.isAlive) this.#drop('visible');
    if (this.#hidden && !this.#hidden.isAlive) this.#drop('hidden');
  }

  /** Ends them in the background: the next process starts meanwhile. */
  #drop(which: 'visible' | 'hidden' | 'both'): void {
    if (which !== 'hidden') this.#visible = this.#end(this.#visible);
    if (which !== 'visible') this.#hidden = this.#end(this.#hidden);
  }

  #end(session: Session | null): null {
    if (session) this.#closing.push(this.#close(session));
    return null;
  }

  async #close(session: Session): Promise<void> {
    this.#options.scoreboard.addCpu(await session.close());
  }
}

import type { FunctionSuite } from '#core/test-suite.ts';
import type { JudgeAnswer } from './judges.ts';
import { SUITE_TIME } from './limits.ts';
import type { CaseOutcome, Scoreboard } from './scoreboard.ts';
import type { Failure, Session } from './session.ts';
import { showValue } from './show.ts';

export interface FunctionCasesOptions {
  suite: FunctionSuite;
  /** Of a case that has none of its own. */
  limits: { timeMs: number; memoryBytes: number };
  /** `fresh`: a process for each case. */
  isolation: 'shared' | 'fresh';
  /** For each case the line that asks for it. */
  lines: readonly string[];
  /** Starts a process that may use so much memory. */
  open: (memoryBytes: number) => Promise<Session>;
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
  const { suite, limits, scoreboard, onLoadError, signal } = options;
  const sessions = new Sessions(options);
  let unloaded: { memoryBytes: number; failure: Failure } | null = null;
  const deadline = performance.now() + SUITE_TIME;
  try {
    for (const [index, one] of suite.cases.entries()) {
      if (signal.aborted) return;
      if (performance.now() > deadline) {
        scoreboard.add(
          index,
          notRun('time_limit', 'The tests together took too long, so this one was not run.'),
        );
        continue;
      }
      const memoryBytes = one.memoryBytes ?? limits.memoryBytes;
      // What did not load is not tried again with no more memory than it had.
      if (unloaded && memoryBytes <= unloaded.memoryBytes) {
        scoreboard.add(index, notLoaded(unloaded.failure));
        continue;
      }
      const session = await sessions.get(index, memoryBytes);
      if ('verdict' in session) {
        if (session.verdict === 'killed') return;
        if (session.message !== unloaded?.failure.message)
          onLoadError(`The program did not load.\n${session.message}\n`);
        unloaded = { memoryBytes, failure: session };
        scoreboard.add(index, notLoaded(session));
        continue;
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
  { suite, limits, lines, judge }: FunctionCasesOptions,
  session: Session,
  index: number,
): Promise<CaseOutcome> {
  const one = suite.cases[index];
  const line = lines[index];
  if (!one || line === undefined) throw new Error('There is no such case.');
  const reply = await session.ask({ index, line, timeMs: one.timeMs ?? limits.timeMs });
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

function notLoaded({ verdict }: Failure): CaseOutcome {
  const how = verdict === 'memory_limit' ? ' within the memory of this case' : '';
  return notRun(verdict, `The program did not load${how}.`);
}

function notRun(verdict: CaseOutcome['verdict'], message: string): CaseOutcome {
  return { verdict, timeMs: 0, memoryBytes: null, actual: null, stdout: '', message };
}

/** A process, and the memory it was started with. */
interface Place {
  session: Session;
  memoryBytes: number;
}

/**
 * The processes of a suite. A visible case never runs where a hidden one ran before: the program could have kept the
 * hidden input, and prints of visible cases are for candidates to read. A case never runs in a process with another
 * memory limit than its own: runtimes are told theirs when they start.
 */
class Sessions {
  readonly #options: FunctionCasesOptions;
  readonly #lastVisible: number;
  #visible: Place | null = null;
  #hidden: Place | null = null;
  readonly #closing: Promise<void>[] = [];

  constructor(options: FunctionCasesOptions) {
    this.#options = options;
    this.#lastVisible = options.suite.cases.findLastIndex((one) => !one.hidden);
  }

  /** The process for this case, loaded; a failure when the program does not load. */
  async get(index: number, memoryBytes: number): Promise<Session | Failure> {
    const isHidden = this.#options.suite.cases[index]?.hidden ?? false;
    if (this.#options.isolation === 'fresh') this.#drop('both');
    this.#dropDead();
    if (isHidden && !this.#hidden && index > this.#lastVisible) {
      // Nobody needs the visible one any more.
      this.#hidden = this.#visible;
      this.#visible = null;
    }
    const known = isHidden ? this.#hidden : this.#visible;
    if (known?.memoryBytes === memoryBytes) return known.session;
    this.#drop(isHidden ? 'hidden' : 'visible');
    const session = await this.#options.open(memoryBytes);
    if (isHidden) this.#hidden = { session, memoryBytes };
    else this.#visible = { session, memoryBytes };
    return (await session.load()) ?? session;
  }

  async close(): Promise<void> {
    this.#drop('both');
    await Promise.all(this.#closing);
  }

  #dropDead(): void {
    if (this.#visible && !this.#visible.session.isAlive) this.#drop('visible');
    if (this.#hidden && !this.#hidden.session.isAlive) this.#drop('hidden');
  }

  /** Ends them in the background: the next process starts meanwhile. */
  #drop(which: 'visible' | 'hidden' | 'both'): void {
    if (which !== 'hidden') this.#visible = this.#end(this.#visible);
    if (which !== 'visible') this.#hidden = this.#end(this.#hidden);
  }

  #end(place: Place | null): null {
    if (place) this.#closing.push(this.#close(place.session));
    return null;
  }

  async #close(session: Session): Promise<void> {
    this.#options.scoreboard.addCpu(await session.close());
  }
}

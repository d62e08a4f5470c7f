import type { RoomRole } from '#core/roles.ts';
import type { Person, Run, RunOutcome } from '#core/room-protocol.ts';
import { type CaseResult, type TestSummary, viewCaseResult } from '#core/test-protocol.ts';
import { KEPT_CASE_BYTES, KEPT_CASE_TEXT, MAX_KEPT_RUN_BYTES } from './room-limits.ts';
import type { RunOrder } from './run-desk.ts';
import { encodeStored } from './stored.ts';

/** Words of the service about a failure, in characters. */
const MAX_MESSAGE_LENGTH = 2000;

/**
 * What the room knows of a run: everything that those who come later need, within what one stored value takes.
 * Output beyond that is not kept, and the texts of later cases are cut; those who are here have seen them, and the
 * journal has it all.
 */
export class RunRecord {
  readonly run: Run;
  #keptBytes = 0;
  #isNews = true;

  constructor(run: Run) {
    this.run = run;
  }

  /** A run that begins now. `cases` is null for a program. */
  static begin(
    { by, entry, language, position, isInteractive }: RunOrder,
    cases: number | null,
    now: number,
  ) {
    return new RunRecord({
      runId: crypto.randomUUID(),
      byParticipantId: by.participantId,
      byName: by.name,
      entry,
      language,
      position,
      startedAt: now,
      queuePosition: null,
      output: [],
      isInteractive,
      tests: cases === null ? null : { total: cases, results: [], summary: null },
      outcome: null,
    });
  }

  get isRunning(): boolean {
    return this.run.outcome === null;
  }

  queued(position: number | null): void {
    this.run.queuePosition = position;
  }

  /** Keeps what was printed, or what somebody typed. */
  keepOutput(stream: Run['output'][number]['stream'], text: string, typist?: Person): void {
    const piece = typist ? { stream, text, byName: typist.name } : { stream, text };
    if (!this.#take(encodeStored(piece).length)) return;
    const last = this.run.output.at(-1);
    if (last?.stream === stream && last.byName === piece.byName) last.text += text;
    else this.run.output.push(piece);
  }

  /** Keeps a case's result. False when it is one more than there are cases. */
  keepResult(result: CaseResult): boolean {
    const { tests } = this.run;
    if (!tests || tests.results.length >= tests.total) return false;
    const versions = [result, shorten(result), { ...result, detail: null }];
    tests.results.push(
      versions.find((one) => this.#take(encodeStored(one).length, -1)) ?? (versions[2] as CaseResult),
    );
    this.#isNews = true;
    return true;
  }

  end(outcome: RunOutcome, summary: TestSummary | null): void {
    const { run } = this;
    run.queuePosition = null;
    run.outcome =
      outcome.type === 'failed'
        ? { ...outcome, message: outcome.message.slice(0, MAX_MESSAGE_LENGTH) }
        : outcome;
    if (run.tests) run.tests.summary = summary;
    this.#isNews = true;
  }

  /** The run as it is to be stored, or null when that has not changed since it was last asked for. */
  takeNews(): Uint8Array | null {
    if (!this.#isNews) return null;
    this.#isNews = false;
    return encodeStored(this.run);
  }

  /** Takes these bytes of what may be kept, unless that would leave too few for the cases still to come. */
  #take(bytes: number, coming = 0): boolean {
    const { tests } = this.run;
    const missing = tests ? tests.total - tests.results.length + coming : 0;
    if (this.#keptBytes + bytes + missing * KEPT_CASE_BYTES > MAX_KEPT_RUN_BYTES) return false;
    this.#keptBytes += bytes;
    this.#isNews = true;
    return true;
  }
}

/** The run as this role may see it: hidden cases without what is hidden. */
export function viewRun(run: Run, role: RoomRole): Run {
  if (!run.tests) return run;
  const results = run.tests.results.map((result) => viewCaseResult(result, role));
  return { ...run, tests: { ...run.tests, results } };
}

function shorten(result: CaseResult): CaseResult {
  const cut = (text: string) => (text.length > KEPT_CASE_TEXT ? `${text.slice(0, KEPT_CASE_TEXT)}…` : text);
  const { detail } = result;
  if (!detail) return result;
  const { input, expected, actual, stdout, message } = detail;
  return {
    ...result,
    detail: {
      input: cut(input),
      expected: cut(expected),
      actual: actual === null ? null : cut(actual),
      stdout: cut(stdout),
      message: cut(message),
    },
  };
}

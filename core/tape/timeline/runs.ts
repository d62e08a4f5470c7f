import type { Run, RunOutcome } from '#core/room-protocol.ts';
import type { CaseResult, TestSummary } from '#core/test-protocol.ts';
import type { FRAME_KINDS } from '../frames.ts';
import type { Moment } from './moment.ts';
import type { PayloadOf } from './payloads.ts';
import { PositionLog } from './position-log.ts';

type Started = PayloadOf<typeof FRAME_KINDS.runStarted> & { total?: number };
type Output = PayloadOf<typeof FRAME_KINDS.runOutput>;
type Input = PayloadOf<typeof FRAME_KINDS.runInput>;
type Piece = Run['output'][number];

/** How a run ended. `author` is who stopped it, or the system. */
export interface RunEnd extends Moment {
  outcome: RunOutcome;
  /** Of tests that came to their end. */
  summary: TestSummary | null;
}

/** A run of a program or of the tests, from its start to its end. */
export interface RecordedRun {
  readonly started: Readonly<Moment>;
  readonly runId: string;
  readonly byName: string;
  readonly entry: string;
  readonly language: Run['language'];
  /** Number of frames before it: the files at this position are what ran. */
  readonly filesPosition: number;
  /** Number of cases of tests; null for a program. */
  readonly total: number | null;
  /** Null while it goes on, or when the tape ends before it. */
  readonly end: RunEnd | null;
}

/** The runs that the room shows at one moment, with all that is hidden of tests: whoever shows them to others strips that. */
export interface RunsAt {
  /** The run that goes on, or the last one, programs and tests alike. */
  run: Run | null;
  /** The last run of a program. */
  programRun: Run | null;
  /** The last run of the tests. */
  testRun: Run | null;
}

/** All runs, folded as the room's page folds them: what belongs to an earlier run than the last changes nothing. */
export class Runs {
  readonly #all = new PositionLog<RunRecord>();
  readonly #programs = new PositionLog<RunRecord>();
  readonly #tests = new PositionLog<RunRecord>();

  get list(): readonly RecordedRun[] {
    return this.#all.values.map(({ run }) => run);
  }

  start(moment: Moment, started: Started): RecordedRun {
    const { runId, byName, entry, language, position, total = null } = started;
    const run = {
      started: moment,
      runId,
      byName,
      entry,
      language,
      filesPosition: position,
      total,
      end: null,
    };
    const record = {
      run,
      isInteractive: false,
      pieces: new PositionLog<Piece>(),
      results: new PositionLog<CaseResult>(),
    };
    this.#all.push(moment.position, record);
    (total === null ? this.#programs : this.#tests).push(moment.position, record);
    return run;
  }

  output({ position }: Moment, { runId, stream, text }: Output): void {
    this.#running(runId)?.pieces.push(position, { stream, text });
  }

  /** `byName` is what the author is called. */
  input({ position }: Moment, { runId, text, isEnd }: Input, byName: string): void {
    const record = this.#running(runId);
    if (!record) return;
    if (!isEnd) record.isInteractive = true;
    if (text !== '') record.pieces.push(position, { stream: 'stdin', text, byName });
  }

  result({ position }: Moment, runId: string, result: CaseResult): void {
    this.#running(runId)?.results.push(position, result);
  }

  end(moment: Moment, runId: string, outcome: RunOutcome, summary: TestSummary | null): void {
    const record = this.#running(runId);
    if (record) record.run.end ??= { ...moment, outcome, summary };
  }

  at(position: number): RunsAt {
    const view = (record: RunRecord | null) => record && viewAt(record, position);
    const programRun = view(this.#programs.lastAt(position));
    const testRun = view(this.#tests.lastAt(position));
    const last = this.#all.lastAt(position);
    return { run: last && (last.run.total === null ? programRun : testRun), programRun, testRun };
  }

  #running(runId: string): RunRecord | null {
    const { last } = this.#all;
    return last?.run.runId === runId ? last : null;
  }
}

interface RunRecord {
  run: RecordedRun & { end: RunEnd | null };
  /** Whether somebody typed into it without ending its input. The start of a run does not tell. */
  isInteractive: boolean;
  pieces: PositionLog<Piece>;
  results: PositionLog<CaseResult>;
}

function viewAt(record: RunRecord, position: number): Run {
  const { runId, byName, entry, language, filesPosition, started, total } = record.run;
  const end = record.run.end && record.run.end.position <= position ? record.run.end : null;
  return {
    runId,
    byParticipantId: started.author,
    byName,
    entry,
    language,
    position: filesPosition,
    startedAt: started.at,
    queuePosition: null,
    output: joinPieces(record.pieces, position),
    isInteractive: record.isInteractive,
    tests:
      total === null
        ? null
        : { total, results: latestResults(record.results, position), summary: end?.summary ?? null },
    outcome: end?.outcome ?? null,
  };
}

/** Pieces of one stream (and, of what was typed, one person) that follow each other are one. */
function joinPieces(pieces: PositionLog<Piece>, position: number): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces.values.slice(0, pieces.countAt(position))) {
    const last = joined.at(-1);
    if (last?.stream === piece.stream && last.byName === piece.byName) last.text += piece.text;
    else joined.push({ ...piece });
  }
  return joined;
}

/** In the order in which they came; a case that came again counts as it came last. */
function latestResults(results: PositionLog<CaseResult>, position: number): CaseResult[] {
  const latest = new Map<number, CaseResult>();
  for (const result of results.values.slice(0, results.countAt(position))) {
    latest.delete(result.index);
    latest.set(result.index, result);
  }
  return [...latest.values()];
}

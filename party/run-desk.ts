import type { ErrorCode } from '#core/error-codes.ts';
import type { LanguageId } from '#core/languages.ts';
import { RUN_LIMITS } from '#core/limits.ts';
import type { Person, Run, RunOutcome, ServerMessage } from '#core/room-protocol.ts';
import type { RunEvent } from '#core/sandbox-protocol.ts';
import { FRAME_KINDS, type FrameKind } from '#core/tape/frames.ts';
import type { SetTimer } from './journal.ts';
import { MAX_KEPT_OUTPUT_BYTES, RUN_DEADLINE } from './room-limits.ts';
import { failed, type RunInSandbox } from './sandbox-client.ts';
import { encodeStored } from './stored.ts';

export interface RunDeskDependencies {
  runInSandbox: RunInSandbox;
  clock: () => number;
  setTimer: SetTimer;
  tellAll: (message: ServerMessage) => void;
  /** Writes a frame; the author is who started or stopped, or the system. */
  record: (kind: FrameKind, author: string | null, payload: unknown) => void;
  /** Keeps the run for those who come later. */
  store: (run: Run) => void;
}

/** What is to run: the room's own files at this position of the journal. */
export interface RunOrder {
  by: Person;
  interviewId: string;
  entry: string;
  language: LanguageId;
  files: { path: string; text: string }[];
  position: number;
}

/** Runs code for the room, one program at a time, and tells everybody what comes of it. */
export class RunDesk {
  readonly #given: RunDeskDependencies;
  #run: Run | null = null;
  #keptBytes = 0;
  #outputLength = 0;
  #abort: AbortController | null = null;

  constructor(given: RunDeskDependencies) {
    this.#given = given;
  }

  /** The run that goes on, or the last one. */
  get run(): Run | null {
    return this.#run;
  }

  get isRunning(): boolean {
    return this.#run !== null && this.#run.outcome === null;
  }

  /** Takes up the last run. One without an end stopped with the room that started it. */
  restore(run: Run): void {
    this.#run = run;
    if (run.outcome === null) this.#end(failed('internal'), null);
  }

  /** Starts a run and returns at once; what follows is told to everybody. Refuses a second one. */
  start(order: RunOrder): ErrorCode | null {
    if (this.isRunning) return 'run_in_progress';
    const { clock, record, setTimer, store, tellAll } = this.#given;
    const { by, entry, language, position } = order;
    const runId = crypto.randomUUID();
    this.#run = {
      runId,
      byParticipantId: by.participantId,
      byName: by.name,
      entry,
      language,
      position,
      startedAt: clock(),
      queuePosition: null,
      output: [],
      outcome: null,
    };
    this.#keptBytes = 0;
    this.#outputLength = 0;
    record(FRAME_KINDS.runStarted, by.participantId, { runId, byName: by.name, entry, language, position });
    store(this.#run);
    tellAll({ type: 'run', run: this.#run });
    const abort = new AbortController();
    this.#abort = abort;
    const cancelDeadline = setTimer(() => this.#giveUp(runId), RUN_DEADLINE);
    void this.#follow(order, runId, abort.signal).finally(cancelDeadline);
    return null;
  }

  /** Stops this run, or refuses when it is not the one that goes on. */
  stop(runId: string, by: string | null): ErrorCode | null {
    const run = this.#run;
    if (!run || run.runId !== runId || run.outcome !== null) return 'not_found';
    this.#end(
      {
        type: 'ended',
        verdict: 'killed',
        exitCode: null,
        signal: 'SIGKILL',
        timeMs: Math.max(0, this.#given.clock() - run.startedAt),
        cpuMs: null,
        memoryBytes: null,
        outputTruncated: false,
      },
      by,
    );
    return null;
  }

  async #follow(order: RunOrder, runId: string, signal: AbortSignal): Promise<void> {
    const { interviewId, language, files, entry } = order;
    try {
      for await (const event of this.#given.runInSandbox(
        { runId, interviewId, language, files, entry },
        signal,
      )) {
        if (this.#run?.runId !== runId || !this.isRunning) return;
        this.#note(event, this.#run);
      }
    } finally {
      if (this.#run?.runId === runId && this.isRunning) this.#end(failed('internal'), null);
    }
  }

  #note(event: RunEvent, run: Run): void {
    const { record, tellAll } = this.#given;
    const { runId } = run;
    switch (event.type) {
      case 'queued':
        run.queuePosition = event.position;
        tellAll({ type: 'run-queued', runId, queuePosition: event.position });
        return;
      case 'started':
        run.queuePosition = null;
        tellAll({ type: 'run-queued', runId, queuePosition: null });
        return;
      case 'output':
        this.#outputLength += event.text.length;
        if (this.#outputLength > 2 * RUN_LIMITS.outputBytes) {
          this.#giveUp(runId);
          return;
        }
        this.#keep(run, event);
        record(FRAME_KINDS.runOutput, null, { runId, stream: event.stream, text: event.text });
        tellAll({ type: 'run-output', runId, stream: event.stream, text: event.text });
        return;
      case 'ended':
      case 'failed':
        this.#end(event, null);
    }
  }

  /** The service does not keep its own limits: end the run from here. */
  #giveUp(runId: string): void {
    if (this.#run?.runId === runId && this.isRunning) this.#end(failed('sandbox_unavailable'), null);
  }

  #keep(run: Run, { stream, text }: Extract<RunEvent, { type: 'output' }>): void {
    const bytes = encodeStored({ stream, text }).length;
    if (this.#keptBytes + bytes > MAX_KEPT_OUTPUT_BYTES) return;
    this.#keptBytes += bytes;
    const last = run.output.at(-1);
    if (last?.stream === stream) last.text += text;
    else run.output.push({ stream, text });
  }

  #end(outcome: RunOutcome, author: string | null): void {
    const run = this.#run;
    if (!run) return;
    run.outcome = outcome;
    run.queuePosition = null;
    this.#abort?.abort();
    this.#abort = null;
    const { record, store, tellAll } = this.#given;
    record(FRAME_KINDS.runEnded, author, { runId: run.runId, outcome });
    store(run);
    tellAll({ type: 'run-ended', runId: run.runId, outcome });
  }
}

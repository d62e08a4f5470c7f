import { acceptsEdits, type InterviewStatus } from '#core/interview-status.ts';
import type { LanguageId } from '#core/languages.ts';
import { INTERACTIVE_TIME, RUN_LIMITS } from '#core/limits.ts';
import type { RoomRole } from '#core/roles.ts';
import type { Person, Run, RunOutcome, ServerMessage } from '#core/room-protocol.ts';
import { pathInFolder } from '#core/room-question.ts';
import { failed } from '#core/sandbox-client.ts';
import type { RunEvent } from '#core/sandbox-protocol.ts';
import { FRAME_KINDS, type FrameKind } from '#core/tape/frames.ts';
import { type TestEvent, type TestSummary, viewCaseResult } from '#core/test-protocol.ts';
import type { TestSuite } from '#core/test-suite.ts';
import type { SetTimer } from './journal.ts';
import type { FetchProblem } from './problem-client.ts';
import { type Refusal, refusal } from './refusal.ts';
import { RUN_DEADLINE, TESTS_DEADLINE } from './room-limits.ts';
import { RunRecord, viewRun } from './run-record.ts';
import { RunTyping } from './run-typing.ts';
import type { Sandbox } from './sandbox-client.ts';

export interface RunDeskDependencies {
  sandbox: Pick<Sandbox, 'run' | 'test' | 'type'>;
  /** What files in this folder are tested with. */
  fetchProblem: (interviewId: string, folder: string | null) => ReturnType<FetchProblem>;
  status: () => InterviewStatus;
  clock: () => number;
  setTimer: SetTimer;
  /** Tells everybody, each what their role may see. */
  tellEach: (make: (role: RoomRole) => ServerMessage) => void;
  /** Writes a frame; the author is who started, typed or stopped, or the system. */
  record: (kind: FrameKind, author: string | null, payload: unknown) => void;
}

/** What is to run: the room's own files at this position of the journal. */
export interface RunOrder {
  by: Person;
  interviewId: string;
  entry: string;
  /** The question's folder that it is in, as the sandbox's root; null for the room's own. */
  folder: string | null;
  language: LanguageId;
  files: { path: string; text: string }[];
  position: number;
  stdin: string;
  isInteractive: boolean;
}

/** Runs code for the room, one program or one problem's tests at a time, and tells everybody what comes of it. */
export class RunDesk {
  readonly #given: RunDeskDependencies;
  #record: RunRecord | null = null;
  /** Tests were asked for and the problem is on its way. */
  #isFetching = false;
  #outputLength = 0;
  #abort: AbortController | null = null;
  readonly #typing: RunTyping;

  constructor(given: RunDeskDependencies) {
    this.#given = given;
    this.#typing = new RunTyping((runId, input) => given.sandbox.type(runId, input));
  }

  /** The run that goes on, or the last one, with all that is hidden. */
  get run(): Run | null {
    return this.#record?.run ?? null;
  }

  /** The run as this role may see it. */
  viewFor(role: RoomRole): Run | null {
    return this.run && viewRun(this.run, role);
  }

  get isBusy(): boolean {
    return this.#isFetching || (this.#record?.isRunning ?? false);
  }

  /** What is to be stored of the run with the next write, or null when it did not change. */
  takeNews(): Uint8Array | null {
    return this.#record?.takeNews() ?? null;
  }

  /** Takes up the last run. One without an end stopped with the room that started it. */
  restore(run: Run): void {
    this.#record = new RunRecord(run);
    if (run.outcome === null) this.#end(failed('internal'), null);
  }

  /** Starts a program and returns at once; what follows is told to everybody. Refuses while something runs. */
  start(order: RunOrder): Refusal | null {
    if (this.isBusy) return refusal('run_in_progress');
    const { interviewId, isInteractive, language, stdin } = order;
    const { entry, files } = sandboxFiles(order);
    const record = this.#begin(order, null);
    const { runId } = record.run;
    const request = { runId, interviewId, language, files, entry, stdin, isInteractive };
    void this.#follow(record, RUN_DEADLINE + (isInteractive ? INTERACTIVE_TIME : 0), (signal) =>
      this.#given.sandbox.run(request, signal),
    );
    return null;
  }

  /** Fetches the problem as it is now and starts its tests. Resolves when they have started, or with why they have not. */
  async startTests(order: RunOrder): Promise<Refusal | null> {
    if (this.isBusy) return refusal('run_in_progress');
    const { folder, interviewId, language } = order;
    const { entry, files } = sandboxFiles(order);
    this.#isFetching = true;
    const problem = await this.#given.fetchProblem(interviewId, folder);
    this.#isFetching = false;
    if (problem === 'unreachable') {
      return refusal('internal', 'The tests cannot be fetched right now. Try again in a moment.');
    }
    if (problem === 'none' || !problem.tests) return refusal('no_tests');
    if (!acceptsEdits(this.#given.status())) return refusal('forbidden');
    const suite: TestSuite = problem.tests;
    const record = this.#begin({ ...order, isInteractive: false, stdin: '' }, suite.cases.length);
    const request = { runId: record.run.runId, interviewId, language, files, entry, suite };
    void this.#follow(record, TESTS_DEADLINE, (signal) => this.#given.sandbox.test(request, signal));
    return null;
  }

  /** Types into the run that goes on. It is written down and shown before it is on its way. */
  async type(
    by: Person,
    { runId, text, isEnd }: { runId: string; text: string; isEnd: boolean },
  ): Promise<Refusal | null> {
    const record = this.#runningWith(runId);
    if (!record) return refusal('not_found', 'This program has ended.');
    if (!record.run.isInteractive) {
      return refusal(
        'bad_request',
        'This program was not started to be typed into. Start it again with that switched on.',
      );
    }
    if (!this.#typing.hasRoomFor(text)) return refusal('too_many_requests');
    this.#given.record(FRAME_KINDS.runInput, by.participantId, { runId, text, isEnd });
    record.keepOutput('stdin', text, by);
    this.#tellAll({ type: 'run-input', runId, byName: by.name, text, isEnd });
    const code = await this.#typing.send(runId, { text, isEnd });
    return code && (code === 'conflict' ? refusal(code, 'This program takes no more input.') : refusal(code));
  }

  /** Stops this run, or refuses when it is not the one that goes on. */
  stop(runId: string, by: string | null): Refusal | null {
    const record = this.#runningWith(runId);
    if (!record) return refusal('not_found');
    this.#end(
      {
        type: 'ended',
        verdict: 'killed',
        exitCode: null,
        signal: 'SIGKILL',
        timeMs: Math.max(0, this.#given.clock() - record.run.startedAt),
        cpuMs: null,
        memoryBytes: null,
        outputTruncated: false,
      },
      by,
    );
    return null;
  }

  #begin(order: RunOrder, cases: number | null): RunRecord {
    const { by, entry, language, position } = order;
    const record = RunRecord.begin(order, cases, this.#given.clock());
    const { runId } = record.run;
    this.#record = record;
    this.#outputLength = 0;
    const started = { runId, byName: by.name, entry, language, position };
    if (cases === null) this.#given.record(FRAME_KINDS.runStarted, by.participantId, started);
    else this.#given.record(FRAME_KINDS.testsStarted, by.participantId, { ...started, total: cases });
    if (order.stdin !== '') {
      const input = { runId, text: order.stdin, isEnd: !order.isInteractive };
      this.#given.record(FRAME_KINDS.runInput, by.participantId, input);
      record.keepOutput('stdin', order.stdin, by);
    }
    this.#tellAll({ type: 'run', run: record.run });
    return record;
  }

  async #follow(
    record: RunRecord,
    deadline: number,
    begin: (signal: AbortSignal) => AsyncIterable<RunEvent | TestEvent>,
  ): Promise<void> {
    const isCurrent = () => this.#record === record && record.isRunning;
    const abort = new AbortController();
    this.#abort = abort;
    const cancelDeadline = this.#given.setTimer(() => isCurrent() && this.#giveUp(), deadline);
    try {
      for await (const event of begin(abort.signal)) {
        if (!isCurrent()) return;
        this.#note(event, record);
      }
    } finally {
      cancelDeadline();
      if (isCurrent()) this.#end(failed('internal'), null);
    }
  }

  #note(event: RunEvent | TestEvent, record: RunRecord): void {
    const { runId } = record.run;
    switch (event.type) {
      case 'queued':
      case 'started':
      case 'start': {
        const queuePosition = event.type === 'queued' ? event.position : null;
        record.queued(queuePosition);
        this.#tellAll({ type: 'run-queued', runId, queuePosition });
        return;
      }
      case 'output': {
        const { stream, text } = event;
        this.#outputLength += text.length;
        if (this.#outputLength > 2 * RUN_LIMITS.outputBytes) {
          this.#giveUp();
          return;
        }
        this.#given.record(FRAME_KINDS.runOutput, null, { runId, stream, text });
        record.keepOutput(stream, text);
        this.#tellAll({ type: 'run-output', runId, stream, text });
        return;
      }
      case 'test_result': {
        const { result } = event;
        if (!record.keepResult(result)) {
          this.#giveUp();
          return;
        }
        this.#given.record(FRAME_KINDS.testResult, null, { runId, result });
        this.#given.tellEach((role) => ({ type: 'run-test', runId, result: viewCaseResult(result, role) }));
        return;
      }
      case 'done':
        this.#end(outcomeOf(event.summary), null, event.summary);
        return;
      case 'error':
        this.#end({ ...event, type: 'failed' }, null);
        return;
      case 'ended':
      case 'failed':
        this.#end(event, null);
    }
  }

  /** The service does not keep its own limits: end the run from here. */
  #giveUp(): void {
    this.#end(failed('sandbox_unavailable'), null);
  }

  #end(outcome: RunOutcome, author: string | null, summary: TestSummary | null = null): void {
    const record = this.#record;
    if (!record) return;
    record.end(outcome, summary);
    this.#abort?.abort();
    this.#abort = null;
    const { runId, tests } = record.run;
    const ended = { runId, outcome: record.run.outcome ?? outcome };
    if (tests) this.#given.record(FRAME_KINDS.testsEnded, author, { ...ended, summary });
    else this.#given.record(FRAME_KINDS.runEnded, author, ended);
    this.#tellAll({ type: 'run-ended', ...ended, summary });
  }

  #runningWith(runId: string): RunRecord | null {
    const record = this.#record;
    return record?.isRunning && record.run.runId === runId ? record : null;
  }

  #tellAll(message: ServerMessage): void {
    this.#given.tellEach(() => message);
  }
}

/** Tests that came to their end, as a run's outcome. They have no exit code of their own. */
function outcomeOf({ verdict, timeMs, cpuMs, memoryBytes }: TestSummary): RunOutcome {
  return {
    type: 'ended',
    verdict,
    exitCode: null,
    signal: null,
    timeMs,
    cpuMs,
    memoryBytes,
    outputTruncated: false,
  };
}

/** What the sandbox gets: a question's folder is its root, and other questions are not there. */
function sandboxFiles({ entry, files, folder }: RunOrder): Pick<RunOrder, 'entry' | 'files'> {
  if (folder === null) return { entry, files };
  return {
    entry: pathInFolder(entry, folder) ?? entry,
    files: files.flatMap(({ path, text }) => {
      const inside = pathInFolder(path, folder);
      return inside === null ? [] : [{ path: inside, text }];
    }),
  };
}

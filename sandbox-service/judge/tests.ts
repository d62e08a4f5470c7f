import { ERRORS, type ErrorCode } from '#core/error-codes.ts';
import type { LanguageId } from '#core/languages.ts';
import type { TestEvent, TestRequest } from '#core/test-protocol.ts';
import type { CompileCache } from '../compile-cache.ts';
import { type Driver, WorkspaceError } from '../driver.ts';
import { type Detection, HarnessError } from '../languages/language.ts';
import type { Log } from '../log.ts';
import type { WarmPools } from '../pool/warm-pools.ts';
import type { Job, Queue } from '../queue.ts';
import { NotCompiled } from './program-cells.ts';
import { Scoreboard } from './scoreboard.ts';
import { runSuite } from './suite-run.ts';

export interface TestsOptions {
  driver: Driver;
  languages: Record<LanguageId, Detection>;
  queue: Queue;
  cache: CompileCache;
  /** Null where none are kept. */
  pools: WarmPools | null;
  log: Log;
}

/** Tests that were taken. */
export interface TestsHandle {
  /** Ends them, or takes them out of the queue; their summary then says `killed`. */
  stop(): void;
}

/** All suites that are queued or running, and the way from a request to its events. */
export class Tests {
  readonly #options: TestsOptions;
  readonly #handles = new Map<string, TestsHandle>();
  #isClosing = false;

  constructor(options: TestsOptions) {
    this.#options = options;
  }

  /**
   * Takes a suite, or says why not. Events come through `emit`, the first ones perhaps before this returns; `done` or
   * `error` is the last.
   */
  start(request: TestRequest, emit: (event: TestEvent) => void): TestsHandle | ErrorCode {
    if (this.#isClosing) return 'sandbox_unavailable';
    if (this.#handles.has(request.runId)) return 'conflict';
    const { queue } = this.#options;
    const abort = new AbortController();
    const scoreboard = new Scoreboard(request.suite, (result) => emit({ type: 'test_result', result }));
    const finish = (event: TestEvent) => {
      this.#handles.delete(request.runId);
      emit(event);
    };
    const job: Job = {
      lane: request.isolation === 'fresh' ? 'submit' : 'run',
      group: request.interviewId,
      onPosition: (position) => emit({ type: 'queued', position }),
      run: async () => finish(await this.#run({ request, scoreboard, emit, signal: abort.signal })),
    };
    const handle: TestsHandle = {
      stop: () => {
        abort.abort();
        if (queue.remove(job)) finish({ type: 'done', summary: scoreboard.summarise('killed') });
      },
    };
    // Before the queue has it: a job may start, and look itself up, at once.
    this.#handles.set(request.runId, handle);
    if (queue.add(job) === 'taken') return handle;
    this.#handles.delete(request.runId);
    return 'sandbox_busy';
  }

  /** Stops a suite. False when there is none of that id. */
  stop(runId: string): boolean {
    const handle = this.#handles.get(runId);
    handle?.stop();
    return handle !== undefined;
  }

  /** Takes nothing more, stops everything and resolves when it has ended. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const handle of [...this.#handles.values()]) handle.stop();
    await this.#options.queue.idle();
  }

  /** The whole suite; returns its last event and never throws. */
  async #run(options: {
    request: TestRequest;
    scoreboard: Scoreboard;
    emit: (event: TestEvent) => void;
    signal: AbortSignal;
  }): Promise<TestEvent> {
    const { request, scoreboard, emit, signal } = options;
    const detection = this.#options.languages[request.language];
    if (!('language' in detection)) return fail('sandbox_unavailable', detection.missing);
    emit({ type: 'start', total: request.suite.cases.length });
    try {
      await runSuite({ ...this.#options, ...options, language: detection.language });
      return { type: 'done', summary: scoreboard.summarise(signal.aborted ? 'killed' : null) };
    } catch (error) {
      if (error instanceof NotCompiled) {
        const verdict = error.outcome.verdict === 'killed' ? 'killed' : 'compile_error';
        scoreboard.addCpu(error.outcome.cpuMs);
        return { type: 'done', summary: scoreboard.summarise(verdict) };
      }
      if (error instanceof WorkspaceError || error instanceof HarnessError)
        return fail('bad_request', error.message);
      // Its message is bubblewrap's or the kernel's; nothing of the candidate's is in it.
      this.#options.log.error('driver', 'Tests could not be run', { reason: (error as Error).message });
      return fail('sandbox_unavailable', ERRORS.sandbox_unavailable.text);
    }
  }
}

function fail(code: ErrorCode, message: string): TestEvent {
  return { type: 'error', code, message };
}

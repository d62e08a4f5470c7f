import type { ErrorCode } from '#core/error-codes.ts';
import type { LanguageId } from '#core/languages.ts';
import type { RunEvent, RunRequest } from '#core/sandbox-protocol.ts';
import { type Cell, type Driver, WorkspaceError } from './driver.ts';
import type { Detection, Language, Step } from './languages/language.ts';
import { COMPILE_LIMITS } from './limits.ts';
import type { Log } from './log.ts';
import type { Job, Queue } from './queue.ts';
import { type Outcome, runCommand } from './runner.ts';

export interface RunsOptions {
  driver: Driver;
  languages: Record<LanguageId, Detection>;
  queue: Queue;
  log: Log;
}

/** A run that was taken. */
export interface RunHandle {
  /** Ends it, or takes it out of the queue; its last event then says `killed`. */
  stop(): void;
}

/** Everything that is queued or running, and the way from a request to its events. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #handles = new Map<string, RunHandle>();
  #isClosing = false;

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  /**
   * Takes a run, or says why not. Events come through `emit`, the first ones perhaps before this returns; `ended` or
   * `failed` is the last.
   */
  start(request: RunRequest, emit: (event: RunEvent) => void): RunHandle | ErrorCode {
    if (this.#isClosing) return 'sandbox_unavailable';
    if (this.#handles.has(request.runId)) return 'conflict';
    const { queue } = this.#options;
    const abort = new AbortController();
    const finish = (event: RunEvent) => {
      this.#handles.delete(request.runId);
      emit(event);
    };
    const job: Job = {
      group: request.interviewId,
      onPosition: (position) => emit({ type: 'queued', position }),
      run: async () => finish(await this.#run(request, emit, abort.signal)),
    };
    const handle: RunHandle = {
      stop: () => {
        abort.abort();
        if (queue.remove(job)) finish(KILLED_WHILE_WAITING);
      },
    };
    // Before the queue has it: a job may start, and look itself up, at once.
    this.#handles.set(request.runId, handle);
    if (queue.add(job) === 'taken') return handle;
    this.#handles.delete(request.runId);
    return 'sandbox_busy';
  }

  /** Stops a run. False when there is none of that id. */
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

  /** The whole run; returns its last event and never throws. */
  async #run(request: RunRequest, emit: (event: RunEvent) => void, signal: AbortSignal): Promise<RunEvent> {
    const { driver, languages, log } = this.#options;
    const detection = languages[request.language];
    if (!('language' in detection)) return fail('sandbox_unavailable', detection.missing);
    let cell: Cell | null = null;
    try {
      cell = await driver.open();
      await cell.writeFiles(request.files);
      emit({ type: 'started' });
      return await runProgram({ cell, language: detection.language, request, emit, signal });
    } catch (error) {
      if (error instanceof WorkspaceError) return fail('bad_request', error.message);
      // Its message is bubblewrap's or the kernel's; nothing of the candidate's is in it.
      log.error('driver', 'A sandbox could not be made', { reason: (error as Error).message });
      return fail('sandbox_unavailable', 'The sandbox failed to start. Try again in a moment.');
    } finally {
      try {
        await cell?.close();
      } catch (error) {
        log.error('driver', 'A workspace could not be removed', { reason: (error as Error).message });
      }
    }
  }
}

const KILLED_WHILE_WAITING: RunEvent = {
  type: 'ended',
  verdict: 'killed',
  exitCode: null,
  signal: null,
  timeMs: 0,
  cpuMs: null,
  memoryBytes: null,
  outputTruncated: false,
};

/** Compiles where the language needs it, then runs, and returns the last event. Throws `SandboxTrouble`. */
async function runProgram(options: {
  cell: Cell;
  language: Language;
  request: RunRequest;
  emit: (event: RunEvent) => void;
  signal: AbortSignal;
}): Promise<RunEvent> {
  const { cell, language, request, emit, signal } = options;
  const { entry, limits } = request;
  const compile = language.compile({ entry });
  if (compile) {
    const outcome = await runCommand({
      cell,
      command: {
        ...pickStep(compile),
        ...COMPILE_LIMITS,
        stdin: '',
        workspace: 'readonly',
        build: 'writable',
        isOutOfMemory: () => false,
      },
      // What a compiler says is for the eyes, not a program's output.
      onOutput: (_stream, text) => emit({ type: 'output', stream: 'stderr', text }),
      signal,
    });
    if (outcome.verdict === 'killed') return end(outcome);
    if (outcome.verdict !== 'accepted') {
      if (outcome.verdict !== 'runtime_error')
        emit({ type: 'output', stream: 'stderr', text: `${compile.tooMuch}\n` });
      return end({ ...outcome, verdict: 'compile_error' });
    }
  }
  const step = language.run({ entry, memoryBytes: limits.memoryBytes });
  const outcome = await runCommand({
    cell,
    command: {
      ...pickStep(step),
      ...limits,
      stdin: request.stdin,
      workspace: 'writable',
      build: compile ? 'readonly' : 'absent',
      isOutOfMemory: language.isOutOfMemory,
    },
    onOutput: (stream, text) => emit({ type: 'output', stream, text }),
    signal,
  });
  return end(outcome);
}

function pickStep({ argv, env, mounts }: Step): Step {
  return { argv, env, mounts };
}

function end(outcome: Outcome): RunEvent {
  const { verdict, exitCode, signal, timeMs, cpuMs, memoryBytes, isOutputTruncated } = outcome;
  return {
    type: 'ended',
    verdict,
    exitCode,
    signal,
    timeMs,
    cpuMs,
    memoryBytes,
    outputTruncated: isOutputTruncated,
  };
}

function fail(code: ErrorCode, message: string): RunEvent {
  return { type: 'failed', code, message };
}

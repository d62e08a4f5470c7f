import type { ErrorCode } from '#core/error-codes.ts';
import type { LanguageId } from '#core/languages.ts';
import { INTERACTIVE_TIME } from '#core/limits.ts';
import type { RunEvent, RunInput, RunRequest } from '#core/sandbox-protocol.ts';
import { shortenCandidatePaths } from './candidate-paths.ts';
import { compileInto } from './compile.ts';
import type { CompileCache } from './compile-cache.ts';
import { type Cell, type Driver, type Sandbox, WorkspaceError } from './driver.ts';
import type { Detection, Language } from './languages/language.ts';
import { MAX_UNREAD_INPUT_BYTES } from './limits.ts';
import type { Log } from './log.ts';
import type { Job, Queue } from './queue.ts';
import { type Outcome, runCommand } from './runner.ts';

export interface RunsOptions {
  driver: Driver;
  languages: Record<LanguageId, Detection>;
  queue: Queue;
  cache: CompileCache;
  log: Log;
}

/** A run that was taken. */
export interface RunHandle {
  /** Ends it, or takes it out of the queue; its last event then says `killed`. */
  stop(): void;
}

interface LiveRun extends RunHandle {
  /** What was typed before the program ran; null once it runs. */
  early: RunInput[] | null;
  /** The program's open stdin, while there is one. */
  sandbox: Sandbox | null;
  isInteractive: boolean;
}

/** Everything that is queued or running, and the way from a request to its events. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #runs = new Map<string, LiveRun>();
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
    if (this.#runs.has(request.runId)) return 'conflict';
    const { queue } = this.#options;
    const abort = new AbortController();
    const finish = (event: RunEvent) => {
      this.#runs.delete(request.runId);
      emit(event);
    };
    const job: Job = {
      lane: request.isInteractive ? 'terminal' : 'run',
      group: request.interviewId,
      onPosition: (position) => emit({ type: 'queued', position }),
      run: async () => finish(await this.#run(request, live, emit, abort.signal)),
    };
    const live: LiveRun = {
      early: [],
      sandbox: null,
      isInteractive: request.isInteractive,
      stop: () => {
        // With a reason, since Node would make an error object for each that has none, also after the end.
        abort.abort('stopped');
        if (queue.remove(job)) finish(KILLED_WHILE_WAITING);
      },
    };
    // Before the queue has it: a job may start, and look itself up, at once.
    this.#runs.set(request.runId, live);
    if (queue.add(job) === 'taken') return live;
    this.#runs.delete(request.runId);
    return 'sandbox_busy';
  }

  /** Types into a run, or says why not: it has ended, it takes no input, or it does not read what is there. */
  input(runId: string, input: RunInput): ErrorCode | null {
    const live = this.#runs.get(runId);
    if (!live) return 'not_found';
    if (!live.isInteractive) return 'conflict';
    if (live.early) {
      const length = live.early.reduce((sum, { text }) => sum + text.length, input.text.length);
      if (length > MAX_UNREAD_INPUT_BYTES) return 'too_large';
      live.early.push(input);
      return null;
    }
    return type(live.sandbox, input);
  }

  /** Stops a run. False when there is none of that id. */
  stop(runId: string): boolean {
    const live = this.#runs.get(runId);
    live?.stop();
    return live !== undefined;
  }

  /** Takes nothing more, stops everything and resolves when it has ended. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const live of [...this.#runs.values()]) live.stop();
    await this.#options.queue.idle();
  }

  /** The whole run; returns its last event and never throws. */
  async #run(
    request: RunRequest,
    live: LiveRun,
    emit: (event: RunEvent) => void,
    signal: AbortSignal,
  ): Promise<RunEvent> {
    const { cache, driver, languages, log } = this.#options;
    const detection = languages[request.language];
    if (!('language' in detection)) return fail('sandbox_unavailable', detection.missing);
    const { language } = detection;
    let cell: Cell | null = null;
    try {
      cell = await driver.open();
      await cell.writeFiles(request.files);
      emit({ type: 'started' });
      const onStarted = (sandbox: Sandbox) => {
        live.sandbox = sandbox;
        for (const input of live.early ?? []) type(sandbox, input);
        live.early = null;
      };
      return await runProgram({ cell, cache, language, request, emit, onStarted, signal });
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

function type(sandbox: Sandbox | null, { text, isEnd }: RunInput): ErrorCode | null {
  const stdin = sandbox?.stdin;
  if (!stdin?.writable) return 'conflict';
  if (stdin.writableLength + text.length > MAX_UNREAD_INPUT_BYTES) return 'too_large';
  if (text !== '') stdin.write(text);
  if (isEnd) stdin.end();
  return null;
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
  cache: CompileCache;
  language: Language;
  request: RunRequest;
  emit: (event: RunEvent) => void;
  onStarted: (sandbox: Sandbox) => void;
  signal: AbortSignal;
}): Promise<RunEvent> {
  const { cell, cache, language, request, emit, onStarted, signal } = options;
  const { entry, files, limits, isInteractive, stdin } = request;
  const program = { entry, files };
  const step = language.compile(program);
  if (step) {
    const onOutput = (text: string) =>
      emit({ type: 'output', stream: 'stderr', text: shortenCandidatePaths(text) });
    const failure = await compileInto({ cell, cache, language, step, program, onOutput, signal });
    if (failure) return end(failure);
  }
  const { argv, env, mounts } = language.run({ program, memoryBytes: limits.memoryBytes });
  const outcome = await runCommand({
    cell,
    command: {
      ...{ argv, env, mounts, stdin, isStdinOpen: isInteractive },
      ...limits,
      // People think longer than programs may compute.
      ...(isInteractive && { timeMs: INTERACTIVE_TIME, cpuLimitMs: limits.timeMs }),
      workspace: 'writable',
      build: step ? 'readonly' : 'absent',
      isOutOfMemory: language.isOutOfMemory,
    },
    onOutput: (stream, text) =>
      emit({ type: 'output', stream, text: stream === 'stderr' ? shortenCandidatePaths(text) : text }),
    onStarted,
    signal,
  });
  return end(outcome);
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

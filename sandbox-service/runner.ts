import type { Verdict } from '#core/sandbox-protocol.ts';
import type { Cell, Sandbox, SandboxSpec } from './driver.ts';
import { CPU_LOOK_EVERY } from './limits.ts';
import { OutputCollector, type StreamName } from './output.ts';
import { decideVerdict, getSignal, type Stop } from './verdict.ts';

export interface Command extends SandboxSpec {
  timeMs: number;
  /** Processor time after which it is ended too, for programs that mostly wait for people; null for no such limit. */
  cpuLimitMs?: number | null;
  outputBytes: number;
  /** Whether the end of stderr shows that the runtime itself ran out of memory, for runtimes that manage their own. */
  isOutOfMemory: (stderrTail: string) => boolean;
}

export interface Outcome {
  verdict: Verdict;
  /** Null when it was ended from outside. */
  exitCode: number | null;
  signal: string | null;
  timeMs: number;
  cpuMs: number | null;
  memoryBytes: number | null;
  isOutputTruncated: boolean;
  /** Why we ended it, or null when it ended by itself. */
  stop: Stop | null;
}

/**
 * Runs one command to its end within its limits. Aborting `signal` is a person's stop. Throws `SandboxTrouble`
 * when the service fails; whatever the program does is an outcome.
 */
export async function runCommand(options: {
  cell: Cell;
  command: Command;
  onOutput: (stream: StreamName, text: string) => void;
  /** Gets the sandbox once the program runs. */
  onStarted?: (sandbox: Sandbox) => void;
  signal: AbortSignal;
}): Promise<Outcome> {
  const { cell, command, onOutput, onStarted, signal } = options;
  const sandbox = await cell.start(command);
  let stop: Stop | null = null;
  const end = (reason: Stop) => {
    stop ??= reason;
    sandbox.kill();
  };
  const output = new OutputCollector({
    limitBytes: command.outputBytes,
    onText: onOutput,
    onLimit: () => end('output'),
  });
  output.read('stdout', sandbox.stdout);
  output.read('stderr', sandbox.stderr);
  const timer = setTimeout(() => end('time'), command.timeMs);
  const cpuTimer = watchCpu(sandbox, command.cpuLimitMs ?? null, () => end('time'));
  const onAbort = () => end('person');
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  onStarted?.(sandbox);
  try {
    const { exitCode, timeMs, usage, isDiskFull } = await sandbox.ended;
    output.finish();
    if (isDiskFull) stop ??= 'disk';
    const verdict = decideVerdict({
      stop,
      exitCode,
      memoryKills: usage.memoryKills,
      isRuntimeOutOfMemory: exitCode !== 0 && command.isOutOfMemory(output.stderrTail),
    });
    return {
      verdict,
      exitCode,
      signal: exitCode === null ? 'SIGKILL' : getSignal(exitCode),
      timeMs,
      cpuMs: usage.cpuMs,
      memoryBytes: usage.memoryBytes,
      isOutputTruncated: output.isTruncated,
      stop,
    };
  } finally {
    clearTimeout(timer);
    clearInterval(cpuTimer);
    signal.removeEventListener('abort', onAbort);
  }
}

function watchCpu(sandbox: Sandbox, limitMs: number | null, onLimit: () => void): NodeJS.Timeout | undefined {
  if (limitMs === null) return undefined;
  return setInterval(() => {
    if ((sandbox.usage().cpuMs ?? 0) > limitMs) onLimit();
  }, CPU_LOOK_EVERY);
}

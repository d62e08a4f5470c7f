import type { Verdict } from '#core/sandbox-protocol.ts';

/** Why we ended a program, if we did. */
export type Stop = 'time' | 'output' | 'disk' | 'person';

export interface EndFacts {
  stop: Stop | null;
  /** Null when it was ended from outside. */
  exitCode: number | null;
  memoryKills: number;
  /** Whether the language's own runtime gave up for lack of memory. */
  isRuntimeOutOfMemory: boolean;
}

/**
 * What came of a program. A person's stop says nothing about it, so that comes first; memory comes before time,
 * because a program whose child was killed for memory often waits until its time is up.
 */
export function decideVerdict({ stop, exitCode, memoryKills, isRuntimeOutOfMemory }: EndFacts): Verdict {
  if (stop === 'person') return 'killed';
  if (memoryKills > 0 || isRuntimeOutOfMemory) return 'memory_limit';
  if (stop === 'output' || stop === 'disk') return 'output_limit';
  if (stop === 'time') return 'time_limit';
  return exitCode === 0 ? 'accepted' : 'runtime_error';
}

const SIGNALS: Record<number, string> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  11: 'SIGSEGV',
  12: 'SIGUSR2',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  31: 'SIGSYS',
};

/** The signal behind an exit code in a shell's sense, or null. A program that exits with 139 by itself looks the same. */
export function getSignal(exitCode: number): string | null {
  return SIGNALS[exitCode - 128] ?? null;
}

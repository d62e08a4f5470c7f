import type { RunRequest } from '#core/sandbox-protocol.ts';
import type { StdioCase, StdioSuite } from '#core/test-suite.ts';
import type { Cell } from '../driver.ts';
import type { Language, Program } from '../languages/language.ts';
import { runCommand } from '../runner.ts';
import type { JudgeAnswer } from './judges.ts';
import { SUITE_TIME } from './limits.ts';
import { cleanErrorText, explainLimit } from './messages.ts';
import type { ProgramCells } from './program-cells.ts';
import type { CaseOutcome, Scoreboard } from './scoreboard.ts';
import { cutText } from './show.ts';

export interface StdioCasesOptions {
  suite: StdioSuite;
  /** Of a case that has none of its own. */
  limits: RunRequest['limits'];
  language: Language;
  program: Program;
  cells: ProgramCells;
  judge: JudgeAnswer;
  scoreboard: Scoreboard;
  signal: AbortSignal;
}

/**
 * Starts the program once for each case, each time in a place of its own. Returns early when somebody stops it. Throws
 * `NotCompiled`, `WorkspaceError` and `SandboxTrouble`.
 */
export async function runStdioCases(options: StdioCasesOptions): Promise<void> {
  const { suite, cells, scoreboard, signal } = options;
  const deadline = performance.now() + SUITE_TIME;
  for (const [index, one] of suite.cases.entries()) {
    if (signal.aborted) return;
    if (performance.now() > deadline) {
      scoreboard.add(index, TOO_LATE);
      continue;
    }
    const cell = await cells.open();
    try {
      const outcome = await runCase(options, cell, one);
      if (outcome.verdict === 'killed' || signal.aborted) return;
      scoreboard.add(index, outcome);
    } finally {
      await cell.close();
    }
  }
}

const TOO_LATE: CaseOutcome = {
  verdict: 'time_limit',
  timeMs: 0,
  memoryBytes: null,
  actual: null,
  stdout: '',
  message: 'The tests together took too long, so this one was not run.',
};

async function runCase(options: StdioCasesOptions, cell: Cell, one: StdioCase): Promise<CaseOutcome> {
  const { language, program, judge, scoreboard, signal } = options;
  const limits = {
    ...options.limits,
    timeMs: one.timeMs ?? options.limits.timeMs,
    memoryBytes: one.memoryBytes ?? options.limits.memoryBytes,
  };
  const texts = { stdout: '', stderr: '' };
  const step = language.run({ program, memoryBytes: limits.memoryBytes });
  const outcome = await runCommand({
    cell,
    command: {
      argv: step.argv,
      env: step.env,
      mounts: step.mounts,
      ...limits,
      stdin: one.stdin,
      workspace: 'writable',
      build: language.compile(program) ? 'readonly' : 'absent',
      isOutOfMemory: language.isOutOfMemory,
    },
    onOutput: (stream, text) => {
      texts[stream] += text;
    },
    signal,
  });
  scoreboard.addCpu(outcome.cpuMs);
  const measured = {
    timeMs: outcome.timeMs,
    memoryBytes: outcome.memoryBytes,
    actual: cutText(texts.stdout),
    stdout: '',
  };
  // What it said on stderr explains an error, and is where people print what they look for.
  const errors = cleanErrorText(texts.stderr);
  if (outcome.verdict !== 'accepted') {
    const how =
      outcome.verdict === 'runtime_error' ? describeExit(outcome) : explainLimit(outcome.verdict, limits);
    return { ...measured, verdict: outcome.verdict, message: [errors, how].filter(Boolean).join('\n') };
  }
  const judged = await judge({ input: one.stdin, expected: one.expected, actual: texts.stdout });
  return { ...measured, verdict: judged.verdict, message: judged.message || errors };
}

function describeExit({ exitCode, signal }: { exitCode: number | null; signal: string | null }): string {
  return signal ? `The program ended by ${signal}.` : `The program ended with exit code ${exitCode}.`;
}

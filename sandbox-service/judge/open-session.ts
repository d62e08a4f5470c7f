import type { Cell, Sandbox } from '../driver.ts';
import type { FunctionCall, Harness, Language, Program } from '../languages/language.ts';
import type { WarmPools } from '../pool/warm-pools.ts';
import { HarnessSession, type SessionLimits } from './harness-session.ts';
import { buildSpec } from './harness-spec.ts';
import type { ProgramCells } from './program-cells.ts';
import type { Session } from './session.ts';

export interface SessionOptions {
  cells: ProgramCells;
  language: Language;
  harness: Harness;
  /** As the candidate wrote it. */
  program: Program;
  call: FunctionCall;
  limits: SessionLimits & { processes: number };
  /** Null where none are kept. */
  pools: WarmPools | null;
  signal: AbortSignal;
}

/**
 * A process with the program and its harness: a warm one where one waits, else a new one. Throws `NotCompiled`,
 * `WorkspaceError` and `SandboxTrouble`, with nothing left behind.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  return (await openWarm(options)) ?? openCold(options);
}

async function openCold(options: SessionOptions): Promise<Session> {
  const { cells, harness, program, call, limits } = options;
  const cell = await cells.open();
  try {
    const step = harness.run({ program, call, memoryBytes: limits.memoryBytes });
    const sandbox = await cell.start(buildSpec(step, limits));
    return createSession(options, { cell, sandbox });
  } catch (error) {
    await cell.close();
    throw error;
  }
}

async function openWarm(options: SessionOptions): Promise<Session | null> {
  const { cells, harness, program, call, limits, pools, signal } = options;
  if (!pools || !harness.load) return null;
  const step = harness.run({ program, call, memoryBytes: limits.memoryBytes });
  if (!pools.has(step, limits)) return null;
  const compiled = await cells.compile();
  if (compiled === null) return null;
  for (let member = pools.take(step, limits); member; member = pools.take(step, limits)) {
    const session = createSession(options, member);
    try {
      await member.cell.writeFiles(program.files);
      if (compiled !== 'none') await member.cell.writeBuild(compiled.build);
      if ((await session.begin()) || signal.aborted) return session;
    } catch (error) {
      await session.close();
      throw error;
    }
    await session.close();
  }
  return null;
}

function createSession(
  options: SessionOptions,
  { cell, sandbox }: { cell: Cell; sandbox: Sandbox },
): HarnessSession {
  const { harness, language, program, call, limits, signal } = options;
  return new HarnessSession({
    sandbox,
    limits,
    isOutOfMemory: language.isOutOfMemory,
    loadLine: harness.load?.(program, call) ?? null,
    signal,
    onClosed: () => cell.close(),
  });
}

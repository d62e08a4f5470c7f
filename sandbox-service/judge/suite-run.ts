import { LANGUAGES, type LanguageId } from '#core/languages.ts';
import type { TestEvent, TestRequest } from '#core/test-protocol.ts';
import type { FunctionSuite, TestSuite } from '#core/test-suite.ts';
import type { CompileCache } from '../compile-cache.ts';
import type { Driver } from '../driver.ts';
import {
  type Detection,
  type FunctionCall,
  type Harness,
  HarnessError,
  type Language,
  type Program,
} from '../languages/language.ts';
import { encodeTypedCase } from '../languages/typed/encode.ts';
import { inferCall } from '../languages/typed/infer.ts';
import type { WarmPools } from '../pool/warm-pools.ts';
import { Checker } from './checker.ts';
import { runFunctionCases } from './function-cases.ts';
import { createJudge, type JudgeAnswer } from './judges.ts';
import { CHECKER_LIMITS } from './limits.ts';
import { openSession } from './open-session.ts';
import { ProgramCells } from './program-cells.ts';
import type { Scoreboard } from './scoreboard.ts';
import { runStdioCases } from './stdio-cases.ts';

export interface SuiteRunOptions {
  driver: Driver;
  languages: Record<LanguageId, Detection>;
  cache: CompileCache;
  pools: WarmPools | null;
  language: Language;
  request: TestRequest;
  scoreboard: Scoreboard;
  emit: (event: TestEvent) => void;
  signal: AbortSignal;
}

/**
 * Runs all cases of a suite. Throws `NotCompiled`, `WorkspaceError`, `HarnessError` and `SandboxTrouble`; whatever a
 * case does is on the scoreboard.
 */
export async function runSuite(options: SuiteRunOptions): Promise<void> {
  const { request, scoreboard } = options;
  const { comparison } = request.suite;
  if (comparison.type !== 'checker') return runCases(options, createJudge(comparison));
  const checker = new Checker({
    open: () => openChecker(options, comparison),
    onCpu: (cpuMs) => scoreboard.addCpu(cpuMs),
  });
  try {
    await runCases(options, (answer) => checker.judge(answer));
  } finally {
    await checker.close();
  }
}

async function runCases(options: SuiteRunOptions, judge: JudgeAnswer): Promise<void> {
  const { language, request, scoreboard, emit, signal } = options;
  const { suite, limits } = request;
  const program: Program = { entry: request.entry, files: request.files };
  const say = (text: string) => emit({ type: 'output', stream: 'stderr', text });
  if (suite.kind === 'stdio') {
    const cells = createCells(options, program, language.compile(program), say);
    return runStdioCases({ suite, limits, language, program, cells, judge, scoreboard, signal });
  }
  const harness = requireHarness(language);
  const call = buildCall(suite, harness);
  const whole = { ...program, files: [...program.files, ...harness.wrap(program, call)] };
  const cells = createCells(options, whole, harness.compile(program, call), say);
  return runFunctionCases({
    suite,
    limits,
    isolation: request.isolation,
    lines: suite.cases.map(({ input }, index) =>
      harness.encoding === 'typed'
        ? encodeTypedCase(index, input, call)
        : JSON.stringify({ i: index, input }),
    ),
    open: (memoryBytes) =>
      openSession({ ...options, cells, harness, program, call, limits: { ...limits, memoryBytes } }),
    judge,
    scoreboard,
    onLoadError: say,
    signal,
  });
}

function createCells(
  { driver, cache, language, signal }: SuiteRunOptions,
  program: Program,
  step: ReturnType<Language['compile']>,
  onCompilerOutput: (text: string) => void,
): ProgramCells {
  return new ProgramCells({ driver, cache, language, program, step, onCompilerOutput, signal });
}

function requireHarness({ id, harness }: Language): Harness {
  if (harness) return harness;
  throw new HarnessError(
    `Tests that call a function cannot be run in ${LANGUAGES[id].label}. Choose another language, or tests of printed text.`,
  );
}

function buildCall(suite: FunctionSuite, harness: Harness): FunctionCall {
  if (harness.encoding === 'typed') return inferCall(suite);
  return { name: suite.function, parameters: suite.parameters ?? [], returns: suite.returns ?? null };
}

type CheckerComparison = Extract<TestSuite['comparison'], { type: 'checker' }>;

/** A process with the interviewer's `check` in it, called like a candidate's function. */
async function openChecker(options: SuiteRunOptions, { language: id, source }: CheckerComparison) {
  const detection = options.languages[id];
  if (!('language' in detection))
    throw new HarnessError(`The checker of these tests cannot run here. ${detection.missing}`);
  const { language } = detection;
  const harness = requireHarness(language);
  const entry = `check.${LANGUAGES[id].extension}`;
  const program: Program = { entry, files: [{ path: entry, text: source }] };
  const call: FunctionCall = { name: 'check', parameters: [], returns: null };
  const whole = { ...program, files: [...program.files, ...harness.wrap(program, call)] };
  const cells = createCells({ ...options, language }, whole, null, () => {});
  return openSession({ ...options, cells, language, harness, program, call, limits: CHECKER_LIMITS });
}

import { buildCompileKey, type CompileCache } from './compile-cache.ts';
import type { Cell } from './driver.ts';
import type { CompileStep, Language, Program } from './languages/language.ts';
import { COMPILE_LIMITS, MAX_CACHED_BUILD_BYTES } from './limits.ts';
import { type Outcome, runCommand } from './runner.ts';

/**
 * Brings what a compile step makes into a cell's `/build`, from the cache where the same was compiled before. The
 * program's files must lie in the cell. Gives null when the program can run now; else what came of the compiler:
 * `compile_error`, or `killed` when somebody stopped it. What the compiler says goes to `onOutput`. Throws `SandboxTrouble`.
 */
export async function compileInto(options: {
  cell: Cell;
  cache: CompileCache;
  language: Language;
  step: CompileStep;
  program: Program;
  onOutput: (text: string) => void;
  signal: AbortSignal;
}): Promise<Outcome | null> {
  const { cell, cache, language, step, program, onOutput, signal } = options;
  const key = buildCompileKey(language, step, program);
  const known = await cache.get(key);
  if (known) {
    if (known.output) onOutput(known.output);
    await cell.writeBuild(known.build);
    return null;
  }
  let output = '';
  const say = (text: string) => {
    output += text;
    onOutput(text);
  };
  const outcome = await runCommand({
    cell,
    command: {
      argv: step.argv,
      env: step.env,
      mounts: step.mounts,
      ...COMPILE_LIMITS,
      ...step.limits,
      stdin: '',
      workspace: 'readonly',
      build: 'writable',
      isOutOfMemory: () => false,
    },
    // What a compiler says is for the eyes, on whichever stream it says it.
    onOutput: (_stream, text) => say(text),
    signal,
  });
  if (outcome.verdict === 'killed') return outcome;
  if (outcome.verdict !== 'accepted') {
    if (outcome.verdict !== 'runtime_error') say(`${step.tooMuch}\n`);
    return { ...outcome, verdict: 'compile_error' };
  }
  const build = await cell.readBuild(MAX_CACHED_BUILD_BYTES);
  if (build) await cache.set(key, { build, output });
  return null;
}

import type { LanguageId } from '#core/languages.ts';
import type { Mount } from '../driver.ts';

/** One command of a run, as a language wants it. */
export interface Step {
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  mounts: readonly Mount[];
}

export interface CompileStep extends Step {
  /** Shown on stderr when compiling took too long or too much. */
  tooMuch: string;
}

/** How to run programs of one language with a toolchain that was found on this machine. */
export interface Language {
  id: LanguageId;
  /** Reports the toolchain's version on stdout. Run inside the sandbox, so that it proves that the toolchain works there. */
  version: Step;
  /** Makes what `run` needs in `/build`, from `/workspace`, which it may only read. Null when there is nothing to compile. */
  compile(options: { entry: string }): CompileStep | null;
  run(options: { entry: string; memoryBytes: number }): Step;
  /** Whether the end of stderr shows that the runtime gave up for lack of memory before the kernel stepped in. */
  isOutOfMemory(stderrTail: string): boolean;
}

/** What there is of a language on this machine. */
export type Detection = { language: Language } | { id: LanguageId; missing: string };

/** Environment of every program. Nothing of the service's own is in it. */
export const BASE_ENV = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: '/workspace',
  USER: 'candidate',
  LANG: 'C.UTF-8',
  TMPDIR: '/tmp',
};

import type { LanguageId } from '#core/languages.ts';
import type { ValueType } from '#core/test-suite.ts';
import type { Mount, WorkspaceFile } from '../driver.ts';
import type { ToolchainCache } from '../toolchain-cache.ts';

/** One command of a run, as a language wants it. */
export interface Step {
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  mounts: readonly Mount[];
}

export interface CompileStep extends Step {
  /** Shown on stderr when compiling took too long or too much. */
  tooMuch: string;
  /** Where the compiler needs other limits than `COMPILE_LIMITS`. */
  limits?: { timeMs?: number; memoryBytes?: number; processes?: number };
}

/** The files of a run, which lie in `/workspace`. */
export interface Program {
  /** Path of the file to start. */
  entry: string;
  files: readonly WorkspaceFile[];
}

/** The function that tests call. Types are given or inferred from the cases; null where the cases do not tell. */
export interface FunctionCall {
  name: string;
  parameters: readonly (ValueType | null)[];
  returns: ValueType | null;
}

/**
 * A program of ours around the candidate's, which calls one function of theirs. It reads one line for each case on
 * stdin and answers each with one JSON line on descriptor 3: `{"i": n, "ok": true, "value": ...}` or
 * `{"i": n, "ok": false, "error": "..."}`. Before the first it says `{"ready": true}`, or
 * `{"ready": false, "error": "..."}` when the candidate's files do not load; one that waits for a `load` line says
 * `{"waiting": true}` as soon as it does, and `{"loading": true}` when it has it. It lives in the candidate's process, so nothing it says is trusted beyond
 * being the answer to the case at hand. Numbers may also be NaN, Infinity and -Infinity.
 */
export interface Harness {
  /** Lines on stdin: `json` is `{"i": n, "input": [...]}`; `typed` is written by `encodeTypedCase`, for languages without a JSON reader. */
  encoding: 'json' | 'typed';
  /** Our files for this call, put below `/workspace/.interlace/`. Throws `HarnessError` when the language cannot call it. */
  wrap(program: Program, call: FunctionCall): readonly WorkspaceFile[];
  compile(program: Program, call: FunctionCall): CompileStep | null;
  run(options: { program: Program; call: FunctionCall; memoryBytes: number }): Step;
  /** First line on stdin, for harnesses that are the same for every program and can wait for one; null for the others. */
  load: ((program: Program, call: FunctionCall) => string) | null;
}

/** The tests cannot be run in this language; the message says what to change. */
export class HarnessError extends Error {
  override name = 'HarnessError';
}

/** How to run programs of one language with a toolchain that was found on this machine. */
export interface Language {
  id: LanguageId;
  /** Reports the toolchain's version on stdout. Run inside the sandbox, so that it proves that the toolchain works there. */
  version: Step;
  /** Makes what `run` needs in `/build`, from `/workspace`, which it may only read. Null when there is nothing to compile. */
  compile(program: Program): CompileStep | null;
  run(options: { program: Program; memoryBytes: number }): Step;
  /** Whether the end of stderr shows that the runtime gave up for lack of memory before the kernel stepped in. */
  isOutOfMemory(stderrTail: string): boolean;
  /** Null where only programs can be tested, by stdin and stdout. */
  harness: Harness | null;
  /** What compiling depends on beside the files and the command; part of the key under which its result is kept. */
  toolchain: string;
  /** What the service makes once to speed up the toolchain; missing where there is nothing to make. */
  cache?: ToolchainCache;
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

import type { WorkspaceFile } from '../driver.ts';
import { COMPILE_LIMITS } from '../limits.ts';
import { BASE_ENV, type CompileStep, type Program } from './language.ts';
import { asArgument, blankComments, folderOf, listNeighbours, readEntry, stripComments } from './sources.ts';

export const OUTPUT = '/build/main';

/** What both compilers are told. The limits of a program are the sandbox's, so optimising costs only the compile step. */
export const COMMON_FLAGS = ['-O2', '-fdiagnostics-color=never', '-fno-diagnostics-show-option', '-pthread'];

export const TOO_MUCH = `Compiling took more than ${COMPILE_LIMITS.timeMs / 1000} s or ${COMPILE_LIMITS.memoryBytes >> 20} MB.`;

/**
 * The entry and every other source beside or below it that belongs to it: not those with a `main` of their own (other
 * programs of the same interview), nor those that another file includes as text.
 */
export function listSources(program: Program, endings: readonly string[]): string[] {
  const included = new Set(program.files.flatMap(listIncludes));
  const others = listNeighbours(program, endings).filter(
    ({ path, text }) =>
      !path.startsWith('.interlace/') &&
      !hasMain(text) &&
      !included.has(path.slice(path.lastIndexOf('/') + 1)),
  );
  return [program.entry, ...others.map(({ path }) => path)];
}

/**
 * Where `#include` looks beside the including file: the entry's folder and the workspace for `"..."`, and their
 * `include` folders for both forms. The first two are not searched for `<...>`, so that a file called `string.h` or
 * `queue` does not stand in for the system's.
 */
export function listIncludeFlags({ entry, files }: Program): string[] {
  const folders = [...new Set([folderOf(entry), '.'])];
  const includeFolders = folders
    .map((folder) => (folder === '.' ? 'include' : `${folder}/include`))
    .filter((folder) => files.some(({ path }) => path.startsWith(`${folder}/`)));
  return [
    ...folders.flatMap((folder) => ['-iquote', folder]),
    ...includeFolders.flatMap((folder) => ['-I', folder]),
  ];
}

/** One command that compiles and links. It stands in the workspace, so messages name files as the candidate does. */
export function buildCompileStep(options: {
  compiler: string;
  flags: readonly string[];
  sources: readonly string[];
  libraries: readonly string[];
}): CompileStep {
  const { compiler, flags, sources, libraries } = options;
  return {
    argv: [compiler, ...flags, '-o', OUTPUT, ...sources.map(asArgument), ...libraries],
    env: BASE_ENV,
    mounts: [],
    tooMuch: TOO_MUCH,
  };
}

/** The headers that a source includes before anything else, in order, as `<name>` writes them. */
export function listFirstIncludes(program: Program): string[] {
  const code = blankComments(readEntry(program));
  return [...code.matchAll(/^[ \t]*#[ \t]*include[ \t]*<([^>\n]+)>/gm)].map(([, name = '']) => name);
}

function listIncludes({ text }: WorkspaceFile): string[] {
  const names = [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"/gm)].map(([, name = '']) => name);
  return names.map((name) => name.slice(name.lastIndexOf('/') + 1));
}

function hasMain(text: string): boolean {
  return /\b(?:int|void|auto|signed)\s+main\s*\(/.test(stripComments(text));
}

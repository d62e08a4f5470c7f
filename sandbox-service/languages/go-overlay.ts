import { posix } from 'node:path';
import type { Program } from './language.ts';
import { folderOf, readEntry, stripComments } from './sources.ts';

/** Files that Go sees in place of what lies in the workspace. */
export interface GoOverlay {
  /** Path in the workspace to path of what is read for it; `''` hides the file. */
  replace: Record<string, string>;
  /** Text by name of the files in `/tmp/overlay`. */
  texts: Record<string, string>;
}

/** A name that sorts after the candidate's files, so that what they prepare is prepared before what is in here. */
const OWN_FILE = 'zzz_interlace.go';

/**
 * What a program needs beside its files: a `go.mod` where it has none, and a limit of the stack, which Go would let
 * grow to 1 GB, so that endless recursion is an error and not the memory limit. Other files of the entry's folder
 * that have a `main` are other programs of the same interview and are hidden.
 */
export function buildGoOverlay(
  program: Program,
  options: { goVersion: string; stackBytes: number; added: Readonly<Record<string, string>> },
): GoOverlay {
  const overlay: GoOverlay = { replace: {}, texts: {} };
  const put = (path: string, name: string, text: string) => {
    overlay.replace[posix.join('/workspace', path)] = `/tmp/overlay/${name}`;
    overlay.texts[name] = text;
  };
  if (findModuleFolder(program) === null) {
    const [, release = '1.21'] = /^go(\d+\.\d+)/.exec(options.goVersion) ?? [];
    put('go.mod', 'go.mod', `module workspace\n\ngo ${release}\n`);
  }
  for (const path of listOtherPrograms(program)) overlay.replace[posix.join('/workspace', path)] = '';
  if (findGoPackage(program) === 'main')
    put(posix.join(folderOf(program.entry), OWN_FILE), OWN_FILE, buildLimits(options.stackBytes));
  for (const [index, [path, text]] of Object.entries(options.added).entries())
    put(path, `added-${index}.go`, text);
  return overlay;
}

/** The nearest folder at or above the entry's that has a `go.mod`; null when none has. */
export function findModuleFolder({ entry, files }: Program): string | null {
  for (let folder = folderOf(entry); ; folder = posix.dirname(folder)) {
    const path = posix.join(folder, 'go.mod');
    if (files.some((file) => file.path === path)) return folder;
    if (folder === '.') return null;
  }
}

/** The name after `package` in the entry, or null. */
export function findGoPackage(program: Program): string | null {
  return /^[ \t]*package\s+(\w+)/m.exec(stripComments(readEntry(program)))?.[1] ?? null;
}

/** Whether a file declares `func main()`. */
export function hasGoMain(text: string): boolean {
  return /^func\s+main\s*\(\s*\)/m.test(stripComments(text));
}

function listOtherPrograms({ entry, files }: Program): string[] {
  return files
    .filter(({ path }) => path !== entry && path.endsWith('.go') && folderOf(path) === folderOf(entry))
    .filter(({ text }) => hasGoMain(text))
    .map(({ path }) => path);
}

function buildLimits(stackBytes: number): string {
  return `package main\n\nimport "runtime/debug"\n\nfunc init() { debug.SetMaxStack(${stackBytes}) }\n`;
}

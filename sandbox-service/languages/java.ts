import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ToolchainCache } from '../toolchain-cache.ts';
import { TOO_MUCH } from './c-family.ts';
import { fingerprint } from './fingerprint.ts';
import { createJavaHarness } from './java-harness.ts';
import { ARCHIVE_FLAG, buildArchiveRecipe } from './java-training.ts';
import { BASE_ENV, type CompileStep, type Detection, type Program, type Step } from './language.ts';
import { asArgument, folderOf, readEntry, stripComments } from './sources.ts';
import { findSystemTool } from './toolchain.ts';

const MEBIBYTE = 1024 * 1024;

/** What the virtual machine needs beside the heap: its own code, compiled code, classes and the stacks of its threads. */
const RUNTIME_BYTES = 96 * MEBIBYTE;

/** Stack of a thread. Deep recursion works, and a runaway one is a StackOverflowError before it is the memory limit. */
const STACK_FLAG = '-Xss32m';

/** One thread that collects garbage: a run has one core. No file in `/tmp` for monitoring tools. */
const MACHINE_FLAGS = ['-XX:+UseSerialGC', '-XX:-UsePerfData', '-Xshare:auto'];

/**
 * Java by javac and java of one JDK. The entry is the class of its file's name, in the package that it says; classes
 * of other files are found from the folder that its package starts in.
 */
export function detectJava(searchPath: readonly string[]): Detection {
  const javac = findSystemTool('javac', searchPath);
  const java = javac && join(dirname(javac), 'java');
  if (!java || !existsSync(java))
    return {
      id: 'java',
      missing: 'No JDK below /usr. On Debian and Ubuntu: apt-get install default-jdk-headless',
    };
  const toolchain = fingerprint([javac, join(dirname(dirname(javac)), 'lib/modules')]);
  const compiler = [javac, ...LAUNCHER_FLAGS, ...COMPILER_FLAGS];
  const cache = new ToolchainCache(buildArchiveRecipe({ compiler, toolchain }));
  return {
    language: {
      id: 'java',
      version: {
        argv: ['/bin/sh', '-c', 'set -- $("$@" --version) && echo "$2"', 'sh', javac, ...LAUNCHER_FLAGS],
        env: BASE_ENV,
        mounts: [],
      },
      compile: (program) => buildCompileStep(compiler, cache, program, []),
      run: ({ program, memoryBytes }) => buildRunStep(java, [findMainClass(program)], memoryBytes),
      isOutOfMemory,
      harness: createJavaHarness({
        compile: (program, more) => buildCompileStep(compiler, cache, program, more),
        run: (args, memoryBytes) => buildRunStep(java, args, memoryBytes),
        listClasses: listTestedClasses,
      }),
      toolchain,
      cache,
    },
  };
}

/** The compiler runs for less than a second: its own code is compiled quickly, not well. */
const LAUNCHER_FLAGS = [...MACHINE_FLAGS, '-XX:TieredStopAtLevel=1', '-Xmx320m'].map((flag) => `-J${flag}`);

/** No annotation processors: they would be programs of the candidate's that run at compile time. */
const COMPILER_FLAGS = ['-proc:none', '-encoding', 'UTF-8', '-XDstringConcat=inline'];

function buildCompileStep(
  [javac = '', ...flags]: readonly string[],
  cache: ToolchainCache,
  program: Program,
  more: readonly string[],
): CompileStep {
  const { mount } = cache;
  return {
    argv: [
      javac,
      ...(mount ? [ARCHIVE_FLAG] : []),
      ...flags,
      ...['-d', '/build', '-sourcepath', findSourceRoot(program), asArgument(program.entry), ...more],
    ],
    env: BASE_ENV,
    mounts: mount ? [mount] : [],
    tooMuch: TOO_MUCH,
  };
}

function buildRunStep(java: string, args: readonly string[], memoryBytes: number): Step {
  const heapBytes = Math.max(memoryBytes - RUNTIME_BYTES, memoryBytes / 2);
  return {
    argv: [
      java,
      ...MACHINE_FLAGS,
      STACK_FLAG,
      `-Xmx${Math.floor(heapBytes / MEBIBYTE)}m`,
      ...['-cp', '/build', ...args],
    ],
    env: BASE_ENV,
    mounts: [],
  };
}

/** What the virtual machine writes when the heap is full, uncaught or not. */
function isOutOfMemory(stderrTail: string): boolean {
  return /\bjava\.lang\.OutOfMemoryError\b|^Error occurred during initialization of VM/m.test(stderrTail);
}

/** Full name of the class to start: the one the file is named after, or else the one that has `main`. */
function findMainClass(program: Program): string {
  const code = stripComments(readEntry(program));
  const ownName = program.entry.slice(program.entry.lastIndexOf('/') + 1).replace(/\.java$/i, '');
  const beforeMain = code.slice(0, Math.max(code.search(/\bstatic\s+(?:final\s+)?void\s+main\s*\(/), 0));
  const names = [...beforeMain.matchAll(CLASS)].map(([, name = '']) => name);
  const isNamedAfter = [...code.matchAll(CLASS)].some(([, name]) => name === ownName);
  const name = isNamedAfter ? ownName : (names.at(-1) ?? ownName);
  const inPackage = findPackage(program);
  return inPackage === null ? name : `${inPackage}.${name}`;
}

const CLASS = /\b(?:class|interface|enum|record)\s+(\w+)/g;

/** Classes that may have the method that tests call: the entry's main one, a Solution, any other of the entry's. */
function listTestedClasses(program: Program): string[] {
  const inPackage = findPackage(program);
  const names = [
    'Solution',
    ...[...stripComments(readEntry(program)).matchAll(CLASS)].map(([, name = '']) => name),
  ];
  const full = names.map((name) => (inPackage === null ? name : `${inPackage}.${name}`));
  return [...new Set([findMainClass(program), ...full])];
}

function findPackage(program: Program): string | null {
  const [, name] = /^\s*package\s+([\w.]+)\s*;/.exec(stripComments(readEntry(program)).trimStart()) ?? [];
  return name ?? null;
}

/** The folder above the entry that its package starts in; the entry's own where it does not lie where its package says. */
function findSourceRoot(program: Program): string {
  const folder = folderOf(program.entry);
  const packageFolder = findPackage(program)?.replaceAll('.', '/');
  if (packageFolder === undefined || folder === '.') return folder;
  if (folder === packageFolder) return '.';
  return folder.endsWith(`/${packageFolder}`) ? folder.slice(0, -packageFolder.length - 1) : folder;
}

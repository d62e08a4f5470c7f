import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BASE_ENV, type CompileStep, type Detection, type FunctionCall } from './language.ts';
import { bringNode, buildHeapFlag, isHeapFull } from './node.ts';
import { buildTail, createNodeHarness } from './node-harness.ts';
import { bringTool, type Tool } from './toolchain.ts';

const OUTPUT = '/build/main.mjs';

/**
 * TypeScript: esbuild makes one ES module of the entry and the files it imports (with `.ts`, `.js` or no ending),
 * Node runs that with source maps, so that errors name the candidate's lines. Types are removed, not checked.
 * esbuild meets hostile text, so it runs inside the sandbox as a step of its own.
 */
export function detectTypeScript(copiesDir: string): Detection {
  const binary = findEsbuild();
  if (!binary)
    return {
      id: 'typescript',
      missing: 'esbuild has no binary for this machine. Run npm ci here, without --omit=optional.',
    };
  const node = bringNode(copiesDir);
  const esbuild = bringTool(binary, copiesDir);
  return {
    language: {
      id: 'typescript',
      version: {
        argv: ['/bin/sh', '-c', 'echo "esbuild $("$0" --version)"', esbuild.path],
        env: BASE_ENV,
        mounts: esbuild.mounts,
      },
      compile: ({ entry }) => buildCompileStep(esbuild, entry),
      run: ({ memoryBytes }) => ({
        argv: [node.path, '--enable-source-maps', '--no-warnings', buildHeapFlag(memoryBytes), OUTPUT],
        env: BASE_ENV,
        mounts: node.mounts,
      }),
      isOutOfMemory: isHeapFull,
      harness: createNodeHarness({
        node,
        module: OUTPUT,
        compile: ({ entry }, call) => buildHarnessStep(esbuild, entry, call),
      }),
      toolchain: `${binary} ${process.version}`,
    },
  };
}

function buildCompileStep(esbuild: Tool, entry: string): CompileStep {
  return buildStep(esbuild, [esbuild.path, `./${entry}`, ...buildOptions(entry)]);
}

/**
 * Compiles the entry with a line after its last, which hands the harness what is not exported. When that fails, esbuild
 * says why once more of the entry as it is: our line must not be in what the candidate reads.
 */
const WITH_TAIL = [
  'cd "$1" || exit; entry=$2; tail=$3; loader=$4; shift 4; esbuild=$1; shift',
  '{ cat -- "$entry"; printf "\\n%s\\n" "$tail"; } |',
  '"$esbuild" "$@" --sourcefile="$entry" --loader="$loader" 2>/dev/null && exit',
  'exec "$esbuild" "./$entry" "$@"',
].join('\n');

function buildHarnessStep(esbuild: Tool, entry: string, call: FunctionCall): CompileStep {
  const directory = dirname(`/workspace/${entry}`);
  const loader = extname(entry) === '.tsx' ? 'tsx' : 'ts';
  return buildStep(esbuild, [
    ...['/bin/sh', '-c', WITH_TAIL, 'compile', directory, basename(entry), buildTail(call), loader],
    ...[esbuild.path, ...buildOptions(entry)],
  ]);
}

function buildStep(esbuild: Tool, argv: string[]): CompileStep {
  return {
    argv,
    env: { ...BASE_ENV, GOMAXPROCS: '1' },
    mounts: esbuild.mounts,
    tooMuch: 'Compiling took too long or needed too much memory.',
  };
}

function buildOptions(entry: string): string[] {
  const url = pathToFileURL(`/workspace/${entry}`).href;
  const directory = dirname(`/workspace/${entry}`);
  return [
    ...['--bundle', '--platform=node', '--format=esm', `--target=node${process.versions.node}`],
    // Only the candidate's own files go into the bundle; Node finds (or does not find) packages.
    ...[
      '--packages=external',
      `--outfile=${OUTPUT}`,
      '--sourcemap=inline',
      '--log-level=error',
      '--color=false',
    ],
    // The bundle lies elsewhere: these keep pointing to where the entry is.
    ...[`--define:import.meta.url=${JSON.stringify(url)}`],
    ...[`--define:import.meta.dirname=${JSON.stringify(directory)}`],
    ...[`--define:import.meta.filename=${JSON.stringify(`/workspace/${entry}`)}`],
    `--banner:js=${buildCommonJsNames(url, entry, directory)}`,
  ];
}

/** An ES module lacks the names that CommonJS code expects. On `globalThis`, so that a file's own declarations come first. */
function buildCommonJsNames(url: string, entry: string, directory: string): string {
  const names = { __filename: `/workspace/${entry}`, __dirname: directory };
  return [
    'import { createRequire as __interlaceRequire } from "node:module";',
    `Object.assign(globalThis, { require: __interlaceRequire(${JSON.stringify(url)}), ...${JSON.stringify(names)} });`,
  ].join('');
}

/** esbuild's binary for this machine. Its JavaScript interface would start it outside of the sandbox. */
function findEsbuild(): string | null {
  try {
    const fromEsbuild = createRequire(createRequire(import.meta.url).resolve('esbuild'));
    const path = fromEsbuild.resolve(`@esbuild/linux-${process.arch}/bin/esbuild`);
    return existsSync(path) ? path : null;
  } catch {
    return null; // The optional package for this machine is not installed; the caller says so.
  }
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { findExecutable } from '#sandbox/tools.ts';

/** A hello in one language: how the service gets it, and how it is started without. */
export interface Hello {
  language: 'python' | 'javascript' | 'c';
  code: string;
  argv: string[];
}

/** One way of running a command without our service. */
export interface Floor {
  name: string;
  /** Slow ones run less often. */
  runs: number;
  wrap(argv: string[]): string[];
}

const SEARCH_PATH = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];

/** Programs that print a word; C only where there is a compiler. Their files are made in `directory`. */
export function makeHellos(directory: string): Hello[] {
  const write = (name: string, code: string) => {
    const file = path.join(directory, name);
    fs.writeFileSync(file, code, { mode: 0o644 });
    return file;
  };
  const python = 'print("hello")\n';
  const javascript = 'console.log("hello");\n';
  const hellos: Hello[] = [
    { language: 'python', code: python, argv: ['/usr/bin/python3', '-u', write('main.py', python)] },
    { language: 'javascript', code: javascript, argv: [process.execPath, write('main.js', javascript)] },
  ];
  const gcc = findExecutable('gcc', SEARCH_PATH);
  if (!gcc) return hellos;
  const c = '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n';
  const program = path.join(directory, 'hello');
  spawnSync(gcc, ['-O2', '-o', program, write('main.c', c)], { stdio: 'inherit' });
  return [...hellos, { language: 'c', code: c, argv: [program] }];
}

/** The bare process first; the others where this machine has them. */
export function findFloors(): Floor[] {
  const floors: Floor[] = [{ name: 'bare process', runs: 20, wrap: (argv) => argv }];
  const bwrap = findExecutable('bwrap', SEARCH_PATH);
  if (bwrap) {
    // As process 1 the program is waited for, so that its processor time is counted.
    const options = [
      '--ro-bind',
      '/',
      '/',
      '--proc',
      '/proc',
      '--dev',
      '/dev',
      '--unshare-all',
      '--as-pid-1',
    ];
    floors.push({ name: 'bubblewrap', runs: 20, wrap: (argv) => [bwrap, ...options, '--', ...argv] });
  }
  const runsc = findExecutable('runsc', SEARCH_PATH);
  if (runsc) floors.push(...findRunsc(runsc));
  return floors;
}

/** gVisor with its own choice of platform, else with the one that works everywhere, else not at all. */
function findRunsc(runsc: string): Floor[] {
  for (const platform of ['systrap', 'ptrace']) {
    const command = [runsc, `--platform=${platform}`, '--network=none', 'do'];
    const { status } = spawnSync(command[0] ?? '', [...command.slice(1), '/bin/true'], { timeout: 10_000 });
    if (status === 0)
      return [{ name: `runsc (${platform})`, runs: 3, wrap: (argv) => [...command, ...argv] }];
  }
  return [];
}

/** Runs a command to its end, with nothing in its environment. Throws when it does not print its word. */
export async function runBare(argv: string[]): Promise<void> {
  const [program = '', ...args] = argv;
  const child: ChildProcess = spawn(program, args, {
    env: {} as NodeJS.ProcessEnv,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(child, 'close');
  if (text !== 'hello\n') throw new Error(`${argv.join(' ')} did not say hello.`);
}

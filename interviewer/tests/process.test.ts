import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('rejecting-process.ts', import.meta.url));

interface Watched {
  child: ChildProcessWithoutNullStreams;
  out: () => string;
  errors: () => string;
}

function start(...args: string[]): Watched {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, ...args]);
  let [out, errors] = ['', ''];
  child.stdout.on('data', (piece) => {
    out += piece;
  });
  child.stderr.on('data', (piece) => {
    errors += piece;
  });
  return { child, out: () => out, errors: () => errors };
}

test('what is thrown inside a voice and waited for by nobody ends no process: it is logged, and other interviews go on', async () => {
  const { child, out, errors } = start();
  try {
    while (!out().includes('the other goes on') && child.exitCode === null)
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    expect(child.exitCode).toBeNull();
    expect(out()).toContain('ready tests');
    expect(out()).toMatch(/the other goes on: .*question/);
    expect(errors()).toContain('"message":"Something was not waited for.","error":"Error"');
    expect(errors()).not.toContain('words of a candidate');
  } finally {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await gone).toEqual([0, null]);
  }
}, 60_000);

test('the same ends a process that is not guarded against it', async () => {
  const { child, out } = start('unguarded');
  const [code] = await once(child, 'exit');
  expect(code).not.toBe(0);
  expect(out()).not.toContain('the other goes on');
}, 60_000);

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { OfferedInterview } from '#tests/offered-interview.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const SCRIPT = fileURLToPath(new URL('rejecting-process.ts', import.meta.url));

interface Watched {
  child: ChildProcessWithoutNullStreams;
  out: () => string;
  errors: () => string;
}

function start(...args: string[]): Watched {
  return watch(spawn(process.execPath, ['--import', 'tsx', SCRIPT, ...args]));
}

function watch(child: ChildProcessWithoutNullStreams): Watched {
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

test('without any key it interviews on a fixed course, joins no call, and says both when it starts', async () => {
  const offered = await OfferedInterview.start();
  const { app, candidate, environment } = offered;
  const { child, out, errors } = watch(
    spawn(process.execPath, ['--import', 'tsx', MAIN], { env: { NODE_ENV: 'production', ...environment } }),
  );
  const texts = () => candidate.heard('chat').map(({ message }) => message.text);
  const hears = async (words: string) => {
    while (!texts().some((text) => text.includes(words)) && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(child.exitCode).toBeNull();
  };
  try {
    await hears('I am a scripted interviewer');
    expect(out()).toContain(
      '"message":"This process interviews.","mind":"scripted","hears":false,"speaks":false',
    );
    candidate.say({ type: 'chat', id: crypto.randomUUID(), text: 'what happens here?' });
    await hears('Say “yes” when you are ready');
    expect(candidate.last('interviewer')?.interviewer).toMatchObject({
      mind: { kind: 'scripted' },
      senses: null,
    });
    expect(app).toMatchObject({ callsAsked: 0, reports: 0 });
    expect(errors()).toBe('');
  } finally {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await gone).toEqual([0, null]);
    await offered.stop();
  }
}, 90_000);

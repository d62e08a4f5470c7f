import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  buildBody,
  type Service,
  startService,
  streamBody,
  TOKEN,
  until,
  type WireEvent,
} from './harness.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** Starts an interactive run and gathers its events in the background. */
function begin(code: string, changes: Record<string, unknown> = {}) {
  const runId = randomUUID();
  const events: WireEvent[] = [];
  const body = { ...buildBody({ language: 'python', code, runId }), isInteractive: true, ...changes };
  const done = (async () => {
    for await (const event of streamBody(service, body)) events.push(event);
    return events.at(-1);
  })();
  const printed = () => events.map((event) => (event.type === 'output' ? event.text : '')).join('');
  return { runId, events, printed, done };
}

function type(runId: string, input: Record<string, unknown>): Promise<Response> {
  return fetch(`${service.url}/v1/runs/${runId}/input`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
}

test('a program reads what is typed while it runs, line by line, until the input ends', async () => {
  const run = begin('import sys\nfor line in sys.stdin:\n    print("got", line.strip())\nprint("end")');
  await until('it runs', () => run.events.some((event) => event.type === 'started'));
  expect((await type(run.runId, { text: 'one\n' })).status).toBe(204);
  await until('the first line came back', () => run.printed().includes('got one'));
  expect(run.printed()).not.toContain('end');
  expect((await type(run.runId, { text: 'zwölf\n', isEnd: true })).status).toBe(204);
  expect(await run.done).toMatchObject({ type: 'ended', verdict: 'accepted' });
  expect(run.printed()).toBe('got one\ngot zwölf\nend\n');
});

test('the text that came with the run is read first', async () => {
  const run = begin('print(input(), input())', { stdin: 'first\n' });
  await until('it runs', () => run.events.some((event) => event.type === 'started'));
  await type(run.runId, { text: 'second\n' });
  expect(await run.done).toMatchObject({ verdict: 'accepted' });
  expect(run.printed()).toBe('first second\n');
});

test('what is typed too early is not lost', async () => {
  const run = begin('print(input())');
  await until('it was taken', async () => (await type(run.runId, { text: 'early\n' })).status === 204);
  expect(await run.done).toMatchObject({ verdict: 'accepted' });
  expect(run.printed()).toBe('early\n');
});

test('a program can open its input again by name', async () => {
  const run = begin('print(open("/dev/stdin").readline())', { stdin: 'again\n' });
  expect(await run.done).toMatchObject({ verdict: 'accepted' });
  expect(run.printed()).toContain('again');
});

test('waiting for people is not computing: only processor time counts against the limit', async () => {
  const limits = { timeMs: 300 };
  const waits = begin('print(input())', { limits });
  const computes = begin('while True: pass', { limits });
  expect(await computes.done).toMatchObject({ verdict: 'time_limit' });
  await type(waits.runId, { text: 'patient\n' });
  expect(await waits.done).toMatchObject({ verdict: 'accepted' });
});

test('input that nobody reads is refused before it costs memory', async () => {
  const run = begin('import time\ntime.sleep(60)');
  await until('it runs', () => run.events.some((event) => event.type === 'started'));
  const statuses = new Set<number>();
  for (let n = 0; n < 40; n++) statuses.add((await type(run.runId, { text: 'x'.repeat(64 * 1024) })).status);
  expect([...statuses].sort()).toEqual([204, 413]);
  await fetch(`${service.url}/v1/runs/${run.runId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect(await run.done).toMatchObject({ verdict: 'killed' });
});

test('says why it takes no input', async () => {
  expect((await type(randomUUID(), { text: 'x' })).status).toBe(404);
  const plain = begin('import time\ntime.sleep(1)', { isInteractive: false });
  await until('it was taken', async () => (await type(plain.runId, { text: 'x' })).status !== 404);
  expect((await type(plain.runId, { text: 'x' })).status).toBe(409);
  expect((await type(plain.runId, { text: 7 })).status).toBe(400);
  await plain.done;
  const closed = begin('import time\ntime.sleep(30)');
  await until('it runs', () => closed.events.some((event) => event.type === 'started'));
  await until(
    'its input ended',
    async () => (await type(closed.runId, { text: '', isEnd: true })).status === 204,
  );
  await until('no more is taken', async () => (await type(closed.runId, { text: 'x' })).status === 409);
  await fetch(`${service.url}/v1/runs/${closed.runId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  await closed.done;
});

test('programs that wait for people leave the runners to others', async () => {
  const waiting = Array.from({ length: 4 }, () => begin('print(input())'));
  for (const run of waiting)
    await until('it runs', () => run.events.some((event) => event.type === 'started'));
  const quick = begin('print("quick")', { isInteractive: false });
  expect(await quick.done).toMatchObject({ verdict: 'accepted' });
  for (const run of waiting) await type(run.runId, { text: 'go\n' });
  for (const run of waiting) expect(await run.done).toMatchObject({ verdict: 'accepted' });
});

test('counts what it does, for Prometheus, without a word of anybody’s code', async () => {
  const run = begin('print("a secret of mine")', { isInteractive: false });
  await run.done;
  const get = (headers: Record<string, string>) => fetch(`${service.url}/metrics`, { headers });
  expect((await get({})).status).toBe(401);
  const text = await (await get({ authorization: `Bearer ${TOKEN}` })).text();
  expect(text).toMatch(
    /interlace_sandbox_runs_total\{kind="run",language="python",verdict="accepted"\} [1-9]/,
  );
  expect(text).toMatch(/interlace_sandbox_queue\{state="running"\} 0/);
  expect(text).not.toContain('secret');
});

test('tells which languages it has, with versions', async () => {
  const response = await fetch(`${service.url}/v1/languages`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  const { languages } = (await response.json()) as { languages: { id: string; version: string | null }[] };
  expect(languages.find(({ id }) => id === 'python')?.version).toMatch(/3\.\d+/);
});

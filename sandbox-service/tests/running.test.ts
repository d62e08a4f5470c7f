import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  buildBody,
  collect,
  post,
  type RunSpec,
  run,
  type Service,
  startService,
  streamRun,
  TOKEN,
  until,
  type WireEvent,
} from './harness.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ env: { SANDBOX_CONCURRENCY: '2' } });
});
afterAll(() => service.stop());

/** Whatever a test leaves running ends with it. */
let abort = new AbortController();
afterEach(async () => {
  abort.abort();
  abort = new AbortController();
  await until('an idle service', async () => {
    const { running, waiting } = await readHealth();
    return running + waiting === 0;
  });
});

const SLEEPER: RunSpec = {
  language: 'python',
  code: 'import time\nprint("awake", flush=True)\ntime.sleep(30)',
};

async function stopRun(runId: string): Promise<number> {
  const response = await fetch(`${service.url}/v1/runs/${runId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  return response.status;
}

async function readHealth(): Promise<{ running: number; waiting: number }> {
  return (await fetch(`${service.url}/healthz`)).json() as Promise<{ running: number; waiting: number }>;
}

/** The events of a run that goes on while the test does something else. */
function follow(spec: RunSpec, signal: AbortSignal = abort.signal) {
  const events: WireEvent[] = [];
  const finished = (async () => {
    for await (const event of streamRun(service, spec, signal)) events.push(event);
  })();
  finished.catch(() => {}); // One that a test leaves running fails when it is cut off.
  const has = (type: WireEvent['type']) => events.some((event) => event.type === type);
  return { events, finished, has };
}

test('sends what is printed while the program still runs', async () => {
  const times: Record<string, number> = {};
  const spec: RunSpec = {
    language: 'python',
    code: 'import time\nprint("first")\ntime.sleep(0.6)\nprint("second")',
  };
  for await (const event of streamRun(service, spec)) {
    if (event.type === 'output') times[event.text.trim()] = performance.now();
    if (event.type === 'ended') times.ended = performance.now();
  }
  expect((times.second ?? 0) - (times.first ?? 0)).toBeGreaterThan(400);
  expect((times.ended ?? 0) - (times.first ?? 0)).toBeGreaterThan(400);
});

test('starts with "started" and ends with exactly one last event', async () => {
  const { events } = await run(service, { language: 'python', code: 'print(1)' });
  expect(events[0]).toEqual({ type: 'started' });
  expect(events.filter((event) => event.type === 'ended' || event.type === 'failed')).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ type: 'ended', verdict: 'accepted' });
});

test('gathers many small prints into few events without losing or reordering a byte', async () => {
  const code = 'import sys\nfor i in range(20000):\n    sys.stdout.write(f"{i}\\n"); sys.stdout.flush()';
  const { events, stdout } = await run(service, { language: 'python', code });
  expect(stdout).toBe(Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join(''));
  expect(events.length).toBeLessThan(1000);
});

test('keeps a character whole that is printed byte by byte', async () => {
  const code =
    'import sys, time\nfor b in "a🐢b".encode():\n    sys.stdout.buffer.write(bytes([b])); sys.stdout.flush(); time.sleep(0.05)';
  const { events, stdout } = await run(service, { language: 'python', code });
  expect(stdout).toBe('a🐢b');
  expect(events.filter((event) => event.type === 'output').length).toBeGreaterThan(1);
});

test('tells wall clock, processor time and memory of the program', async () => {
  const code =
    'import time\nx = bytearray(50 << 20)\nt = time.process_time()\nwhile time.process_time() - t < 0.2: pass\ntime.sleep(0.3)';
  const { end } = await run(service, { language: 'python', code });
  expect(end.timeMs).toBeGreaterThan(480);
  expect(end.cpuMs).toBeGreaterThan(190);
  expect(end.cpuMs).toBeLessThan(end.timeMs);
  expect(end.memoryBytes).toBeGreaterThan(50 << 20);
  expect(end.memoryBytes).toBeLessThan(100 << 20);
});

test('stops a run on request, with what it printed until then', async () => {
  const runId = randomUUID();
  const { events, finished, has } = follow({ ...SLEEPER, runId });
  await until('the first output', () => has('output'));
  expect(await stopRun(runId)).toBe(204);
  await finished;
  expect(events.at(-1)).toMatchObject({ type: 'ended', verdict: 'killed', exitCode: null });
  expect(events).toContainEqual({ type: 'output', stream: 'stdout', text: 'awake\n' });
  expect(await stopRun(runId)).toBe(404);
});

test('stops while a program is being compiled', async () => {
  const runId = randomUUID();
  const { events, finished, has } = follow({
    language: 'typescript',
    code: 'setInterval(() => {}, 1)',
    runId,
  });
  await until('the start', () => has('started'));
  await stopRun(runId);
  await finished;
  expect(events.at(-1)).toMatchObject({ type: 'ended', verdict: 'killed' });
});

test('ends a run when whoever asked for it goes away', async () => {
  const gone = new AbortController();
  const { finished, has } = follow(SLEEPER, gone.signal);
  await until('the first output', () => has('output'));
  expect((await readHealth()).running).toBe(1);
  gone.abort();
  await expect(finished).rejects.toThrow();
  await until('no run', async () => (await readHealth()).running === 0, 3000);
});

test('runs one program of an interview after the other, in their order', async () => {
  const interviewId = randomUUID();
  const spec = (name: string): RunSpec => ({
    language: 'python',
    interviewId,
    code: `import time\nprint("${name}", time.time())\ntime.sleep(0.3)\nprint("end", time.time())`,
  });
  const first = follow(spec('a'));
  await until('the first to start', () => first.has('started'));
  const second = follow(spec('b'));
  await until('the second to wait', () => second.has('queued'));
  expect(second.events[0]).toEqual({ type: 'queued', position: 1 });
  await Promise.all([first.finished, second.finished]);
  const times = [first, second].flatMap(({ events }) =>
    events.flatMap((event) =>
      event.type === 'output' ? (event.text.match(/\d+\.\d+/g) ?? []).map(Number) : [],
    ),
  );
  expect(times).toHaveLength(4);
  expect([...times].sort((a, b) => a - b)).toEqual(times);
});

test('runs programs of different interviews at the same time, up to the number of runners', async () => {
  const runs = [follow(SLEEPER), follow(SLEEPER), follow(SLEEPER)];
  await until('two runs and one that waits', async () => {
    const { running, waiting } = await readHealth();
    return running === 2 && waiting === 1;
  });
  await until('output of two', () => runs.filter(({ has }) => has('output')).length === 2);
  const waiting = runs.find(({ has }) => !has('output'));
  expect(waiting?.events).toEqual([{ type: 'queued', position: 1 }]);
});

test('takes a run back that still waits', async () => {
  const interviewId = randomUUID();
  const waitingId = randomUUID();
  const first = follow({ ...SLEEPER, interviewId });
  await until('the first to run', () => first.has('output'));
  const second = follow({ ...SLEEPER, interviewId, runId: waitingId });
  await until('the second to wait', () => second.has('queued'));
  expect(await stopRun(waitingId)).toBe(204);
  await second.finished;
  expect(second.events.map((event) => event.type)).toEqual(['queued', 'ended']);
  expect(second.events.at(-1)).toMatchObject({ verdict: 'killed', timeMs: 0 });
});

test('answers "busy" when an interview has too many programs waiting, and lets others in', async () => {
  const interviewId = randomUUID();
  const runs = [follow({ ...SLEEPER, interviewId })];
  await until('the first to run', () => runs[0]?.has('output'));
  for (let i = 0; i < 4; i++) runs.push(follow({ ...SLEEPER, interviewId }));
  await until('four that wait', async () => (await readHealth()).waiting === 4);
  const refused = await post(service, buildBody({ ...SLEEPER, interviewId }));
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ type: 'failed', code: 'sandbox_busy' });
  const other = await run(service, { language: 'python', code: 'print("other")' });
  expect(other.stdout).toBe('other\n');
});

test('answers "busy" when the queue is full', async () => {
  for (let i = 0; i < 66; i++) follow(SLEEPER);
  await until('a full queue', async () => (await readHealth()).waiting === 64);
  const refused = await post(service, buildBody(SLEEPER));
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ type: 'failed', code: 'sandbox_busy' });
});

test('refuses a second run of the same id while the first goes on', async () => {
  const runId = randomUUID();
  const first = follow({ ...SLEEPER, runId });
  await until('the first to run', () => first.has('output'));
  const second = await post(service, buildBody({ ...SLEEPER, runId }));
  expect(second.status).toBe(409);
  expect(await second.json()).toMatchObject({ type: 'failed', code: 'conflict' });
});

test('two programs at the same time see neither files nor processes of each other', async () => {
  const marker = `secret-${randomUUID()}`;
  const writer = follow({
    language: 'python',
    code: `import time\nfor d in ("/tmp/", "/dev/shm/", "/workspace/"): open(d + "${marker}", "w").write("x")\nprint("written", flush=True)\ntime.sleep(30)`,
  });
  await until('the writer', () => writer.has('output'));
  const { stdout } = await collect(
    streamRun(service, {
      language: 'python',
      code: 'import os\nfor root, dirs, files in os.walk("/"):\n    if root.startswith(("/usr", "/proc")): dirs.clear(); continue\n    for f in files: print(os.path.join(root, f))\nprint(sorted(p for p in os.listdir("/proc") if p.isdigit()))',
    }),
  );
  expect(stdout).not.toContain(marker);
  expect(stdout).toContain('/workspace/main.py');
  expect(stdout.trim().split('\n').at(-1)?.split(',')).toHaveLength(2);
});

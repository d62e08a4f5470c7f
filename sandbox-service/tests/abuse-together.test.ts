import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Baseline, expectContained, expectNothingLeft, measureBaseline } from './containment.ts';
import {
  type collect,
  type RunSpec,
  run,
  type Service,
  startService,
  streamRun,
  type WireEvent,
} from './harness.ts';
import { type Canaries, openCanaries } from './host.ts';

let service: Service;
let canaries: Canaries;
let baseline: Baseline;
beforeAll(async () => {
  service = await startService({ env: { SANDBOX_CONCURRENCY: '4' } });
  canaries = await openCanaries(service, 'SECRET_OF_THE_SERVICE');
  // As many at once as there can be, so that every place has been made before anything is measured.
  await Promise.all(Array.from({ length: 8 }, () => run(service, { language: 'python', code: 'print(1)' })));
  baseline = { ...(await measureBaseline(service)), descriptors: Number.POSITIVE_INFINITY };
});
afterAll(async () => {
  canaries.close();
  await service.stop();
});

test('runs that are started and cut off at the same time find nothing of each other and leave nothing', async () => {
  const messy = (id: string): RunSpec => ({
    language: 'python',
    code: `import os
found = [name for path in (".", "/tmp", "/dev/shm") for name in os.listdir(path) if name != "main.py"]
print("found", found, flush=True)
for path in (".", "/tmp", "/dev/shm"):
    for number in range(50): open(f"{path}/${id}-{number}", "w").write("${id}")
for _ in range(5):
    if os.fork() == 0: os.setsid(); break
import time; time.sleep(0.3)`,
  });
  const texts = Array.from({ length: 48 }, () => '');
  const follow = async (index: number, round: number) => {
    const abort = new AbortController();
    // A third is cut off as soon as it has started, a third when it has printed, a third ends by itself.
    const last = ['started', 'output', null][index % 3];
    try {
      for await (const event of streamRun(service, messy(randomUUID()), abort.signal)) {
        if (event.type === 'output') texts[round * 12 + index] += event.text;
        if (event.type === last) abort.abort();
      }
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    }
  };
  for (let round = 0; round < 4; round++)
    await Promise.all(Array.from({ length: 12 }, (_, index) => follow(index, round)));
  // Those that were cut off may have said nothing, or not all of it.
  expect(texts.filter((text) => !'found []\n'.startsWith(text))).toEqual([]);
  expect(texts.filter((text) => text === 'found []\n').length).toBeGreaterThanOrEqual(16);
  await expectNothingLeft(service, baseline);
  const after = await run(service, { language: 'python', code: 'print(1)' });
  await expectContained({ service, canaries, baseline, events: after.events });
});

test('two candidates at once see neither processes, files, sockets, segments, queues nor terminals of each other', async () => {
  const mark = `m${randomUUID().slice(0, 8)}`;
  const first: RunSpec = {
    language: 'python',
    limits: { timeMs: 20_000 },
    code: `import ctypes, os, pty, socket, sys, tempfile, time
libc = ctypes.CDLL(None)
sock = socket.socket(socket.AF_UNIX); sock.bind("\\0${mark}"); sock.listen()
web = socket.create_server(("127.0.0.1", 45678))
libc.shmget(0x4242, 4096, 0o1666); libc.semget(0x4242, 1, 0o1666); libc.msgget(0x4242, 0o1666)
for path in ("/tmp/", "/dev/shm/", "/workspace/"): open(path + "${mark}", "w").write("secret")
temporary = tempfile.NamedTemporaryFile(prefix="${mark}")
pty.openpty()
print("ready", flush=True)
time.sleep(15)`,
  };
  const second: RunSpec = {
    language: 'python',
    code: `import ctypes, os, socket
libc = ctypes.CDLL(None)
seen = []
for target in ("\\0${mark}", ("127.0.0.1", 45678)):
    try:
        socket.socket(socket.AF_UNIX if isinstance(target, str) else socket.AF_INET).connect(target); seen.append(target)
    except OSError: pass
seen += [name for name in ("shmget", "semget", "msgget") if getattr(libc, name)(0x4242, *((4096,) if name == "shmget" else (1,) if name == "semget" else ()), 0) != -1]
for path in ("/tmp", "/dev/shm", "/workspace", "/dev/pts"):
    seen += [name for name in os.listdir(path) if name not in ("main.py", "ptmx")]
for pid in filter(str.isdigit, os.listdir("/proc")):
    if "${mark}" in open(f"/proc/{pid}/cmdline").read() or int(pid) > 50: seen.append(pid)
print(seen, "${mark}" in open("/proc/net/unix").read())`,
  };
  const abort = new AbortController();
  const events: WireEvent[] = [];
  let finished: Awaited<ReturnType<typeof collect>> | null = null;
  try {
    for await (const event of streamRun(service, first, abort.signal)) {
      events.push(event);
      if (event.type !== 'output') continue;
      finished = await run(service, second);
      abort.abort();
    }
  } catch (error) {
    if (!abort.signal.aborted) throw error;
  }
  expect(events.filter((event) => event.type === 'output')).toMatchObject([{ text: 'ready\n' }]);
  expect([finished?.end.verdict, finished?.stdout]).toEqual(['accepted', '[] False\n']);
  await expectContained({ service, canaries, baseline, events: finished?.events ?? [] });
});

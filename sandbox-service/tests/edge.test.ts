import { chmodSync, chownSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGUAGE_IDS } from '#core/languages.ts';
import { canOthersReach } from '../tools.ts';
import {
  buildBody,
  isRoot,
  makeDataDir,
  post,
  REPOSITORY,
  run,
  type Service,
  startService,
  TOKEN,
} from './harness.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const HELLO = { language: 'python', code: 'print(1)' } as const;

test('refuses every way in without the service token, or with a wrong one', async () => {
  const headers = [
    '',
    'Bearer',
    'Bearer wrong',
    `Basic ${TOKEN}`,
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
  ];
  for (const authorization of headers) {
    const response = await post(service, buildBody(HELLO), {
      headers: authorization === '' ? {} : { authorization },
    });
    expect([authorization, response.status]).toEqual([authorization, 401]);
    expect(await response.json()).toMatchObject({ type: 'failed', code: 'unauthenticated' });
  }
  expect((await fetch(`${service.url}/doctor`)).status).toBe(401);
  expect((await fetch(`${service.url}/v1/runs/x`, { method: 'DELETE' })).status).toBe(401);
});

test.each<[string, unknown]>([
  ['no JSON', '{'],
  ['no object', []],
  ['an unknown language', { ...buildBody(HELLO), language: 'cobol' }],
  ['an entry that is no file', { ...buildBody(HELLO), entry: 'other.py' }],
  ['no files', { ...buildBody(HELLO), files: [] }],
  ['a run id that is no uuid', { ...buildBody(HELLO), runId: '../x' }],
  ['a path that climbs out', buildBody({ ...HELLO, entry: '../main.py' })],
  ['an absolute path', buildBody({ ...HELLO, entry: '/etc/passwd' })],
  ['a path with a line break', buildBody({ ...HELLO, entry: 'a\nb.py' })],
  [
    'the same path twice',
    {
      ...buildBody(HELLO),
      files: [
        { path: 'main.py', text: '' },
        { path: 'main.py', text: '' },
      ],
    },
  ],
  ['more time than is allowed', buildBody({ ...HELLO, limits: { timeMs: 10 ** 9 } })],
  ['more memory than is allowed', buildBody({ ...HELLO, limits: { memoryBytes: 2 ** 40 } })],
])('refuses a body with %s', async (_what, body) => {
  const response = await post(service, body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ type: 'failed', code: 'bad_request' });
});

test('names the field that is wrong but does not repeat what stands in it', async () => {
  const body = buildBody({ ...HELLO, limits: { timeMs: -987_654 } });
  const text = await (await post(service, body)).text();
  expect(text).toContain('limits.timeMs');
  expect(text).not.toContain('987654');
});

test('refuses a body over the limit, whether it says its length or not, and goes on', async () => {
  const large = 'x'.repeat(9 * 1024 * 1024);
  const unsized = { body: new Blob([large]).stream(), duplex: 'half' } as RequestInit;
  for (const init of [{}, unsized]) {
    const response = await post(service, large, init);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ type: 'failed', code: 'too_large' });
  }
  expect((await run(service, HELLO)).stdout).toBe('1\n');
});

test('fails a run whose files cannot stand side by side, and says so', async () => {
  const files = [
    { path: 'main.py', text: '' },
    { path: 'a', text: '' },
    { path: 'a/b.py', text: '' },
  ];
  const text = await (await post(service, { ...buildBody(HELLO), files })).text();
  expect(text).toContain('"code":"bad_request"');
  const long = { path: `${'漢'.repeat(100)}.py`, text: '' };
  const other = await (await post(service, { ...buildBody(HELLO), files: [files[0], long] })).text();
  expect(other).toContain('"code":"bad_request"');
});

test('answers unknown ways with 404', async () => {
  const headers = { authorization: `Bearer ${TOKEN}` };
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/v1/runs'],
    ['DELETE', '/v1/runs/none'],
    ['PUT', '/doctor'],
  ] as const)
    expect((await fetch(service.url + path, { method, headers })).status).toBe(404);
});

test('tells anybody that it is well, and an operator what was checked', async () => {
  const health = await fetch(`${service.url}/healthz`);
  expect(health.status).toBe(200);
  expect(await health.json()).toEqual({
    status: 'ok',
    reason: null,
    languages: LANGUAGE_IDS,
    running: 0,
    waiting: 0,
  });
  const doctor = await fetch(`${service.url}/doctor`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const report = (await doctor.json()) as {
    trouble: unknown;
    checks: { name: string; isPassed: boolean }[];
    languages: Record<string, { version: string }>;
  };
  expect(report.trouble).toBeNull();
  expect(report.checks.length).toBeGreaterThanOrEqual(12);
  expect(report.checks.filter((check) => !check.isPassed)).toEqual([]);
  expect(report.languages.python?.version).toMatch(/^3\.\d+/);
  expect(JSON.stringify(report)).not.toContain(TOKEN);
});

test('writes neither code nor output nor token to its log', async () => {
  await run(service, {
    language: 'python',
    code: 'print("marker-in-output")\nraise ValueError("marker-in-error")',
  });
  await post(service, '{"marker-in-body"');
  expect(service.readLog()).not.toMatch(new RegExp(`marker-in|${TOKEN}`));
});

test('does not start without a service token, and says which variable is missing', async () => {
  await expect(startService({ env: { SANDBOX_SERVICE_TOKEN: '' } })).rejects.toThrow(/SANDBOX_SERVICE_TOKEN/);
});

/** A directory of tools for PATH: the real ones, with bubblewrap replaced by a script, or left out. */
function makeTools(bubblewrap: string | null): string {
  const tools = makeDataDir();
  for (const name of [
    'bash',
    'chmod',
    'ls',
    'mkfifo',
    'mount',
    'prlimit',
    'python3',
    'rm',
    'setpriv',
    'umount',
  ])
    symlinkSync(join('/usr/bin', name), join(tools, name));
  if (bubblewrap !== null)
    writeFileSync(join(tools, 'bwrap'), `#!/bin/bash\n${bubblewrap}\n`, { mode: 0o755 });
  return tools;
}

test.each([
  ['is missing', null, /bwrap is not installed.*apt-get install bubblewrap/],
  [
    'is too old',
    'echo "--unshare-user --seccomp --json-status-fd"',
    /too old: it lacks --disable-userns, --size/,
  ],
  [
    'loads no filter',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is bash
    'args=(); while [ $# -gt 0 ]; do if [ "$1" = --seccomp ]; then shift 2; else args+=("$1"); shift; fi; done; exec /usr/bin/bwrap "${args[@]}"',
    /failed its self-test: seccomp filter \(mode 0\)/,
  ],
  [
    'isolates nothing',
    'case "$*" in *--help*|*--version*) exec /usr/bin/bwrap "$@";; esac; exit 1',
    /ended before it had made a sandbox/,
  ],
])('when bubblewrap %s it stays up, runs nothing and says why', async (_what, bubblewrap, reason) => {
  const tools = makeTools(bubblewrap);
  const broken = await startService({ env: { PATH: tools } });
  try {
    const health = await fetch(`${broken.url}/healthz`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({
      status: 'unavailable',
      reason: expect.stringMatching(reason),
      languages: [],
    });
    expect(broken.readLog()).toMatch(reason);
    const refused = await post(broken, buildBody(HELLO));
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ type: 'failed', code: 'sandbox_unavailable' });
  } finally {
    await broken.stop();
    rmSync(tools, { recursive: true });
  }
});

const canOthersRun = isRoot && canOthersReach(REPOSITORY) && canOthersReach(process.execPath);
test.skipIf(!canOthersRun)(
  'as a plain user without cgroups it runs programs, and says that this is for development',
  async () => {
    const uid = 60_600;
    const dataDir = makeDataDir();
    chownSync(dataDir, uid, uid);
    const plain = await startService({ uid, dataDir });
    try {
      const { end, stdout } = await run(plain, { language: 'python', code: 'import os; print(os.getuid())' });
      expect([end.verdict, stdout]).toEqual(['accepted', '1000\n']);
      const bomb = { language: 'python', code: 'x = []\nwhile True: x.append(bytearray(1 << 20))' } as const;
      expect((await run(plain, { ...bomb, limits: { memoryBytes: 64 << 20 } })).end.verdict).toBe(
        'memory_limit',
      );
      const many =
        'import subprocess\nn = 0\ntry:\n    for _ in range(40): subprocess.Popen(["sleep", "5"]); n += 1\nexcept BlockingIOError: print(n)';
      const few = await run(plain, { language: 'python', code: many, limits: { processes: 8 } });
      expect([few.end.verdict, Number(few.stdout) > 3 && Number(few.stdout) < 8]).toEqual(['accepted', true]);
      const filler =
        'for i in range(10):\n    with open(f"f{i}", "wb") as f:\n        for _ in range(50): f.write(bytes(1 << 20))\nimport time; time.sleep(5)';
      expect((await run(plain, { language: 'python', code: filler })).end.verdict).toBe('output_limit');
      const doctor = await fetch(`${plain.url}/doctor`, { headers: { authorization: `Bearer ${TOKEN}` } });
      expect(await doctor.json()).toMatchObject({
        machine: { cgroups: 'none', developmentOnly: true, ownUserIdPerSlot: false },
      });
      expect(plain.readLog()).toContain('for development');
    } finally {
      await plain.stop();
      rmSync(dataDir, { recursive: true });
    }
  },
);

test.skipIf(!isRoot)('runs programs though its own directory is closed to other users', async () => {
  const dataDir = makeDataDir();
  chmodSync(dataDir, 0o700);
  const closed = await startService({ dataDir });
  try {
    expect((await run(closed, { language: 'typescript', code: 'console.log(1 as number)' })).stdout).toBe(
      '1\n',
    );
  } finally {
    await closed.stop();
    rmSync(dataDir, { recursive: true });
  }
});

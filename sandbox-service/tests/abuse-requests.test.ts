import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Baseline, expectContained, measureBaseline } from './containment.ts';
import { buildBody, type Finished, post, type RunSpec, run, type Service, startService } from './harness.ts';
import { type Canaries, openCanaries } from './host.ts';

let service: Service;
let canaries: Canaries;
let baseline: Baseline;
beforeAll(async () => {
  service = await startService({ env: { SANDBOX_CONCURRENCY: '1' } });
  canaries = await openCanaries(service, 'SECRET_OF_THE_SERVICE');
  baseline = await measureBaseline(service);
});
afterAll(async () => {
  canaries.close();
  await service.stop();
});

async function attack(spec: RunSpec): Promise<Finished> {
  const finished = await run(service, spec);
  await expectContained({ service, canaries, baseline, events: finished.events });
  return finished;
}

/** What a shell, an option parser or a template would act on; each would leave a file or print something else. */
const NAMES = [
  'a; touch planted #.py',
  '$(touch planted).py',
  '`touch planted`.py',
  '-c.py',
  '--help',
  'a b\'"&|<>*?[]{}~!%.py',
  `\${IFS}.py`,
  '漢字 🐢.py',
  `${'d/'.repeat(20)}deep.py`,
];

test.each(NAMES)(
  'a file called %s: names and arguments that a shell would read are only names',
  async (entry) => {
    const code = { [entry]: 'import os; print(os.path.exists("planted"), len(os.listdir(".")))' };
    const { end, stdout } = await attack({ language: 'python', entry, code });
    expect([end.verdict, stdout]).toEqual(['accepted', 'False 1\n']);
  },
);

test('names that a shell would read do not reach a compiler as options either', async () => {
  const code = { '-o planted.ts': 'console.log("fine")', '--help': '', '@list': '/etc/passwd' };
  const { end, stdout } = await attack({ language: 'typescript', entry: '-o planted.ts', code });
  expect([end.verdict, stdout]).toEqual(['accepted', 'fine\n']);
});

test('refuses paths that lead out, or are too long or too many', async () => {
  const body = buildBody({ language: 'python', code: 'print(1)' });
  const file = { path: 'main.py', text: '' };
  const long = 'n'.repeat(4096);
  for (const path of ['../../x', '/etc/cron.d/x', 'a/../../x', './x', 'a//x', 'x\0y', '..\\x', long]) {
    const response = await post(service, { ...body, files: [file, { path, text: 'x' }] });
    expect([path, response.status]).toEqual([path, 400]);
    await response.text();
  }
  const many = Array.from({ length: 10_000 }, (_, i) => ({ path: `f${i}.py`, text: '' }));
  const response = await post(service, { ...body, files: [file, ...many] });
  expect(response.status).toBe(400);
  await response.text();
  await attack({ language: 'python', code: 'print(1)' });
});

test('input that nobody reads holds nothing up', async () => {
  const stdin = 'x'.repeat(1 << 20);
  const { end, stdout } = await attack({ language: 'python', code: 'print("done")', stdin });
  expect([end.verdict, stdout]).toEqual(['accepted', 'done\n']);
});

test('a program opens its channels again, and a terminal of its own, as on any other machine', async () => {
  const code =
    'import os, pty\nopen("/dev/stdout", "w").write(open("/dev/stdin").read())\nopen("/dev/stderr", "w").write("err")\nmain, side = pty.openpty()\nos.write(side, b"typed"); print(os.read(main, 9), os.ttyname(side))';
  const { end, stdout, stderr } = await attack({ language: 'python', code, stdin: 'again ' });
  expect([end.verdict, stdout, stderr]).toEqual(['accepted', "again b'typed' /dev/pts/0\n", 'err']);
});

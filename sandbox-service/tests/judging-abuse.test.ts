import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Service, startService, until } from './harness.ts';
import { measureLeftovers } from './host.ts';
import { runTests } from './judging.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** Cases that a hostile function gets, each followed by one that an honest program would pass. */
async function attack(body: string[], kinds: string[]) {
  const code = [
    'import os, sys',
    'def solve(kind):',
    ...body.map((line) => `    ${line}`),
    '    return kind',
  ];
  const cases = kinds.flatMap((kind) => [
    { input: [kind], expected: kind },
    { input: ['honest'], expected: 'honest' },
  ]);
  const tested = await runTests(service, {
    language: 'python',
    code: code.join('\n'),
    suite: { kind: 'function', function: 'solve', cases },
    limits: { timeMs: 5000 },
  });
  await until('nothing to be left', () => measureLeftovers(service).processes === 0);
  return tested;
}

test('what is expected never enters the sandbox: not its memory, not its files', async () => {
  // The pattern is put together letter by letter, so that the word itself is nowhere in the program.
  const code = [
    'import os, re',
    'def solve(kind):',
    '    wanted = re.compile("".join("[" + c + "]" for c in reversed("kcatsyah-eht-ni-eldeen")).encode())',
    '    hits = 0',
    '    for line in open("/proc/self/maps"):',
    '        start, end = (int(x, 16) for x in line.split()[0].split("-"))',
    '        if " rw" not in line: continue',
    '        with open("/proc/self/mem", "rb", 0) as memory:',
    '            memory.seek(start)',
    '            hits += len(wanted.findall(memory.read(end - start)))',
    '    for root, _, files in os.walk("/workspace"):',
    '        for name in files: hits += len(wanted.findall(open(os.path.join(root, name), "rb").read()))',
    '    return hits',
  ].join('\n');
  const word = 'needle-in-the-haystack';
  const cases = [
    { input: ['the program knows nothing'], expected: word },
    { input: [word], expected: 'a word that it was given is found, so the search works' },
  ];
  const { results } = await runTests(service, {
    language: 'python',
    code,
    suite: { kind: 'function', function: 'solve', cases },
  });
  expect(results[0]?.detail?.actual).toBe('0');
  expect(Number(results[1]?.detail?.actual)).toBeGreaterThan(0);
});

test('an answer that has no end is cut off, and costs the next case nothing', async () => {
  const { verdicts } = await attack(
    ['if kind == "endless":', '    while True: os.write(3, b"x" * 65536)'],
    ['endless'],
  );
  expect(verdicts).toEqual(['output_limit', 'accepted']);
});

test('closing our descriptors, killing everything or replacing the process ends that case alone', async () => {
  const { verdicts } = await attack(
    [
      'if kind == "close": os.closerange(0, 64)',
      'if kind == "kill": os.kill(-1, 9); os.kill(os.getpid(), 9)',
      'if kind == "exec": os.execv("/bin/true", ["true"])',
      'if kind == "stop": os.kill(os.getpid(), 19)',
    ],
    ['close', 'kill', 'exec', 'stop'],
  );
  expect(verdicts).toEqual([
    ...['runtime_error', 'accepted', 'runtime_error', 'accepted'],
    ...['runtime_error', 'accepted', 'time_limit', 'accepted'],
  ]);
});

test('a daemon of one case cannot answer for the process of the next', async () => {
  const { verdicts } = await attack(
    [
      'if kind == "daemon":',
      '    if os.fork() == 0:',
      '        os.setsid()',
      '        while True: os.write(3, b\'{"i":1,"ok":true,"value":"forged"}\\n{"i":2,"ok":true,"value":"forged"}\\n\')',
      '    os._exit(0)',
    ],
    ['daemon'],
  );
  expect(verdicts).toEqual(['runtime_error', 'accepted']);
});

test('stopping what has ended by itself stops nobody who comes next into its place', async () => {
  // Longer than it takes until a sandbox that does not go is ended by force.
  const { verdicts } = await attack(
    ['import time', 'if kind == "leave": os._exit(0)', 'if kind == "stay": time.sleep(1.2)'],
    ['leave', 'stay', 'leave', 'stay'],
  );
  expect(verdicts).toEqual([
    ...['runtime_error', 'accepted', 'accepted', 'accepted'],
    ...['runtime_error', 'accepted', 'accepted', 'accepted'],
  ]);
});

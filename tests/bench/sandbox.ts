import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startService, until } from '#sandbox/tests/harness.ts';
import { closeClient, countWarm, runHello, runSuite } from './sandbox/client.ts';
import { readCpu, readTreeCpu } from './sandbox/cpu.ts';
import { findFloors, type Hello, makeHellos, runBare } from './sandbox/floors.ts';

/**
 * What our service adds to a program: against the bare process, bubblewrap alone and, where present, gVisor. The same
 * programs for each, in turns within one run, so that what else the machine does meets them all alike. Milliseconds
 * depend on the machine; processor time added and ratios are to be read.
 *
 *   npm run bench sandbox
 */
const ROUNDS = 5;
const RUNS = 20;
const PEERS = 4;
const LANGUAGES = ['python', 'javascript'] as const;

const AIMS = { cpuAdded: 10, firstWarm: 25, fiftyCases: 120 };

interface Measured {
  /** Processor time of one run, everything that works for it included. */
  cpu: number;
  /** Median wall clock of one run. */
  wall: number;
}

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'interlace-bench-'));
fs.chmodSync(directory, 0o755);
const service = await startService();
const warmService = await startService({ env: { SANDBOX_WARM: '2' } });
try {
  const hellos = makeHellos(directory);
  await compareRuns(hellos);
  await measureTests();
} finally {
  closeClient();
  await Promise.all([service.stop(), warmService.stop()]);
  fs.rmSync(directory, { recursive: true, force: true });
}

async function compareRuns(hellos: Hello[]): Promise<void> {
  const floors = findFloors();
  say(`${ROUNDS} rounds of ${RUNS} hellos each, one at a time. Best round (median round), milliseconds.`);
  say();
  say('| language | way | CPU | wall | CPU added to the bare process |');
  say('|---|---|---|---|---|');
  for (const hello of hellos) {
    const rounds = new Map<string, Measured[]>();
    const keep = (name: string, measured: Measured) =>
      rounds.set(name, [...(rounds.get(name) ?? []), measured]);
    // What is made once, like a compiled program, is not counted.
    await runHello(service, hello.language, hello.code);
    for (let round = 0; round < ROUNDS; round++) {
      for (const floor of floors) {
        const argv = floor.wrap(hello.argv);
        keep(
          floor.name,
          await measure(
            floor.runs,
            () => runBare(argv),
            () => readCpu(process.pid).children,
          ),
        );
      }
      const ours = () => runHello(service, hello.language, hello.code);
      keep('our service', await measure(RUNS, ours, () => readTreeCpu(service.pid)));
    }
    const bare = rounds.get('bare process') ?? [];
    for (const [name, results] of rounds) {
      const added = results.map(({ cpu }, round) => cpu - (bare[round]?.cpu ?? 0));
      const cpu = results.map((result) => result.cpu);
      const wall = results.map((result) => result.wall);
      say(`| ${hello.language} | ${name} | ${brief(cpu)} | ${brief(wall)} | ${brief(added)} |`);
      if (name === 'our service')
        judge(`CPU added to ${hello.language}, best round`, Math.min(...added), AIMS.cpuAdded);
    }
  }
}

async function measureTests(): Promise<void> {
  const programs = {
    python: 'def add(a, b):\n    return a + b\n',
    javascript: 'function add(a, b) {\n  return a + b;\n}\n',
  };
  const suite = (count: number) => ({
    kind: 'function' as const,
    function: 'add',
    cases: Array.from({ length: count }, (_, i) => ({ input: [i, 1], expected: i + 1 })),
  });
  const times: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS * 2; round++) {
    for (const language of LANGUAGES) {
      for (const count of [1, 50]) {
        await until('a full pool', async () => (await countWarm(warmService)) === 4, 60_000);
        // The pool has just started processes: the machine comes to rest first, as it is between two clicks.
        await sleep(200);
        const tested = await runSuite(warmService, {
          language,
          code: programs[language],
          suite: suite(count),
        });
        if (tested.passed !== count) throw new Error(`${count - tested.passed} cases of ${language} failed.`);
        const name = `${language}, ${count} ${count === 1 ? 'case' : 'cases'}`;
        times[`${name}: first result`] = [...(times[`${name}: first result`] ?? []), tested.first];
        times[`${name}: all`] = [...(times[`${name}: all`] ?? []), tested.all];
      }
    }
  }
  say();
  say(`Warm tests, wall milliseconds, best (median) of ${ROUNDS * 2}:`);
  for (const [name, values] of Object.entries(times)) say(`${name}: ${brief(values)}`);
  for (const language of LANGUAGES)
    judge(
      `first warm ${language} result, best`,
      Math.min(...(times[`${language}, 1 case: first result`] ?? [])),
      AIMS.firstWarm,
    );
  judge(
    '50 JavaScript cases, best',
    Math.min(...(times['javascript, 50 cases: all'] ?? [])),
    AIMS.fiftyCases,
  );

  let failed = 0;
  const startedAt = performance.now();
  for (let round = 0; round < ROUNDS * 2; round++) {
    const languages = Array.from({ length: PEERS }, (_, i) => LANGUAGES[i % LANGUAGES.length] ?? 'python');
    const results = await Promise.all(
      languages.map((language) =>
        runSuite(warmService, { language, code: programs[language], suite: suite(10) }).catch(() => null),
      ),
    );
    failed += results.filter((result) => result?.passed !== 10).length;
  }
  const perSecond = (ROUNDS * 2 * PEERS * 1000) / (performance.now() - startedAt);
  say();
  say(
    `${PEERS} suites of 10 cases at a time on ${os.availableParallelism()} cores: ${perSecond.toFixed(1)} suites/s`,
  );
  judge('suites that failed', failed, 0);
}

async function measure(runs: number, run: () => Promise<void>, readCpuTime: () => number): Promise<Measured> {
  const walls: number[] = [];
  const before = readCpuTime();
  for (let i = 0; i < runs; i++) {
    const startedAt = performance.now();
    await run();
    walls.push(performance.now() - startedAt);
  }
  // What the service does after its answer is a part of the run.
  await sleep(50);
  return { cpu: (readCpuTime() - before) / runs, wall: median(walls) };
}

function judge(what: string, value: number, aim: number): void {
  say(`${what}: ${value.toFixed(1)} (aim at most ${aim}: ${value <= aim ? 'reached' : 'missed'})`);
}

function brief(values: number[]): string {
  return `${Math.min(...values).toFixed(1)} (${median(values).toFixed(1)})`;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

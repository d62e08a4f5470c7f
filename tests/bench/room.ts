import { measureIdleRoom, type Round, runRound, type Workload } from './room/rounds.ts';
import { type BenchServer, startServers } from './room/servers.ts';

/**
 * Our room server (admission, authorship and journal on) against y-websocket's own server and Hocuspocus, neither of
 * which records anything, and a bare relay as the floor. The same work for each, in turns within one run, so that what
 * else the machine does meets them all alike. Milliseconds depend on the machine; ratios and counts are to be read.
 *
 *   npm run bench room
 */
const ROUNDS = 5;
const LOAD: Workload = { rooms: 50, peersPerRoom: 2, editsPerSecond: 5, duration: 4000 };
const IDLE_ROOMS = 200;

const AIMS = { cpuToYWebsocket: 1.5, p50ToRelay: 2, savedP95: 300 };

// every provider listens for the end of the process
process.setMaxListeners(0);
const servers = await startServers();
try {
  const rounds = new Map<BenchServer, Round[]>(servers.map((server) => [server, []]));
  for (const server of servers) await runRound(server, { ...LOAD, duration: 1000 });
  for (let n = 0; n < ROUNDS; n++) {
    for (const server of n % 2 === 0 ? servers : servers.toReversed()) {
      rounds.get(server)?.push(await runRound(server, LOAD));
    }
  }
  const idle = new Map<BenchServer, number>();
  for (const server of servers) idle.set(server, await measureIdleRoom(server, IDLE_ROOMS));
  print(rounds, idle);
} finally {
  await Promise.all(servers.map((server) => server.stop()));
}
process.exit(process.exitCode ?? 0);

function print(rounds: Map<BenchServer, Round[]>, idle: Map<BenchServer, number>): void {
  const { rooms, peersPerRoom, editsPerSecond, duration } = LOAD;
  const say = (line = '') => process.stdout.write(`${line}\n`);
  say(
    `${ROUNDS} rounds each: ${rooms} rooms x ${peersPerRoom} people x ${editsPerSecond} edits/s for ${duration} ms.`,
  );
  say();
  say(
    '| server | CPU us/edit: median (range) | p50 ms: median (best) | p95 ms: median | lost | duplicated | kB/idle room |',
  );
  say('|---|---|---|---|---|---|---|');
  for (const [server, results] of rounds) {
    const cpu = results.map(({ cpuPerEdit }) => cpuPerEdit);
    const p50 = results.map(({ latencies }) => quantile(latencies, 0.5));
    const p95 = results.map(({ latencies }) => quantile(latencies, 0.95));
    const duplicated = results.map((round) => round.duplicated);
    say(
      `| ${[
        server.name,
        `${quantile(cpu, 0.5).toFixed(0)} (${Math.min(...cpu).toFixed(0)}-${Math.max(...cpu).toFixed(0)})`,
        `${quantile(p50, 0.5).toFixed(2)} (${Math.min(...p50).toFixed(2)})`,
        quantile(p95, 0.5).toFixed(2),
        results.reduce((sum, { lost }) => sum + lost, 0),
        duplicated.includes(null) ? '-' : duplicated.reduce<number>((sum, count) => sum + (count ?? 0), 0),
        ((idle.get(server) ?? 0) / 1024).toFixed(0),
      ].join(' | ')} |`,
    );
  }
  const of = (name: BenchServer['name'], measure: (round: Round) => number) => {
    const [, results = []] = [...rounds].find(([server]) => server.name === name) ?? [];
    return results.map(measure);
  };
  const cpuRatio = medianRatio(
    of('interlace', ({ cpuPerEdit }) => cpuPerEdit),
    of('y-websocket', ({ cpuPerEdit }) => cpuPerEdit),
  );
  const half = ({ latencies }: Round) => quantile(latencies, 0.5);
  const p50Ratio = medianRatio(of('interlace', half), of('relay', half));
  const [, ours = []] = [...rounds].find(([server]) => server.name === 'interlace') ?? [];
  const saved = ours.flatMap(({ savedAfter }) => savedAfter);
  say();
  judge('CPU to y-websocket', cpuRatio, AIMS.cpuToYWebsocket);
  judge('p50 to relay', p50Ratio, AIMS.p50ToRelay);
  say(`saved after: p50 ${quantile(saved, 0.5).toFixed(0)} ms`);
  judge('saved after, p95 ms', quantile(saved, 0.95), AIMS.savedP95);
}

function judge(what: string, value: number, aim: number): void {
  const verdict = value <= aim ? 'reached' : 'missed';
  process.stdout.write(`${what}: ${value.toFixed(2)} (aim at most ${aim}: ${verdict})\n`);
}

/** Median of the ratios of rounds that ran next to each other. */
function medianRatio(above: number[], below: number[]): number {
  return quantile(
    above.map((value, n) => value / (below[n] ?? 1)),
    0.5,
  );
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

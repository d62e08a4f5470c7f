import { spawn } from 'node:child_process';
import readline from 'node:readline';
import { FakeOpenAi } from '#models/tests/fake-openai.ts';
import { startTestServer } from '#party/tests/harness.ts';
import { joinRoom, type Peer } from '#party/tests/peer.ts';
import { buildParticipant, buildRoomName } from '#party/tests/people.ts';
import { getEnvironment, root } from '#scripts/env.ts';
import { cpuTime, residentBytes } from '../room/process-tree.ts';
import { FakeInterviewerApp } from './fake-app.ts';

export interface AtOnce {
  interviews: number;
  answers: number;
  /** From a message to the first word at the candidate, beyond the model's delay, in milliseconds. */
  latencies: number[];
  /** Of the interviewing process: processor time as a part of one core, and memory in bytes. */
  cpu: number;
  memory: number;
  /** The same of a process that holds none, in bytes. */
  idleMemory: number;
}

/** How often each candidate says something, and types. */
const SAYS_EVERY = 4000;
const TYPES_EVERY = 200;

/** Real rooms with candidates who talk and type, held by one real process with a model on loopback. */
export async function measureAtOnce(interviews: number, duration: number, delay: number): Promise<AtOnce> {
  const app = new FakeInterviewerApp();
  const model = new FakeOpenAi();
  await Promise.all([app.start(), model.start()]);
  model.delay = delay;
  const server = await startTestServer();
  const child = spawn(process.execPath, ['--import', 'tsx', 'interviewer/main.ts'], {
    cwd: root,
    env: {
      ...(getEnvironment() as NodeJS.ProcessEnv),
      APP_URL: app.url,
      ROOM_URL: server.url,
      INTERVIEWER_SERVICE_TOKEN: 'a-token-of-the-bench-000',
      INTERVIEWER_CAPACITY: String(interviews),
      OPENAI_BASE_URL: model.url,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const peers: Peer[] = [];
  try {
    await new Promise<void>((resolve) => {
      readline.createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('ready ')) resolve();
      });
    });
    const idleMemory = residentBytes(child.pid ?? 0);
    for (let n = 0; n < interviews; n++) {
      const room = buildRoomName();
      peers.push(await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Casey')));
      app.offer(room);
    }
    await waitFor(() => peers.every((peer) => peer.heard('chat').length > 0), 30_000);
    const before = cpuTime(child.pid ?? 0);
    const began = Date.now();
    const latencies = (await Promise.all(peers.map((peer) => talk(peer, duration, delay)))).flat();
    const elapsed = Date.now() - began;
    return {
      interviews,
      answers: latencies.length,
      latencies,
      cpu: (cpuTime(child.pid ?? 0) - before) / elapsed,
      memory: residentBytes(child.pid ?? 0),
      idleMemory,
    };
  } finally {
    for (const peer of peers) peer.destroy();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
    await server.dispose();
    await Promise.all([app.stop(), model.stop()]);
  }
}

async function talk(peer: Peer, duration: number, delay: number): Promise<number[]> {
  const latencies: number[] = [];
  const typing = setInterval(() => peer.text.insert(0, 'x'), TYPES_EVERY);
  const end = Date.now() + duration;
  await pause(Math.random() * SAYS_EVERY);
  while (Date.now() < end) {
    const parts = peer.heard('chat-part').length;
    const said = Date.now();
    peer.say({ type: 'chat', id: crypto.randomUUID(), text: 'what would you like to know about it?' });
    if (await waitFor(() => peer.heard('chat-part').length > parts, delay + 10_000))
      latencies.push(Date.now() - said - delay);
    await pause(SAYS_EVERY);
  }
  clearInterval(typing);
  return latencies;
}

async function waitFor(isSo: () => boolean, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (!isSo()) {
    if (Date.now() > deadline) return false;
    await pause(2);
  }
  return true;
}

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

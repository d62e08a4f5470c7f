import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { BUNDLE_DIRECTORY, buildPartyIfStale, COMPATIBILITY_DATE, COMPATIBILITY_FLAGS } from './build.ts';
import { ROOM_BINDINGS } from './env.ts';

export interface RoomServerOptions {
  /** 0 or nothing takes a free one. */
  port?: number;
  /** Folder of the rooms' files; made when it is missing. */
  dataDir: string;
  /** The room's settings by the names of `env.ts`, as text. */
  bindings: Readonly<Record<string, string>>;
  /** Gets what the runtime prints. */
  onOutput?: (text: string) => void;
  /** Opens V8's inspector on this port of the loopback interface. For measuring only: it can do anything. */
  inspectorPort?: number;
}

export interface RoomServer {
  readonly url: string;
  readonly port: number;
  /** Process of workerd itself, and leader of its process group. */
  readonly pid: number;
  /** Resolves with the exit code once the process has ended, for whatever reason. */
  readonly exited: Promise<number | null>;
  /** Ends it at once, as a crash would. */
  kill9(): Promise<void>;
  /** Ends it if it runs, and starts it again on the same port and data. */
  restart(): Promise<void>;
  /** Asks it to end, and kills it after a grace: with open sockets workerd would never end by itself. */
  stop(): Promise<void>;
}

/** How long a start may take, with a cold disk on a busy machine. */
const START_TIMEOUT = 30_000;

/** How long a server that was asked to end keeps its sockets. Longer than any journal window. */
const STOP_GRACE = 1000;

/**
 * Runs the room server on bare workerd, on loopback only, building its bundle first when that is stale.
 * Throws when it does not come up. If this process dies, workerd is killed with it.
 */
export async function startRoomServer(options: RoomServerOptions): Promise<RoomServer> {
  await buildPartyIfStale();
  writeConfig();
  fs.mkdirSync(options.dataDir, { recursive: true });
  let running = await launch(options, options.port ?? 0);
  const { port } = running;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    get pid() {
      return running.pid;
    },
    get exited() {
      return running.exited;
    },
    kill9: () => end(running, 'SIGKILL'),
    restart: async () => {
      await end(running, 'SIGKILL');
      running = await launch(options, port);
    },
    stop: () => end(running, 'SIGTERM'),
  };
}

interface Running {
  child: ChildProcess;
  port: number;
  pid: number;
  exited: Promise<number | null>;
}

/**
 * Starts workerd in its own process group beside a watcher that reads from a pipe of ours: when we die, however,
 * the pipe ends and the watcher kills the group. The shell becomes workerd, so the child's pid is workerd's.
 */
const WITH_WATCHER = 'exec 4<&0; (read -r _ <&4; kill -9 -$$) & exec "$@" 4<&- </dev/null';

async function launch(options: RoomServerOptions, port: number): Promise<Running> {
  const { dataDir, bindings, onOutput, inspectorPort } = options;
  const binary = createRequire(import.meta.url)('workerd').default as string;
  const args = [
    ...['serve', '--experimental', path.join(BUNDLE_DIRECTORY, CONFIG_FILE), '--control-fd=3'],
    ...[`--socket-addr=http=127.0.0.1:${port}`, `--directory-path=rooms=${dataDir}`],
    ...(inspectorPort === undefined ? [] : [`--inspector-addr=127.0.0.1:${inspectorPort}`]),
  ];
  const child = spawn('/bin/sh', ['-c', WITH_WATCHER, 'sh', binary, ...args], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(ROOM_BINDINGS.map((name) => [name, ''])), ...bindings } as NodeJS.ProcessEnv,
    detached: true,
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (code) => {
      child.stdin?.destroy();
      resolve(code);
    });
  });
  child.stdin?.on('error', () => child.stdin?.destroy());
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-2000);
      onOutput?.(text);
    });
  }
  try {
    const actual = await within(START_TIMEOUT, Promise.race([readPort(child), fail(exited, () => output)]));
    await waitForHealth(`http://127.0.0.1:${actual}/healthz`, child);
    return { child, port: actual, pid: child.pid ?? 0, exited };
  } catch (error) {
    killGroup(child, 'SIGKILL');
    throw error;
  }
}

/** workerd tells on its control pipe where it listens. */
async function readPort(child: ChildProcess): Promise<number> {
  let text = '';
  for await (const chunk of child.stdio[3] as Readable) {
    text += chunk;
    const match = /"socket":"http","port":(\d+)/.exec(text); // the inspector has an event of its own
    if (match) return Number(match[1]);
  }
  throw new Error('The room server ended before it listened.');
}

async function fail(exited: Promise<number | null>, output: () => string): Promise<never> {
  const code = await exited;
  throw new Error(`The room server did not start (exit code ${code}). ${output().trim()}`);
}

async function waitForHealth(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT;
  while (Date.now() < deadline && child.exitCode === null) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The room server listens but does not answer.');
}

async function end({ child, exited }: Running, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  if (!isGone()) {
    if (signal === 'SIGTERM') child.kill('SIGTERM');
    else killGroup(child, 'SIGKILL');
    const timer = setTimeout(() => killGroup(child, 'SIGKILL'), STOP_GRACE);
    await exited;
    clearTimeout(timer);
  }
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    // the group is gone already, which is what was wanted
  }
}

async function within<T>(time: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The room server took too long to start.')), time);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * The room's frames are many, small and soon garbage: a larger young generation would only hold more of it, and
 * helper threads cost more than they take off the one that works. Together about a third less memory.
 */
const V8_FLAGS = ['--max-semi-space-size=4', '--single-threaded-gc'];

const CONFIG_FILE = 'room.capnp';

/** The same for every server: port and folder are given on the command line, secrets in the environment. */
function writeConfig(): void {
  const text = (value: string) => JSON.stringify(value);
  const bindings = ROOM_BINDINGS.map((name) => `(name = ${text(name)}, fromEnvironment = ${text(name)})`);
  const config = `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  v8Flags = [${V8_FLAGS.map(text).join(', ')}],
  services = [
    (name = "party", worker = .party),
    (name = "rooms", disk = (path = "/nonexistent", writable = true)),
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "party")],
);

const party :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "assets.js", esModule = embed "assets.js"),
  ],
  compatibilityDate = ${text(COMPATIBILITY_DATE)},
  compatibilityFlags = [${COMPATIBILITY_FLAGS.map(text).join(', ')}],
  durableObjectNamespaces = [(className = "PartyKitDurable", uniqueKey = "interlace-room")],
  durableObjectStorage = (localDisk = "rooms"),
  bindings = [
    (name = "PARTYKIT_DURABLE", durableObjectNamespace = "PartyKitDurable"),
    ${bindings.join(',\n    ')},
  ],
);
`;
  const file = path.join(BUNDLE_DIRECTORY, CONFIG_FILE);
  const fresh = `${file}.${process.pid}`;
  fs.writeFileSync(fresh, config);
  fs.renameSync(fresh, file);
}

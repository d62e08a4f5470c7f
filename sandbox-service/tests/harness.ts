import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LANGUAGES, type LanguageId } from '#core/languages.ts';
import { listBelow } from './processes.ts';

export const TOKEN = 'a-service-token-of-the-tests';
export const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';
export const isRoot = process.getuid?.() === 0;

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

export interface Service {
  url: string;
  child: ChildProcess;
  pid: number;
  dataDir: string;
  /** Processes below it when it was ready: the TypeScript loader may keep one. */
  helpers: number[];
  /** What it has written to stderr so far. */
  readLog(): string;
  /** Ends it in the polite way, and removes its directory unless the test has given it one. */
  stop(): Promise<void>;
}

/** Starts the real service on a free port, with its state in a fresh directory unless one is given. */
export async function startService(
  options: { env?: Record<string, string>; uid?: number; dataDir?: string } = {},
): Promise<Service> {
  const dataDir = options.dataDir ?? makeDataDir();
  const ownsDataDir = options.dataDir === undefined;
  const child = spawn(process.execPath, ['--import', 'tsx', join(REPOSITORY, 'sandbox-service/main.ts')], {
    cwd: REPOSITORY,
    env: {
      NODE_ENV: 'test',
      PATH: SYSTEM_PATH,
      SANDBOX_PORT: '0',
      SANDBOX_SERVICE_TOKEN: TOKEN,
      INTERLACE_DATA: dataDir,
      // Nothing runs but what a test asks for.
      SANDBOX_WARM: '0',
      SANDBOX_TOOLCHAIN_CACHES: 'off',
      ...options.env,
    },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const ready = /^ready (\S+)$/m.exec(text)?.[1];
      if (ready) resolve(ready);
    });
    child.once('exit', () => {
      if (ownsDataDir) rmSync(dataDir, { recursive: true, force: true });
      reject(new Error(`The service ended before it was ready: ${log}`));
    });
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    if (ownsDataDir) rmSync(dataDir, { recursive: true, force: true });
  };
  const pid = child.pid ?? -1;
  return { url, child, pid, dataDir, helpers: listBelow(pid), readLog: () => log, stop };
}

/** A fresh directory that other users may walk through. Whoever makes one removes it. */
export function makeDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'interlace-sandbox-'));
  chmodSync(dataDir, 0o755);
  return dataDir;
}

/** Waits until `condition` holds and returns what it gave; fails with `what` after `ms`. */
export async function until<T>(what: string, condition: () => T | Promise<T>, ms = 10_000): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${ms} ms in vain: ${what}`);
    await sleep(20);
  }
}

export interface RunSpec {
  language: LanguageId;
  /** Text of the entry file, or all files by path. */
  code: string | Record<string, string>;
  entry?: string;
  stdin?: string;
  limits?: { timeMs?: number; memoryBytes?: number; processes?: number; outputBytes?: number };
  runId?: string;
  interviewId?: string;
}

/** The wire as a stranger would write it down: a change of the contract must break these tests. */
export type WireEvent =
  | { type: 'queued'; position: number }
  | { type: 'started' }
  | { type: 'output'; stream: 'stdout' | 'stderr'; text: string }
  | {
      type: 'ended';
      verdict: string;
      exitCode: number | null;
      signal: string | null;
      timeMs: number;
      cpuMs: number | null;
      memoryBytes: number | null;
      outputTruncated: boolean;
    }
  | { type: 'failed'; code: string; message: string };
export type WireEnd = Extract<WireEvent, { type: 'ended' }>;

/** The body of a request, with fresh ids where the test does not care. */
export function buildBody(spec: RunSpec): Record<string, unknown> {
  const entry = spec.entry ?? LANGUAGES[spec.language].entry;
  const files = typeof spec.code === 'string' ? { [entry]: spec.code } : spec.code;
  return {
    runId: spec.runId ?? randomUUID(),
    interviewId: spec.interviewId ?? randomUUID(),
    language: spec.language,
    entry,
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    ...(spec.stdin === undefined ? {} : { stdin: spec.stdin }),
    ...(spec.limits === undefined ? {} : { limits: spec.limits }),
  };
}

/** Posts a body as it is. */
export function post(service: Service, body: unknown, init: RequestInit = {}): Promise<Response> {
  return fetch(`${service.url}/v1/runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}

/** Starts a run and gives its events as they come. */
export function streamRun(service: Service, spec: RunSpec, signal?: AbortSignal): AsyncGenerator<WireEvent> {
  return streamBody(service, buildBody(spec), signal);
}

/** The same for a whole body. */
export async function* streamBody(
  service: Service,
  body: unknown,
  signal?: AbortSignal,
): AsyncGenerator<WireEvent> {
  yield* readEvents<WireEvent>(await post(service, body, signal ? { signal } : {}));
}

/** The server-sent events of an answer as they come. Throws when it is a refusal. */
export async function* readEvents<Event>(response: Response): AsyncGenerator<Event> {
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) yield JSON.parse(part.replace(/^data: /, '')) as Event;
  }
}

export interface Finished {
  events: WireEvent[];
  stdout: string;
  stderr: string;
  end: WireEnd;
}

/** A run from start to end. Throws when the service itself failed. */
export async function run(service: Service, spec: RunSpec): Promise<Finished> {
  return collect(streamRun(service, spec));
}

/** Reads a stream of events to its end. Throws when the service itself failed. */
export async function collect(stream: AsyncIterable<WireEvent>): Promise<Finished> {
  const events: WireEvent[] = [];
  for await (const event of stream) events.push(event);
  const print = (name: string) =>
    events.map((event) => (event.type === 'output' && event.stream === name ? event.text : '')).join('');
  const end = events.at(-1);
  if (end?.type !== 'ended') throw new Error(`The run has no end: ${JSON.stringify(end)}`);
  return { events, stdout: print('stdout'), stderr: print('stderr'), end };
}

import { createHash, timingSafeEqual } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Duplex } from 'node:stream';
import type { z } from 'zod';
import type { ErrorCode } from '#core/error-codes.ts';
import { LANGUAGE_IDS, type LanguageStatus } from '#core/languages.ts';
import {
  runInputSchema,
  runRequestSchema,
  SANDBOX_LANGUAGES_PATH,
  SANDBOX_RUNS_PATH,
} from '#core/sandbox-protocol.ts';
import {
  SANDBOX_TESTS_PATH,
  type TestEvent,
  type TestRequest,
  testRequestSchema,
} from '#core/test-protocol.ts';
import type { Health } from '../health.ts';
import { MAX_BODY_BYTES } from '../limits.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Queue } from '../queue.ts';
import type { Runs } from '../runs.ts';
import { refuse, sendJson, streamEvents } from './answers.ts';
import { parseBody, problemOfFiles, readBody } from './body.ts';

/** The part that runs suites of tests. */
export interface TestRunner {
  start(request: TestRequest, emit: (event: TestEvent) => void): { stop(): void } | ErrorCode;
  stop(runId: string): boolean;
}

/** The part that keeps workspaces and their terminals. Requests it gets have shown the service token. */
export interface WorkspaceEdge {
  /** Answers a request of its own; false when the path is not one of its. */
  route(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Takes over a connection; false when the path is not one of its. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

export interface HttpOptions {
  serviceToken: string;
  health: Health;
  /** Null when programs may not run here; `health.trouble` says why. */
  runs: Runs | null;
  tests: TestRunner | null;
  workspaces: WorkspaceEdge | null;
  queue: Queue;
  metrics: Metrics;
  log: Log;
}

/**
 * The service's edge. Refusals are JSON with the body of a `failed` event, so that a client reads one shape. Everything
 * but `/healthz` needs the service token.
 */
export function createHttpServer(options: HttpOptions): Server {
  const server = createServer((request, response) => {
    route(options, request, response).catch((error: unknown) => {
      // Somebody hung up while sending: nothing of ours failed.
      if (request.destroyed && !request.complete) return;
      options.log.error('http', 'A request failed', { reason: (error as Error).message });
      if (response.headersSent) response.destroy();
      else refuse(response, 'internal');
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => {}); // The other side hung up; there is nobody to tell.
    if (!isAuthorised(request, options.serviceToken)) return endSocket(socket, 401);
    if (!options.workspaces) return endSocket(socket, 503);
    if (!options.workspaces.upgrade(request, socket, head)) endSocket(socket, 404);
  });
  return server;
}

function endSocket(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

async function route(
  options: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const { method } = request;
  if (method === 'GET' && path === '/healthz') return sendHealth(options, response);
  if (!isAuthorised(request, options.serviceToken))
    return refuse(response, 'unauthenticated', 'The service token is missing or wrong.');
  if (method === 'GET' && path === '/doctor') return sendJson(response, 200, options.health);
  if (method === 'GET' && path === '/metrics') return sendMetrics(options, response);
  if (method === 'GET' && path === SANDBOX_LANGUAGES_PATH)
    return sendJson(response, 200, { languages: listLanguages(options.health) });
  if (method === 'POST' && path === SANDBOX_RUNS_PATH) return startRun(options, request, response);
  if (method === 'POST' && path === SANDBOX_TESTS_PATH) return startTests(options, request, response);
  const [, runId, action] = RUN_PATH.exec(path) ?? [];
  if (runId && method === 'POST' && action === 'input') return typeInto(options, runId, request, response);
  if (runId && method === 'DELETE' && !action) return stopRun(options, runId, response);
  if (await options.workspaces?.route(request, response)) return;
  refuse(response, 'not_found');
}

const RUN_PATH = new RegExp(`^${SANDBOX_RUNS_PATH}/([^/]+)(?:/([^/]+))?$`);

async function startRun(
  options: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readRequest(runRequestSchema, request, response);
  if (!body) return;
  const problem = problemOfFiles(body);
  if (problem) return refuse(response, 'bad_request', problem);
  const { health, metrics, runs } = options;
  if (!runs) return refuse(response, 'sandbox_unavailable', health.trouble ?? undefined);
  streamEvents({
    response,
    start: (emit) =>
      runs.start(body, (event) => {
        metrics.countRun(body.language, event);
        emit(event);
      }),
    isLast: (event) => event.type === 'ended' || event.type === 'failed',
  });
}

async function startTests(
  options: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readRequest(testRequestSchema, request, response);
  if (!body) return;
  const problem = problemOfFiles(body);
  if (problem) return refuse(response, 'bad_request', problem);
  const { health, metrics, tests } = options;
  if (!tests) return refuse(response, 'sandbox_unavailable', health.trouble ?? undefined);
  streamEvents({
    response,
    start: (emit) =>
      tests.start(body, (event) => {
        metrics.countTests(body.language, event);
        emit(event);
      }),
    isLast: (event) => event.type === 'done' || event.type === 'error',
  });
}

async function typeInto(
  { runs }: HttpOptions,
  runId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const input = await readRequest(runInputSchema, request, response);
  if (!input) return;
  const refusal = runs?.input(runId, input) ?? (runs ? null : 'not_found');
  if (refusal) return refuse(response, refusal, INPUT_REFUSALS[refusal]);
  response.writeHead(204).end();
}

const INPUT_REFUSALS: Partial<Record<string, string>> = {
  not_found: 'There is no such run, or it has ended.',
  conflict: 'This run takes no more input.',
  too_large: 'The program has not read what was typed before. Wait until it does.',
};

function stopRun({ runs, tests }: HttpOptions, runId: string, response: ServerResponse): void {
  if (runs?.stop(runId) || tests?.stop(runId)) response.writeHead(204).end();
  else refuse(response, 'not_found', 'There is no such run, or it has ended.');
}

/** The body by its schema, or null after it was refused. */
export async function readRequest<T>(
  schema: z.ZodType<T>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<T | null> {
  const body = await readBody(request);
  if (body === null) {
    refuse(response, 'too_large', `A request may have ${MAX_BODY_BYTES} bytes.`);
    return null;
  }
  const parsed = parseBody(schema, body);
  if ('data' in parsed) return parsed.data;
  refuse(response, 'bad_request', parsed.problem);
  return null;
}

/** Compares digests, which have the same length, in constant time: neither length nor prefix of the token leaks. */
function isAuthorised(request: IncomingMessage, serviceToken: string): boolean {
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return scheme?.toLowerCase() === 'bearer' && timingSafeEqual(digest(token), digest(serviceToken));
}

function listLanguages(health: Health): LanguageStatus[] {
  return LANGUAGE_IDS.map((id) => {
    const found = health.languages[id];
    return 'version' in found
      ? { id, version: found.version, missing: null }
      : { id, version: null, missing: found.missing };
  });
}

/** Open to everybody who can reach the port, so it tells no more than a status page may. */
function sendHealth({ health, queue, runs }: HttpOptions, response: ServerResponse): void {
  const status = runs ? 'ok' : 'unavailable';
  const languages = listLanguages(health).flatMap(({ id, version }) => (version === null ? [] : [id]));
  sendJson(response, runs ? 200 : 503, {
    status,
    reason: health.trouble,
    languages,
    running: queue.running,
    waiting: queue.waiting,
  });
}

async function sendMetrics({ metrics }: HttpOptions, response: ServerResponse): Promise<void> {
  const { contentType, text } = await metrics.read();
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text);
}

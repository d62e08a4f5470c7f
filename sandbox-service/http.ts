import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ERRORS, type ErrorCode } from '#core/error-codes.ts';
import {
  type RunEvent,
  type RunRequest,
  runRequestSchema,
  SANDBOX_RUNS_PATH,
} from '#core/sandbox-protocol.ts';
import type { Health } from './health.ts';
import { MAX_BODY_BYTES, MAX_DROPPED_BYTES } from './limits.ts';
import type { Log } from './log.ts';
import type { Queue } from './queue.ts';
import type { Runs } from './runs.ts';

export interface HttpOptions {
  serviceToken: string;
  health: Health;
  /** Null when programs may not run here; `health.trouble` says why. */
  runs: Runs | null;
  queue: Queue;
  log: Log;
}

/**
 * The service's edge. Refusals are JSON with the body of a `failed` event, so that a client reads one shape. Everything
 * but `/healthz` needs the service token.
 */
export function createHttpServer(options: HttpOptions): Server {
  return createServer((request, response) => {
    route(options, request, response).catch((error: unknown) => {
      // Somebody hung up while sending: nothing of ours failed.
      if (request.destroyed && !request.complete) return;
      options.log.error('http', 'A request failed', { reason: (error as Error).message });
      if (response.headersSent) response.destroy();
      else refuse(response, 'internal');
    });
  });
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
  if (method === 'GET' && path === '/doctor') return send(response, 200, options.health);
  if (method === 'POST' && path === SANDBOX_RUNS_PATH) return startRun(options, request, response);
  if (method === 'DELETE' && path.startsWith(`${SANDBOX_RUNS_PATH}/`)) {
    const isStopped = options.runs?.stop(path.slice(SANDBOX_RUNS_PATH.length + 1)) ?? false;
    if (!isStopped) return refuse(response, 'not_found', 'There is no such run, or it has ended.');
    response.writeHead(204).end();
    return;
  }
  refuse(response, 'not_found');
}

async function startRun(
  options: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (body === null) return refuse(response, 'too_large', `A request may have ${MAX_BODY_BYTES} bytes.`);
  const parsed = parseRunRequest(body);
  if (typeof parsed === 'string') return refuse(response, 'bad_request', parsed);
  if (!options.runs) return refuse(response, 'sandbox_unavailable', options.health.trouble ?? undefined);

  let isOpen = false;
  const early: RunEvent[] = [];
  const emit = (event: RunEvent) => {
    if (!isOpen) return void early.push(event);
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (event.type === 'ended' || event.type === 'failed') response.end();
  };
  const handle = options.runs.start(parsed, emit);
  if (typeof handle === 'string') return refuse(response, handle);
  // The response closes when the client goes away, and also after the last event, when stopping does nothing.
  response.on('close', () => handle.stop());
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  isOpen = true;
  for (const event of early) emit(event);
}

/** The request in a body, or what is wrong with it, naming fields but never repeating their contents. */
function parseRunRequest(body: string): RunRequest | string {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return 'The body is not JSON.';
  }
  const parsed = runRequestSchema.safeParse(json);
  if (!parsed.success)
    return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  const paths = parsed.data.files.map((file) => file.path);
  if (!paths.includes(parsed.data.entry)) return 'entry: The entry is not one of the files.';
  if (new Set(paths).size < paths.length) return 'files: Two files have the same path.';
  return parsed.data;
}

/**
 * The body as text, or null when it is too large. What is over is read and dropped, so that the client, which is still
 * sending, gets the refusal and not a broken connection; a flood is cut off.
 */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    if (bytes > MAX_DROPPED_BYTES) return null;
  }
  return bytes > MAX_BODY_BYTES ? null : Buffer.concat(chunks).toString('utf8');
}

/** Compares digests, which have the same length, in constant time: neither length nor prefix of the token leaks. */
function isAuthorised(request: IncomingMessage, serviceToken: string): boolean {
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return scheme?.toLowerCase() === 'bearer' && timingSafeEqual(digest(token), digest(serviceToken));
}

/** Open to everybody who can reach the port, so it tells no more than a status page may. */
function sendHealth({ health, queue, runs }: HttpOptions, response: ServerResponse): void {
  const status = runs ? 'ok' : 'unavailable';
  const languages = Object.entries(health.languages)
    .filter(([, found]) => 'version' in found)
    .map(([id]) => id);
  send(response, runs ? 200 : 503, {
    status,
    reason: health.trouble,
    languages,
    running: queue.running,
    waiting: queue.waiting,
  });
}

function refuse(response: ServerResponse, code: ErrorCode, message: string = ERRORS[code].text): void {
  const refusal: RunEvent = { type: 'failed', code, message };
  // A body that was not read to its end must not be taken for the next request.
  if (!response.req.complete) response.setHeader('connection', 'close');
  send(response, ERRORS[code].status, refusal);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

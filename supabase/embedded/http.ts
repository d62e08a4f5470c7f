import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { App } from '@supabase/lite';
import { MAX_OBJECT_BYTES } from './lite-app.ts';
import { refuse } from './replies.ts';

type Handler = (request: Request) => Promise<Response>;

/** A request's body: the largest object with room for the form around it. Bodies are held in memory. */
const MAX_BODY_BYTES = MAX_OBJECT_BYTES + (1 << 20);

/** An answer that takes longer never comes: statements end before that, so the connection to the database is lost. */
const ANSWER_TIMEOUT = 30_000;

/** Roles that a token may name. lite would switch to any role of the database, the superuser's included. */
const API_ROLES = ['anon', 'authenticated', 'service_role'];

/** One entry for the whole API: refuses tokens for other roles, then leads to the part that answers. */
export function createHandler(parts: { auth: Handler; storage: Handler; rest: Handler }): Handler {
  return async (request) => {
    if (!hasApiRole(request.headers.get('authorization'))) {
      return refuse(401, 'bad_jwt', 'This token names a role that the API does not know.');
    }
    const { pathname } = new URL(request.url);
    try {
      if (pathname.startsWith('/auth/v1/')) return await parts.auth(request);
      if (pathname.startsWith('/storage/v1/')) return await parts.storage(request);
      if (pathname.startsWith('/rest/v1/')) return await parts.rest(request);
    } catch (error) {
      console.error(error);
      return refuse(500, 'unexpected_failure', 'Something failed on our side. Try again.');
    }
    return refuse(404, 'not_found', 'Not found');
  };
}

/** lite as a handler. The server listens on loopback only, so every caller is local. */
export function toHandler(app: App): Handler {
  return (request) => app.fetch(request, { peerAddress: '127.0.0.1' });
}

/**
 * Listens on loopback. Resolves with the server once it does; throws when the port is taken.
 * `onStuck` is called when an answer does not come.
 */
export async function listen(handler: Handler, port: number, onStuck: () => void): Promise<Server> {
  const watched: Handler = async (request) => {
    const timer = setTimeout(onStuck, ANSWER_TIMEOUT);
    return handler(request).finally(() => clearTimeout(timer));
  };
  const server = createServer((incoming, outgoing) => {
    answer(watched, incoming, outgoing).catch((error: unknown) => {
      // The caller is gone, or something is wrong with us; either way it must not wait for more.
      console.error(error);
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken: stop what listens there, or set SUPABASE_PORT to a free one.`;
      reject(error.code === 'EADDRINUSE' ? new Error(taken) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

/**
 * Reads the whole body before anything answers: a refusal that comes while the caller still sends would leave the
 * connection in a state that breaks the caller's next request on it.
 */
async function answer(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await readAll(incoming);
  if (!body) {
    outgoing.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one);
  }
  const method = incoming.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD' && body.length > 0;
  const address = `http://127.0.0.1${incoming.url ?? '/'}`;
  const response = await handler(new Request(address, { method, headers, body: hasBody ? body : null }));
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  if (response.body && method !== 'HEAD') {
    await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing);
  } else {
    outgoing.end();
  }
}

/** The body, or null when it is larger than anything the API takes. */
async function readAll(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Only reads the claim; lite verifies the signature. What is not a token at all passes on to be refused there. */
function hasApiRole(authorization: string | null): boolean {
  const payload = authorization?.replace(/^Bearer /i, '').split('.')[1];
  if (!payload) return true;
  try {
    const { role } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { role?: unknown };
    return role === undefined || (typeof role === 'string' && API_ROLES.includes(role));
  } catch {
    return true;
  }
}

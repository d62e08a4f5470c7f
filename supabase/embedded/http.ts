import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { App } from '@supabase/lite';
import { refuse } from './replies.ts';

type Handler = (request: Request) => Promise<Response>;

/** Roles that a token may name. lite would switch to any role of the database, the superuser's included. */
const API_ROLES = ['anon', 'authenticated', 'service_role'];

/** One entry for the whole API: refuses tokens for other roles, then leads to the part that answers. */
export function createHandler(parts: { auth: Handler; storage: Handler; rest: Handler }): Handler {
  return async (request) => {
    if (!hasApiRole(request.headers.get('authorization'))) {
      return refuse(401, 'bad_jwt', 'This token names a role that the API does not know.');
    }
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/auth/v1/')) return parts.auth(request);
    if (pathname.startsWith('/storage/v1/')) return parts.storage(request);
    if (pathname.startsWith('/rest/v1/')) return parts.rest(request);
    return refuse(404, 'not_found', 'Not found');
  };
}

/** lite as a handler. The server listens on loopback only, so every caller is local. */
export function toHandler(app: App): Handler {
  return (request) => app.fetch(request, { peerAddress: '127.0.0.1' });
}

/** Listens on loopback. Resolves with the server once it does; throws when the port is taken. */
export async function listen(handler: Handler, port: number): Promise<Server> {
  const server = createServer(getRequestListener(handler));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken: stop what listens there, or set SUPABASE_PORT to a free one.`;
      reject(error.code === 'EADDRINUSE' ? new Error(taken) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
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

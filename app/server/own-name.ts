import type { RequestHandler } from 'express';

/** Names of this machine for itself. */
export const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

const ELSEWHERE = 'To open it at another address, start it with APP_URL set to that address.';

/**
 * Leads `http://localhost:3000` to `http://127.0.0.1:3000` (or the other way round): both reach this machine, but
 * cookies and the check against other sites know only the one in APP_URL. Names that are not of this machine are
 * refused: a page of another site could let its own name point here and read the development mailbox.
 */
export function leadToOwnName(appUrl: string): RequestHandler {
  const own = new URL(appUrl);
  return (request, response, next) => {
    const asked = `http://${request.get('host') ?? ''}`;
    if (!LOOPBACK.has(own.hostname) || !URL.canParse(asked)) return next();
    const { hostname, port } = new URL(asked);
    if (!LOOPBACK.has(hostname) && request.path !== '/api/health') {
      response.status(421).type('text').send(`Interlace answers at ${own.origin}. ${ELSEWHERE}\n`);
    } else if (request.method === 'GET' && hostname !== own.hostname && port === own.port) {
      response.redirect(302, own.origin + request.originalUrl);
    } else {
      next();
    }
  };
}

/**
 * Lets the app see its own name in every request, whatever proxies or strangers wrote there. Remix compares it
 * with Origin and would fail behind a proxy that writes another; our own check of Origin has come before.
 */
export function assumeOwnName(appUrl: string): RequestHandler {
  const { host } = new URL(appUrl);
  return (request, _response, next) => {
    delete request.headers['x-forwarded-host'];
    request.headers.host = host;
    next();
  };
}

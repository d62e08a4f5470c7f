import type { RequestHandler } from 'express';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Leads `http://localhost:3000` to `http://127.0.0.1:3000` (or the other way round): both reach this machine, but
 * cookies and the check against other sites know only the one in APP_URL.
 */
export function leadToOwnName(appUrl: string): RequestHandler {
  const own = new URL(appUrl);
  return (request, response, next) => {
    const asked = `http://${request.get('host') ?? ''}`;
    if (request.method !== 'GET' || !LOOPBACK.has(own.hostname) || !URL.canParse(asked)) return next();
    const { hostname, port } = new URL(asked);
    if (hostname === own.hostname || !LOOPBACK.has(hostname) || port !== own.port) return next();
    response.redirect(302, own.origin + request.originalUrl);
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

import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';

declare global {
  namespace Express {
    interface Locals {
      cspNonce: string;
    }
  }
}

interface SecurityOptions {
  appUrl: string;
  /** Where browsers open room sockets, when that is not the app itself. */
  roomPublicUrl: string | undefined;
  /** Where browsers reach the media server, when that is not the app itself. */
  mediaPublicUrl: string | undefined;
  isDevelopment: boolean;
}

/** Sets the security headers of every response and makes the nonce of its content security policy. */
export function securityHeaders(options: SecurityOptions): RequestHandler {
  const { appUrl, roomPublicUrl, mediaPublicUrl, isDevelopment } = options;
  const isHttps = appUrl.startsWith('https:');
  const sockets = [
    toWebSocketUrl(appUrl),
    ...(roomPublicUrl ? [toWebSocketUrl(roomPublicUrl), roomPublicUrl] : []),
    ...(mediaPublicUrl ? listMediaSources(mediaPublicUrl) : []),
  ];
  return (_request, response, next) => {
    const nonce = randomBytes(16).toString('base64');
    response.locals.cspNonce = nonce;
    const policy = [
      "default-src 'self'",
      // Vite's development client is inline and evaluates; the built app needs neither.
      isDevelopment
        ? `script-src 'self' 'nonce-${nonce}' 'unsafe-inline'`
        : `script-src 'self' 'nonce-${nonce}'`,
      // Monaco writes style elements while it runs; styles cannot run code.
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self' data:",
      "media-src 'self' blob:",
      `connect-src 'self' ${sockets.join(' ')}${isDevelopment ? ' ws:' : ''}`,
      "worker-src 'self' blob:",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "object-src 'none'",
      ...(isHttps ? ['upgrade-insecure-requests'] : []),
    ];
    response.set({
      'Content-Security-Policy': (isDevelopment ? policy.map(allowInline) : policy).join('; '),
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      // Addresses hold secrets of links: other sites learn nothing. (`no-referrer` would also hide the origin of own forms.)
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Permissions-Policy':
        'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=()',
      ...(isHttps ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
    });
    next();
  };
}

/** A browser ignores 'unsafe-inline' beside a nonce, so development leaves the nonce out. */
function allowInline(directive: string): string {
  return directive.startsWith('script-src') ? "script-src 'self' 'unsafe-inline'" : directive;
}

/**
 * Refuses requests that change something and come from another site (cross-site request forgery).
 * Browsers say where a request comes from in `Sec-Fetch-Site` and `Origin`; a page of another site can set neither.
 * Requests with neither header are not from a browser and carry no cookie of somebody else.
 */
export function refuseCrossSite(appUrl: string): RequestHandler {
  const own = new URL(appUrl).origin;
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return next();
    const origin = request.get('origin');
    const site = request.get('sec-fetch-site');
    const isOwn =
      origin !== undefined ? origin === own : site === undefined || site === 'same-origin' || site === 'none';
    if (isOwn) return next();
    response
      .status(403)
      .type('text')
      .send('This request came from another site and was refused. Open Interlace directly and try again.\n');
  };
}

/** What a page asks of a media server. LiveKit's cloud leads on to servers near the browser. */
function listMediaSources(url: string): string[] {
  const { host, hostname, protocol } = new URL(url);
  const hosts = [host, ...(hostname.endsWith('.livekit.cloud') ? ['*.livekit.cloud'] : [])];
  const schemes = /^(ws|http):$/.test(protocol) ? ['http', 'ws'] : ['https', 'wss'];
  return hosts.flatMap((each) => schemes.map((scheme) => `${scheme}://${each}`));
}

function toWebSocketUrl(url: string): string {
  return url.replace(/^http/, 'ws');
}

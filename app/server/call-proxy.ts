import type { RequestHandler } from 'express';
import { MEDIA_PATH } from '#core/call.ts';
import { proxySockets, type SocketProxy } from './socket-proxy.ts';

/** What a page asks after a socket that was refused, to learn why. */
export const VALIDATION_PATH = [`${MEDIA_PATH}/rtc/validate`, `${MEDIA_PATH}/rtc/v1/validate`];

/** How long the media server may take to say why. */
const VALIDATION_TIMEOUT = 3000;

const SOCKET = new RegExp(`^${MEDIA_PATH}/rtc(/v1)?/?(\\?|$)`);

/** Whether this is a socket of a call. Nothing else of the media server is within reach of browsers. */
export function isCallSocket(asked: string | undefined): boolean {
  return SOCKET.test(asked ?? '');
}

/** Passes what browsers ask of calls on to the media server, so that one public port is enough. */
export function passCalls(mediaUrl: string): { sockets: SocketProxy; validate: RequestHandler } {
  const base = mediaUrl.replace(/^ws/, 'http');
  const toPath = (asked: string) => asked.slice(MEDIA_PATH.length);
  return {
    sockets: proxySockets(base, toPath),
    async validate(request, response) {
      const { authorization } = request.headers;
      try {
        const answer = await fetch(base + toPath(request.originalUrl), {
          headers: authorization ? { authorization } : {},
          signal: AbortSignal.timeout(VALIDATION_TIMEOUT),
        });
        response
          .status(answer.status)
          .set('cache-control', 'no-store')
          .type('text')
          .send(await answer.text());
      } catch {
        // down or restarting: the page tries again
        response.status(502).type('text').send('The media server does not answer.\n');
      }
    },
  };
}

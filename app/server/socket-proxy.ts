import type { IncomingMessage } from 'node:http';
import net from 'node:net';
import type { Duplex } from 'node:stream';

/** Sockets of rooms begin with this path. Everything below it that is not an upgrade stays unreachable from outside. */
export const ROOM_PATH = '/parties/main/';

/** Takes over a browser's request for a WebSocket. */
export type SocketProxy = (request: IncomingMessage, browser: Duplex, head: Buffer) => void;

/**
 * Passes a browser's WebSocket on to a server of ours, byte by byte, so that one public port is enough. `toPath` says
 * where what the browser asked for is on that server.
 * Offered extensions are dropped: compressing every keystroke costs the room server more than it saves.
 */
export function proxySockets(url: string, toPath = (asked: string) => asked): SocketProxy {
  const target = new URL(url);
  const port = Number(target.port || 80);
  return (request, browser, head) => {
    const server = net.connect({ host: target.hostname, port }, () => {
      server.setNoDelay(true);
      server.write(requestHead(request, { path: toPath(request.url ?? '/'), host: target.host }));
      if (head.length > 0) server.write(head);
      server.pipe(browser);
      browser.pipe(server);
    });
    if (browser instanceof net.Socket) browser.setNoDelay(true);
    const end = () => {
      server.destroy();
      browser.destroy();
    };
    server.on('error', () => {
      // The server is down or restarting; the page tries again.
      if (!browser.destroyed && server.bytesRead === 0)
        browser.write('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n');
      end();
    });
    browser.on('error', end);
    server.on('close', end);
    browser.on('close', end);
  };
}

function requestHead(request: IncomingMessage, { path, host }: { path: string; host: string }): string {
  const lines = [`${request.method} ${path} HTTP/1.1`, `Host: ${host}`];
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i] ?? '';
    const lower = name.toLowerCase();
    // The session cookie is the app's; the others have tokens of their own.
    if (lower === 'host' || lower === 'cookie' || lower === 'sec-websocket-extensions') continue;
    lines.push(`${name}: ${request.rawHeaders[i + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

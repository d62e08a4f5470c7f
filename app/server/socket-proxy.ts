import type { IncomingMessage } from 'node:http';
import net from 'node:net';
import type { Duplex } from 'node:stream';

/** Sockets of rooms begin with this path. Everything below it that is not an upgrade stays unreachable from outside. */
export const ROOM_PATH = '/parties/main/';

/**
 * Passes a browser's WebSocket on to the room server, byte by byte, so that one public port is enough.
 * Offered extensions are dropped: compressing every keystroke costs the room server more than it saves.
 */
export function proxyRoomSocket(roomUrl: string) {
  const target = new URL(roomUrl);
  const port = Number(target.port || 80);
  return (request: IncomingMessage, browser: Duplex, head: Buffer) => {
    const room = net.connect({ host: target.hostname, port }, () => {
      room.setNoDelay(true);
      room.write(requestHead(request, target.host));
      if (head.length > 0) room.write(head);
      room.pipe(browser);
      browser.pipe(room);
    });
    if (browser instanceof net.Socket) browser.setNoDelay(true);
    const end = () => {
      room.destroy();
      browser.destroy();
    };
    room.on('error', () => {
      // The room server is down or restarting; the browser's provider tries again.
      if (!browser.destroyed && room.bytesRead === 0)
        browser.write('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n');
      end();
    });
    browser.on('error', end);
    room.on('close', end);
    browser.on('close', end);
  };
}

function requestHead(request: IncomingMessage, host: string): string {
  const lines = [`${request.method} ${request.url} HTTP/1.1`, `Host: ${host}`];
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i] ?? '';
    const lower = name.toLowerCase();
    // The session cookie is the app's; the room has its own token.
    if (lower === 'host' || lower === 'cookie' || lower === 'sec-websocket-extensions') continue;
    lines.push(`${name}: ${request.rawHeaders[i + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

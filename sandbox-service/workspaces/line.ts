import type { RawData, WebSocket } from 'ws';
import {
  type WorkspaceEvent,
  type WorkspaceRequest,
  workspaceRequestSchema,
} from '#core/workspace-protocol.ts';
import { LINE_OPEN_TIMEOUT, LINE_PING } from './limits.ts';

/** Why the service closes a line, in the numbers that WebSocket leaves to applications. */
export const LINE_CLOSE = {
  /** The first message was not `open`, or none came. */
  badMessage: 4400,
  /** The room has opened another line. */
  replaced: 4409,
  /** The workspace was removed. */
  removed: 4410,
  /** The workspace cannot be had now; try again later. */
  unavailable: 4503,
} as const;

/** One room's line to its workspace. */
export interface Line {
  send(event: WorkspaceEvent): void;
  close(reason: keyof typeof LINE_CLOSE): void;
}

/** Reads a socket's messages by the protocol. What is none is refused, and the line stays up. */
export function openLine(
  socket: WebSocket,
  listener: { onRequest(line: Line, request: WorkspaceRequest): void; onClose(line: Line): void },
): Line {
  let isAlive = true;
  let isOpened = false;
  const line: Line = {
    send: (event) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event));
    },
    close: (reason) => socket.close(LINE_CLOSE[reason], reason),
  };
  const openTimer = setTimeout(() => line.close('badMessage'), LINE_OPEN_TIMEOUT);
  const pingTimer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, LINE_PING);
  socket.on('pong', () => {
    isAlive = true;
  });
  socket.on('message', (data: RawData, isBinary: boolean) => {
    const request = isBinary ? 'A message is text.' : parseRequest(String(data));
    if (typeof request === 'string')
      return line.send({ type: 'trouble', code: 'bad_request', message: request });
    if (!isOpened && request.type !== 'open') return line.close('badMessage');
    isOpened = true;
    clearTimeout(openTimer);
    listener.onRequest(line, request);
  });
  socket.on('error', () => {}); // What breaks a socket also closes it.
  socket.on('close', () => {
    clearTimeout(openTimer);
    clearInterval(pingTimer);
    listener.onClose(line);
  });
  return line;
}

/** A message by the protocol, or what is wrong with it, naming fields but never repeating their contents. */
function parseRequest(text: string): WorkspaceRequest | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'The message is not JSON.';
  }
  const parsed = workspaceRequestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  return parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    .join('; ');
}

import { CLOSE_CODES, type CloseReason } from '#core/close-codes.ts';
import { parseRoomName } from '#core/room-name.ts';
import { TAB_PARAM, TAKE_OVER_PARAM } from '#core/room-protocol.ts';
import {
  CLAIMS_HEADER,
  decideAdmission,
  encodeClaims,
  hasBearerToken,
  readKnock,
  readTab,
} from './admission.ts';
import type { RoomEnv } from './env.ts';
import { refuse } from './room-http.ts';

/** Rooms stand at `/parties/main/<room name>`. */
const PREFIX = '/parties/main/';

/** The room's name in this address, or null when it is no room of ours. */
export function readRoomName(url: URL): string | null {
  if (!url.pathname.startsWith(PREFIX)) return null;
  const [name = ''] = url.pathname.slice(PREFIX.length).split('/');
  return parseRoomName(name) === null ? null : name;
}

/**
 * Decides on a socket before any room hears of it. Returns the request to hand on, with the verified identity in it,
 * or the answer that ends it. A refusal is a socket that opens and closes with the reason's code: a browser cannot
 * read the status of a handshake that failed, and y-websocket would try for ever.
 */
export async function admitSocket(request: Request, env: RoomEnv): Promise<Request | Response> {
  const url = new URL(request.url);
  const roomName = readRoomName(url);
  if (roomName === null) return refuse('not_found');
  const admission = await decideAdmission(readKnock(url, request.headers.get('origin'), roomName), env);
  if (admission.type === 'refuse') return closeAtOnce(admission.reason);
  // The connection's id is the room's to choose: two sockets that bring the same one would shadow each other.
  const tab = readTab(url);
  url.search = `?_pk=${crypto.randomUUID()}`;
  if (tab.id !== null) url.searchParams.set(TAB_PARAM, tab.id);
  if (tab.takesOver) url.searchParams.set(TAKE_OVER_PARAM, '1');
  const admitted = new Request(url, request);
  admitted.headers.set(CLAIMS_HEADER, encodeClaims(admission.claims));
  return admitted;
}

/** Decides on a request over HTTP: only the app, which has the service token, may ask a room something. */
export function admitRequest(request: Request, env: RoomEnv): Request | Response {
  if (!hasBearerToken(request.headers.get('authorization'), env.ROOM_SERVICE_TOKEN)) {
    return refuse('unauthenticated');
  }
  return readRoomName(new URL(request.url)) === null ? refuse('not_found') : request;
}

/** The runtime's socket pair, which the DOM's types do not have. */
interface ServerSocket extends WebSocket {
  accept(): void;
}
declare const WebSocketPair: new () => { 0: WebSocket; 1: ServerSocket };

function closeAtOnce(reason: CloseReason): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.close(CLOSE_CODES[reason], reason);
  return new Response(null, { status: 101, webSocket: client } as ResponseInit);
}

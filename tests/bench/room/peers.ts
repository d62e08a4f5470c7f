import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { SignJWT } from 'jose';
import * as decoding from 'lib0/decoding';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { makeRoomName } from '#core/room-name.ts';
import { FRAME_MESSAGE, FRAME_SYNC, parseServerMessage, ROOM_PROTOCOL_VERSION } from '#core/room-protocol.ts';
import { ROOM_TOKEN_AUDIENCE, TOKEN_ALGORITHM, TOKEN_ISSUER } from '#core/tokens.ts';
import { type BenchServer, ROOM_TOKEN_SECRET } from './servers.ts';

/** Somebody who types, whatever the server. */
export interface BenchPeer {
  doc: Y.Doc;
  text: Y.Text;
  isReady(): boolean;
  /** Frames with an update in them that arrived. */
  updatesHeard: number;
  /** Milliseconds from an edit to the word that it is on disk; only ours says so. */
  savedAfter: number[];
  /** Called before each edit. */
  beforeEdit(): void;
  destroy(): void;
}

/** A browser's socket without compression, which none of these servers wants on loopback. */
class PlainSocket extends WebSocket {
  constructor(url: string, protocols?: string[]) {
    super(url, protocols ?? [], { perMessageDeflate: false });
  }
}
const Socket = PlainSocket as unknown as typeof globalThis.WebSocket;

/** Connects one person to a room (a UUID) of this server. */
export async function connectPeer(server: BenchServer, room: string): Promise<BenchPeer> {
  const doc = new Y.Doc();
  const peer: BenchPeer = {
    doc,
    text: doc.getText('bench'),
    isReady: () => false,
    updatesHeard: 0,
    savedAfter: [],
    beforeEdit: () => {},
    destroy: () => {},
  };
  if (server.name === 'hocuspocus') connectHocuspocus(server, room, peer);
  else await connectYWebsocket(server, room, peer);
  return peer;
}

async function connectYWebsocket(server: BenchServer, room: string, peer: BenchPeer): Promise<void> {
  const isOurs = server.name === 'interlace';
  const base = `ws://127.0.0.1:${server.port}${isOurs ? '/parties/main' : ''}`;
  const name = isOurs ? makeRoomName(room) : room;
  const params: Record<string, string> = isOurs
    ? { token: await signToken(name), v: String(ROOM_PROTOCOL_VERSION) }
    : {};
  const provider = new WebsocketProvider(base, name, peer.doc, {
    params,
    WebSocketPolyfill: Socket,
    disableBc: true,
  });
  const { messageHandlers } = provider;
  const readSync = messageHandlers[FRAME_SYNC];
  messageHandlers[FRAME_SYNC] = (encoder, decoder, ...rest) => {
    if (decoder.arr[decoder.pos] === 2) peer.updatesHeard++;
    readSync?.(encoder, decoder, ...rest);
  };
  const sent: number[] = [];
  let saved = 0;
  messageHandlers[FRAME_MESSAGE] = (_encoder, decoder) => {
    const message = parseServerMessage(decoding.readVarString(decoder));
    if (message?.type !== 'saved') return;
    const now = performance.now();
    // the first sync frame of a connection is its step 2, which nobody typed
    for (; saved < message.count; saved++)
      if (saved > 0) peer.savedAfter.push(now - (sent[saved - 1] ?? now));
  };
  peer.beforeEdit = () => sent.push(performance.now());
  peer.isReady = () => (server.name === 'relay' ? provider.wsconnected : provider.synced);
  peer.destroy = () => {
    provider.destroy();
    provider.awareness.destroy();
  };
}

function connectHocuspocus(server: BenchServer, room: string, peer: BenchPeer): void {
  const websocketProvider = new HocuspocusProviderWebsocket({
    url: `ws://127.0.0.1:${server.port}`,
    WebSocketPolyfill: Socket,
  });
  const provider = new HocuspocusProvider({ websocketProvider, name: room, document: peer.doc });
  provider.attach();
  provider.on('message', ({ message }: { message: { data: Uint8Array } }) => {
    if (message) peer.updatesHeard++;
  });
  peer.isReady = () => provider.isSynced;
  peer.destroy = () => {
    provider.destroy();
    websocketProvider.destroy();
  };
}

function signToken(room: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: TOKEN_ISSUER,
    aud: ROOM_TOKEN_AUDIENCE,
    sub: crypto.randomUUID(),
    room,
    role: 'interviewer',
    name: 'Ada',
    colour: 0,
    language: 'python',
    iat: now,
    exp: now + 600,
  };
  const key = new TextEncoder().encode(ROOM_TOKEN_SECRET);
  return new SignJWT(claims).setProtectedHeader({ alg: TOKEN_ALGORITHM }).sign(key);
}

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { listFiles } from '#core/doc-shape.ts';
import {
  type ClientMessage,
  encodeMessage,
  FRAME_MESSAGE,
  parseServerMessage,
  ROOM_PROTOCOL_VERSION,
  type ServerMessage,
  type ServerMessageOf,
} from '#core/room-protocol.ts';
import type { Participant } from './people.ts';
import { until } from './until.ts';

/** A browser's side of a room: the real provider, and what the room said. */
export class Peer {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly messages: ServerMessage[] = [];
  readonly closeCodes: number[] = [];
  /** Close code that the provider took for final. */
  finalCode: number | null = null;
  saved = 0;
  /** Sync frames that this connection sent. */
  sent = 0;

  constructor(url: string, { claims, token }: Participant, { doc = new Y.Doc(), connect = true } = {}) {
    this.doc = doc;
    const peer = this;
    class CountingSocket extends WebSocket {
      override send(data: never): void {
        const bytes = new Uint8Array(data);
        if (bytes[0] === 0 && bytes[1] !== 0) peer.sent++;
        super.send(data);
      }
    }
    this.provider = new WebsocketProvider(`${url.replace('http', 'ws')}/parties/main`, claims.room, doc, {
      params: { token, v: String(ROOM_PROTOCOL_VERSION) },
      WebSocketPolyfill: CountingSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      connect,
      maxBackoffTime: 200,
    });
    this.provider.messageHandlers[FRAME_MESSAGE] = (_encoder, decoder) => {
      const message = parseServerMessage(decoding.readVarString(decoder));
      if (!message) throw new Error('The room sent a message that is not in the protocol.');
      this.messages.push(message);
      if (message.type === 'saved') this.saved = message.count;
    };
    this.provider.on('status', ({ status }) => {
      if (status !== 'connecting') return;
      this.saved = 0;
      this.sent = 0;
    });
    this.provider.on('connection-close', (event) => event && this.closeCodes.push(event.code));
    this.provider.on('closed', ({ code }) => {
      this.finalCode = code;
    });
  }

  /** The first file's text. */
  get text(): Y.Text {
    const [file] = listFiles(this.doc);
    if (!file) throw new Error('No file yet.');
    return file.text;
  }

  say(message: ClientMessage): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, FRAME_MESSAGE);
    encoding.writeVarString(encoder, encodeMessage(message));
    this.provider.ws?.send(encoding.toUint8Array(encoder));
  }

  heard<T extends ServerMessage['type']>(type: T): ServerMessageOf<T>[] {
    return this.messages.filter((message): message is ServerMessageOf<T> => message.type === type);
  }

  last<T extends ServerMessage['type']>(type: T): ServerMessageOf<T> | undefined {
    return this.heard(type).at(-1);
  }

  synced(): Promise<void> {
    return until(() => this.provider.synced, 'the peer is synced');
  }

  /** Everything this peer sent is on the room's disk. */
  allSaved(): Promise<void> {
    return until(() => this.provider.synced && this.sent > 0 && this.saved === this.sent, 'all is saved');
  }

  closed(): Promise<void> {
    return until(() => this.finalCode !== null, 'the peer was closed for good');
  }

  destroy(): void {
    this.provider.destroy();
    this.provider.awareness.destroy();
  }
}

/** A peer that is in the room and synced. */
export async function joinRoom(url: string, who: Participant, options = {}): Promise<Peer> {
  const peer = new Peer(url, who, options);
  await peer.synced();
  return peer;
}

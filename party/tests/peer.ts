import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { listFiles } from '#core/doc-shape.ts';
import {
  type ClientMessageInput,
  encodeMessage,
  FRAME_MESSAGE,
  parseServerMessage,
  ROOM_PROTOCOL_VERSION,
  type ServerMessage,
  type ServerMessageOf,
} from '#core/room-protocol.ts';
import type { Participant } from './people.ts';
import { until } from './until.ts';

export interface PeerOptions {
  doc?: Y.Doc;
  /** What the line does to a frame: how often it arrives, and how late. Order is kept, as TCP keeps it. */
  disturb?: (frame: Uint8Array) => { copies: number; delay: number };
}

/** A browser's side of a room: the real provider, and what the room said. */
export class Peer {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly messages: ServerMessage[] = [];
  /** Every frame that came, of any kind. */
  readonly frames: Uint8Array[] = [];
  readonly closeCodes: number[] = [];
  /** Close code that the provider took for final. */
  finalCode: number | null = null;
  saved = 0;
  /** Sync frames that this connection sent. */
  sent = 0;

  constructor(url: string, { claims, token }: Participant, options: PeerOptions = {}) {
    const { doc = new Y.Doc(), disturb } = options;
    this.doc = doc;
    const count = (frame: Uint8Array) => {
      if (frame[0] === 0 && frame[1] !== 0) this.sent++;
    };
    const note = (data: unknown) => this.frames.push(new Uint8Array(data as Buffer));
    class CountingSocket extends WebSocket {
      constructor(address: string, protocols?: string[]) {
        super(address, protocols);
        this.on('message', note);
      }

      #line: Promise<void> = Promise.resolve();

      override send(data: never): void {
        const frame = new Uint8Array(data);
        const { copies, delay } = disturb?.(frame) ?? { copies: 1, delay: 0 };
        const pass = () => {
          for (let n = 0; n < copies && this.readyState === WebSocket.OPEN; n++) {
            count(frame);
            super.send(frame);
          }
        };
        if (!disturb) {
          pass();
          return;
        }
        this.#line = this.#line
          .then(() => new Promise<void>((resolve) => setTimeout(resolve, delay)))
          .then(pass);
      }
    }
    this.provider = new WebsocketProvider(`${url.replace('http', 'ws')}/parties/main`, claims.room, doc, {
      params: { token, v: String(ROOM_PROTOCOL_VERSION) },
      WebSocketPolyfill: CountingSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
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

  say(message: ClientMessageInput): void {
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
export async function joinRoom(url: string, who: Participant, options: PeerOptions = {}): Promise<Peer> {
  const peer = new Peer(url, who, options);
  await peer.synced();
  return peer;
}

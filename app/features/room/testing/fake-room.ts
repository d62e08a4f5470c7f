import type { AddressInfo } from 'node:net';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket, WebSocketServer } from 'ws';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { STOPPED_CLOCK } from '#core/interview-clock.ts';
import {
  type ClientMessage,
  encodeMessage,
  FRAME_MESSAGE,
  FRAME_SYNC,
  type Person,
  parseClientMessage,
  ROOM_PROTOCOL_VERSION,
  type Run,
  type ServerMessage,
  type ServerMessageOf,
} from '#core/room-protocol.ts';

export const PERSON: Person = {
  participantId: '00000000-0000-4000-8000-000000000001',
  name: 'Ada',
  role: 'candidate',
  colour: 0,
  since: 0,
};

const RUN: Run = {
  runId: '00000000-0000-4000-8000-0000000000aa',
  byParticipantId: PERSON.participantId,
  byName: 'Ada',
  entry: 'main.py',
  language: 'python',
  position: 4,
  startedAt: 10,
  queuePosition: null,
  output: [],
  isInteractive: false,
  tests: null,
  outcome: null,
};

/** A run of main.py that goes on, with what the test wants otherwise. */
export function buildRun(part: Partial<Run> = {}): Run {
  return { ...RUN, ...part };
}

/** A room in this process that speaks the protocol and leaves to the test when it confirms and when it closes. */
export class FakeRoom {
  readonly doc = new Y.Doc();
  readonly messages: ClientMessage[] = [];
  /** Tokens in the order in which sockets were opened with them. */
  readonly tokens: (string | null)[] = [];
  /** Sync frames that came in on the newest socket. */
  frames: Uint8Array[] = [];
  /** Close code for the next sockets, instead of letting them in. */
  refuseWith: number | null = null;
  confirmsAtOnce = true;
  /** The terminal that the next welcome tells of. */
  terminal: ServerMessageOf<'welcome'>['terminal'] = null;
  readonly #server: WebSocketServer;
  #socket: WebSocket | null = null;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on('connection', (socket, request) => {
      this.tokens.push(new URL(request.url ?? '', 'http://room').searchParams.get('token'));
      if (this.refuseWith) return socket.close(this.refuseWith);
      this.#admit(socket);
    });
  }

  static async open(): Promise<FakeRoom> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise((resolve) => server.once('listening', resolve));
    return new FakeRoom(server);
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  send(message: ServerMessage): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, FRAME_MESSAGE);
    encoding.writeVarString(encoder, encodeMessage(message));
    this.#socket?.send(encoding.toUint8Array(encoder));
  }

  confirm(): void {
    this.send({ type: 'saved', count: this.frames.length });
  }

  /** Closes the present socket with a code, or cuts it without one. */
  close(code?: number): void {
    if (code) this.#socket?.close(code);
    else this.#socket?.terminate();
  }

  async stop(): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #admit(socket: WebSocket): void {
    this.#socket = socket;
    this.frames = [];
    socket.on('message', (data: Buffer) => this.#read(socket, new Uint8Array(data)));
    this.send({
      type: 'welcome',
      version: ROOM_PROTOCOL_VERSION,
      you: PERSON,
      people: [PERSON],
      status: 'in_progress',
      clock: { ...STOPPED_CLOCK, startedAt: 1000 },
      serverTime: Date.now(),
      chat: [],
      run: null,
      terminal: this.terminal,
      interviewer: null,
    });
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, FRAME_SYNC);
    syncProtocol.writeSyncStep1(encoder, this.doc);
    socket.send(encoding.toUint8Array(encoder));
  }

  #read(socket: WebSocket, bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === FRAME_MESSAGE) {
      const message = parseClientMessage(decoding.readVarString(decoder));
      if (message) this.messages.push(message);
    }
    if (type !== FRAME_SYNC) return;
    const reply = encoding.createEncoder();
    encoding.writeVarUint(reply, FRAME_SYNC);
    const kind = syncProtocol.readSyncMessage(decoder, reply, this.doc, 'socket');
    if (encoding.length(reply) > 1 && socket.readyState === WebSocket.OPEN)
      socket.send(encoding.toUint8Array(reply));
    if (kind === syncProtocol.messageYjsSyncStep1) return;
    this.frames.push(bytes);
    if (this.confirmsAtOnce) this.confirm();
  }
}

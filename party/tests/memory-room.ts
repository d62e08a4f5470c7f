import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { ErrorCode } from '#core/error-codes.ts';
import type { StatusReport } from '#core/interview-clock.ts';
import { parseRoomName } from '#core/room-name.ts';
import {
  type ClientMessageInput,
  encodeMessage,
  FRAME_MESSAGE,
  parseServerMessage,
  type ServerMessage,
  type ServerMessageOf,
} from '#core/room-protocol.ts';
import { startChain } from '#core/tape/chain.ts';
import { decodeJournal, encodeJournalPart } from '#core/tape/journal.ts';
import { parseSealingKey, signSeal } from '#core/tape/seal.ts';
import type { RoomTokenClaims } from '#core/tokens.ts';
import type { Tab } from '../admission.ts';
import { InterviewRoom, type RoomDependencies } from '../interview-room.ts';
import type { SignTape } from '../sealing.ts';
import { concat } from '../segments.ts';
import { guardStorage } from '../storage.ts';
import type { LineListener } from '../workspace-line.ts';
import { FakeWorkspace } from './fake-workspace.ts';
import { buildSandbox, FakeClock, FakeLog, FakeSocket, settle } from './fakes.ts';
import { MemoryStorage } from './memory-storage.ts';
import { buildClaims, buildRoomName, TAPE_SIGNING_KEY } from './people.ts';

/** Signs as the room server does, with the key of the tests. */
export const signTape: SignTape = async (claims) => signSeal(claims, await parseSealingKey(TAPE_SIGNING_KEY));

/** How long a room in memory gathers before it writes. */
export const WINDOW = 100;

/** A room whose storage, clock, sandbox and workspace are in memory, so that a test moves its time. */
export class MemoryRoom {
  readonly storage: MemoryStorage;
  readonly clock = new FakeClock();
  readonly log = new FakeLog();
  readonly name: string;
  readonly workspace = new FakeWorkspace();
  /** When set, lines are refused with it. */
  refusal: ErrorCode | null = null;
  /** How often a line was asked for. */
  tries = 0;
  /** What the app was told. */
  readonly reports: StatusReport[] = [];
  room: InterviewRoom;
  #callOff: (() => void) | null = null;
  #sockets = 0;
  readonly #overrides: Partial<RoomDependencies>;

  /** `from` is another room's storage and name: what it left behind, to be taken up. */
  constructor(
    overrides: Partial<RoomDependencies> = {},
    from: { storage: MemoryStorage; name: string } = { storage: new MemoryStorage(), name: buildRoomName() },
  ) {
    this.storage = from.storage;
    this.name = from.name;
    this.#overrides = overrides;
    this.room = this.#start();
  }

  /** Kills the room: what storage had not made durable is lost. The next call starts it again. */
  kill(): void {
    this.storage.crash();
    this.room = this.#start();
  }

  /** An alarm is forgotten when the room's server dies, as on a machine of one's own. */
  #setAlarm(at: number | null): void {
    this.#callOff?.();
    this.#callOff =
      at === null ? null : this.clock.setTimer(() => void this.room.wake(), Math.max(0, at - this.clock.now));
  }

  #start(): InterviewRoom {
    this.#callOff?.();
    return new InterviewRoom({
      storage: guardStorage(this.storage),
      clock: this.clock.read,
      setTimer: this.clock.setTimer,
      sandbox: buildSandbox(),
      connectWorkspace: async (_, listener) => this.#connect(listener),
      fetchProblem: async () => 'none',
      fetchQuestion: async () => 'none',
      sendReport: async (_, report) => {
        this.reports.push(report);
        return 'taken';
      },
      setAlarm: (at) => this.#setAlarm(at),
      signTape,
      journalWindow: WINDOW,
      log: this.log,
      ...this.#overrides,
    });
  }

  async join(claims: Partial<RoomTokenClaims> = {}, tab?: Tab): Promise<MemoryPeer> {
    const socket = new FakeSocket();
    const id = `socket ${this.#sockets++}`;
    await this.room.connect(id, socket, buildClaims({ room: this.name, ...claims }), tab);
    await settle();
    return new MemoryPeer(this.room, id, socket);
  }

  /** The journal, with all that was said before. */
  async journal() {
    const journal = await this.room.journal(this.name, 0);
    if (typeof journal === 'string') throw new Error(`The journal was refused: ${journal}.`);
    const parts: Uint8Array[] = [];
    for await (const segment of journal.segments) parts.push(encodeJournalPart(segment));
    return decodeJournal(concat(parts), 0, startChain(parseRoomName(this.name) ?? ''));
  }

  #connect(listener: LineListener) {
    this.tries++;
    if (this.refusal) return this.refusal;
    let isOpen = true;
    this.workspace.connect(
      (event) => isOpen && listener.onEvent(event),
      () => {
        if (isOpen) listener.onClose();
        isOpen = false;
      },
    );
    return {
      send: (request: unknown) => isOpen && this.workspace.hear(JSON.stringify(request)),
      close: () => {
        isOpen = false;
        this.workspace.disconnected();
      },
    };
  }
}

/** Somebody's connection to a room in memory. */
export class MemoryPeer {
  readonly id: string;
  readonly socket: FakeSocket;
  readonly #room: InterviewRoom;

  constructor(room: InterviewRoom, id: string, socket: FakeSocket) {
    this.#room = room;
    this.id = id;
    this.socket = socket;
  }

  send(frame: Uint8Array): void {
    this.#room.receive(this.id, frame);
  }

  say(message: ClientMessageInput): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, FRAME_MESSAGE);
    encoding.writeVarString(encoder, encodeMessage(message));
    this.send(encoding.toUint8Array(encoder));
  }

  heard<T extends ServerMessage['type']>(type: T): ServerMessageOf<T>[] {
    return this.socket.frames
      .flatMap((frame) => {
        const decoder = decoding.createDecoder(frame);
        if (decoding.readVarUint(decoder) !== FRAME_MESSAGE) return [];
        return parseServerMessage(decoding.readVarString(decoder)) ?? [];
      })
      .filter((message): message is ServerMessageOf<T> => message.type === type);
  }

  leave(): Promise<void> {
    return this.#room.disconnect(this.id);
  }
}

import { CLOSE_CODES, type CloseReason } from '#core/close-codes.ts';
import { MAX_MESSAGES_PER_SECOND, MAX_UPDATES_PER_SECOND, UPDATE_BURST } from '#core/limits.ts';
import type { Person, ServerMessage } from '#core/room-protocol.ts';
import type { Origin } from '#core/tape/context.ts';
import { TokenBucket } from './rate-limit.ts';
import {
  BYTES_BURST,
  MAX_BYTES_PER_SECOND,
  MAX_ECHOES_PER_SECOND,
  MAX_SIGNALS_PER_SECOND,
  MAX_WAITING_FRAMES,
  MESSAGE_BURST,
  SIGNAL_BURST,
} from './room-limits.ts';
import { encodeServerMessage } from './wire.ts';

/** One end of a WebSocket, whatever runtime it belongs to. */
export interface Socket {
  send(bytes: Uint8Array): void;
  close(code: number, reason: string): void;
}

/** A message of a socket as the runtime hands it over. */
export type Data = ArrayBuffer | Uint8Array | string;

/** One connection of somebody, from the room's door to its end. */
export class Session {
  readonly id: string;
  readonly person: Person;
  /** Of the browser; null for programs that are none. */
  readonly tabId: string | null;
  readonly #socket: Socket;
  /** Frames that came before the room was ready; null once the session is admitted. */
  waiting: Data[] | null = [];
  isClosed = false;
  /** Sync frames (steps 2 and updates) that arrived. */
  received = 0;
  /** How many of them the sender was told, or is about to be told, are saved. */
  marked = 0;
  hasSynced = false;
  lastHeard: number;
  /** A newer connection of the same participant, until it is known whether that is another tab. */
  rival: Session | null = null;
  /** How the next update came to be, when it was not typed. */
  origin: Origin | null = null;
  /** It was silent and was asked for a sign of life. */
  isAsked = false;
  readonly updates: TokenBucket;
  readonly messages: TokenBucket;
  readonly echoes: TokenBucket;
  readonly bytes: TokenBucket;
  readonly signals: TokenBucket;

  constructor({
    id,
    person,
    tabId = null,
    socket,
    now,
  }: { id: string; person: Person; tabId?: string | null; socket: Socket; now: number }) {
    this.id = id;
    this.person = person;
    this.tabId = tabId;
    this.#socket = socket;
    this.lastHeard = now;
    this.updates = new TokenBucket({ perSecond: MAX_UPDATES_PER_SECOND, burst: UPDATE_BURST, now });
    this.messages = new TokenBucket({ perSecond: MAX_MESSAGES_PER_SECOND, burst: MESSAGE_BURST, now });
    this.echoes = new TokenBucket({ perSecond: MAX_ECHOES_PER_SECOND, burst: MAX_ECHOES_PER_SECOND, now });
    this.signals = new TokenBucket({ perSecond: MAX_SIGNALS_PER_SECOND, burst: SIGNAL_BURST, now });
    this.bytes = new TokenBucket({ perSecond: MAX_BYTES_PER_SECOND, burst: BYTES_BURST, now });
  }

  /** Keeps a frame until the session is admitted. False when there are too many. */
  wait(data: Data): boolean {
    if (!this.waiting || this.waiting.length >= MAX_WAITING_FRAMES) return false;
    this.waiting.push(data);
    return true;
  }

  send(bytes: Uint8Array): void {
    if (this.isClosed) return;
    try {
      this.#socket.send(bytes);
    } catch {
      this.isClosed = true; // the socket broke under us; its close event takes the session out of the room
    }
  }

  tell(message: ServerMessage): void {
    this.send(encodeServerMessage(message));
  }

  close(reason: CloseReason): void {
    if (this.isClosed) return;
    this.isClosed = true;
    try {
      this.#socket.close(CLOSE_CODES[reason], reason);
    } catch {
      // already closed by the other side, which is what was wanted
    }
  }
}

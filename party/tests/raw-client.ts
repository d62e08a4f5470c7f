import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import { FRAME_AWARENESS, FRAME_SYNC, ROOM_PROTOCOL_VERSION } from '#core/room-protocol.ts';
import type { Participant } from './people.ts';
import { until } from './until.ts';

/** A socket without a provider, for frames that no provider would send. */
export class RawClient {
  readonly socket: WebSocket;
  readonly frames: Uint8Array[] = [];
  closeCode: number | null = null;

  constructor(url: string, { claims, token }: Participant) {
    const query = new URLSearchParams({ token, v: String(ROOM_PROTOCOL_VERSION) });
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/parties/main/${claims.room}?${query}`);
    this.socket.on('message', (data: Buffer) => this.frames.push(new Uint8Array(data)));
    this.socket.on('close', (code) => {
      this.closeCode = code;
    });
    this.socket.on('error', () => {});
  }

  /** Resolves once the room has greeted: welcome, its step 1 and the cursors. */
  greeted(): Promise<void> {
    return until(() => this.frames.length >= 3, 'the room greets');
  }

  opened(): Promise<void> {
    return until(() => this.socket.readyState === WebSocket.OPEN, 'the socket opens');
  }

  send(frame: Uint8Array | string): void {
    this.socket.send(frame);
  }

  async closed(): Promise<number> {
    await until(() => this.closeCode !== null, 'the room closes the socket');
    return this.closeCode ?? 0;
  }

  destroy(): void {
    this.socket.terminate();
  }
}

export const SYNC_STEP_1 = 0;
export const SYNC_STEP_2 = 1;
export const SYNC_UPDATE = 2;

export function syncFrame(step: number, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, FRAME_SYNC);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}

/** An awareness frame with these entries. */
export function awarenessFrame(entries: { client: number; clock: number; state: unknown }[]): Uint8Array {
  const body = encoding.createEncoder();
  encoding.writeVarUint(body, entries.length);
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(body, client);
    encoding.writeVarUint(body, clock);
    encoding.writeVarString(body, JSON.stringify(state));
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, FRAME_AWARENESS);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(body));
  return encoding.toUint8Array(encoder);
}

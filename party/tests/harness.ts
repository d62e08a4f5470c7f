import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type * as Y from 'yjs';
import { parseRoomName } from '#core/room-name.ts';
import type { ControlRequest } from '#core/room-protocol.ts';
import { startChain } from '#core/tape/chain.ts';
import { type Frame, isUpdateKind, JSON_PAYLOADS } from '#core/tape/frames.ts';
import { decodeJournal, foldDocument } from '#core/tape/journal.ts';
import { type RoomServer, startRoomServer } from '../workerd.ts';
import { ROOM_SECRETS, ROOM_SERVICE_TOKEN } from './people.ts';

export interface TestServer extends RoomServer {
  dataDir: string;
  /** Ends the server and removes its data. */
  dispose(): Promise<void>;
}

/** A room server on its own port and fresh data. */
export async function startTestServer(
  bindings: Record<string, string> = {},
  options: { inspectorPort?: number } = {},
): Promise<TestServer> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'interlace-rooms-'));
  const server = await startRoomServer({
    ...options,
    dataDir,
    bindings: { ...ROOM_SECRETS, JOURNAL_WINDOW: '20', ...bindings },
  });
  const dispose = async () => {
    await server.kill9();
    fs.rmSync(dataDir, { recursive: true, force: true });
  };
  return Object.assign(Object.create(server) as RoomServer, { dataDir, dispose });
}

/** A request of the app into a room. */
export function ask(
  server: RoomServer,
  room: string,
  action: string,
  init: RequestInit = {},
): Promise<Response> {
  return fetch(`${server.url}/parties/main/${room}/${action}`, {
    ...init,
    headers: { authorization: `Bearer ${ROOM_SERVICE_TOKEN}`, ...init.headers },
  });
}

export function control(server: RoomServer, room: string, request: ControlRequest): Promise<Response> {
  return ask(server, room, 'control', { method: 'POST', body: JSON.stringify(request) });
}

/**
 * The room's whole journal, read as an archive would read it. Throws when a segment is torn or out of order, or when a
 * frame is not what its kind says.
 */
export async function fetchJournal(server: RoomServer, room: string, from = 0): Promise<Frame[]> {
  const response = await ask(server, room, `journal?from=${from}`);
  if (!response.ok) throw new Error(`The journal was refused: ${response.status}.`);
  const start = from === 0 ? startChain(parseRoomName(room) ?? '') : null;
  const frames = decodeJournal(new Uint8Array(await response.arrayBuffer()), from, start);
  for (const { kind, payload } of frames) {
    if (isUpdateKind(kind)) continue;
    const schema = JSON_PAYLOADS[kind as keyof typeof JSON_PAYLOADS];
    schema.parse(JSON.parse(new TextDecoder().decode(payload)));
  }
  return frames;
}

/** The document that a journal makes when it is replayed from nothing. */
export function replay(frames: readonly Frame[]): Y.Doc {
  const doc = foldDocument(frames);
  if (doc.store.pendingStructs || doc.store.pendingDs)
    throw new Error('The journal builds on what it lacks.');
  return doc;
}

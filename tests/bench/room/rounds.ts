import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { type BenchPeer, connectPeer } from './peers.ts';
import { cpuTime, residentBytes } from './process-tree.ts';
import type { BenchServer } from './servers.ts';

export interface Workload {
  rooms: number;
  peersPerRoom: number;
  /** Edits of one peer per second, one character each. */
  editsPerSecond: number;
  /** Milliseconds of typing. */
  duration: number;
}

export interface Round {
  edits: number;
  /** Microseconds of the server's processor for each edit. */
  cpuPerEdit: number;
  /** Milliseconds from an edit to each other peer's document. */
  latencies: number[];
  savedAfter: number[];
  lost: number;
  /** Update frames beyond one for each edit and other peer; null where the protocol does not tell. */
  duplicated: number | null;
}

const PATIENCE = 20_000;

/** People in new rooms type for a while; returns what the server spent and how soon the others saw it. */
export async function runRound(server: BenchServer, load: Workload): Promise<Round> {
  const rooms = await Promise.all(
    Array.from({ length: load.rooms }, () => openRoom(server, load.peersPerRoom)),
  );
  const latencies: number[] = [];
  const stopWatching = rooms.map((peers) => watch(peers, latencies));
  const heardBefore = sum(rooms.flat().map(({ updatesHeard }) => updatesHeard));
  const before = cpuTime(server.pid);
  const edits = await typeInAll(rooms, load);
  await waitFor(() => latencies.length >= edits * (load.peersPerRoom - 1), 2000);
  const cpu = cpuTime(server.pid) - before;
  const expected = edits * (load.peersPerRoom - 1);
  const heard = sum(rooms.flat().map(({ updatesHeard }) => updatesHeard)) - heardBefore;
  const lost = sum(rooms.map(countMissing));
  await waitFor(
    () => rooms.flat().every(({ savedAfter }) => server.name !== 'interlace' || savedAfter.length > 0),
    2000,
  );
  for (const stop of stopWatching) stop();
  const savedAfter = rooms.flat().flatMap((peer) => peer.savedAfter.slice(1));
  for (const peer of rooms.flat()) peer.destroy();
  return {
    edits,
    cpuPerEdit: (cpu * 1000) / edits,
    latencies,
    savedAfter,
    lost,
    duplicated: server.name === 'hocuspocus' ? null : Math.max(0, heard - expected),
  };
}

/** Bytes of the server's memory that one idle room of two people takes. */
export async function measureIdleRoom(server: BenchServer, rooms: number): Promise<number> {
  await openRooms(server, 20);
  const before = residentBytes(server.pid);
  const peers = await openRooms(server, rooms);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const bytes = (residentBytes(server.pid) - before) / rooms;
  for (const peer of peers) peer.destroy();
  return bytes;
}

async function openRooms(server: BenchServer, count: number): Promise<BenchPeer[]> {
  const peers: BenchPeer[] = [];
  for (let n = 0; n < count; n += 20) {
    const opened = await Promise.all(
      Array.from({ length: Math.min(20, count - n) }, () => openRoom(server, 2)),
    );
    peers.push(...opened.flat());
  }
  return peers;
}

/** Peers in one new room that have all written once, so that nobody's first edit is among those measured. */
async function openRoom(server: BenchServer, count: number): Promise<BenchPeer[]> {
  const room = randomUUID();
  const peers = await Promise.all(Array.from({ length: count }, () => connectPeer(server, room)));
  await waitFor(() => peers.every((peer) => peer.isReady()));
  for (const peer of peers) edit(peer);
  await waitFor(() => peers.every(({ text }) => text.length === count));
  return peers;
}

function edit(peer: BenchPeer): void {
  peer.beforeEdit();
  peer.text.insert(peer.text.length, 'x');
}

const typedAt = new WeakMap<Y.Doc, number[]>();

async function typeInAll(rooms: BenchPeer[][], load: Workload): Promise<number> {
  const perPeer = Math.round((load.editsPerSecond * load.duration) / 1000);
  const pause = 1000 / load.editsPerSecond;
  await Promise.all(
    rooms.flat().map(async (peer) => {
      const times: number[] = [];
      typedAt.set(peer.doc, times);
      let next = performance.now() + Math.random() * pause;
      for (let n = 0; n < perPeer; n++, next += pause) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
        times.push(performance.now());
        edit(peer);
      }
    }),
  );
  return perPeer * rooms.flat().length;
}

/** Notes how long each edit of the others takes to each peer. Clocks tell edits apart: one character, one clock. */
function watch(peers: BenchPeer[], latencies: number[]): () => void {
  const stops = peers.map((peer) => {
    const others = peers.filter((other) => other !== peer);
    const known = new Map(others.map(({ doc }) => [doc, Y.getState(peer.doc.store, doc.clientID)]));
    const first = new Map(known);
    const note = () => {
      const now = performance.now();
      for (const { doc } of others) {
        const state = Y.getState(peer.doc.store, doc.clientID);
        for (let clock = known.get(doc) ?? 0; clock < state; clock++) {
          const at = typedAt.get(doc)?.[clock - (first.get(doc) ?? 0)];
          if (at !== undefined) latencies.push(now - at);
        }
        known.set(doc, state);
      }
    };
    peer.doc.on('afterTransaction', note);
    return () => peer.doc.off('afterTransaction', note);
  });
  return () => {
    for (const stop of stops) stop();
  };
}

/** Characters that somebody wrote and somebody else in the room does not have. */
function countMissing(peers: BenchPeer[]): number {
  let missing = 0;
  for (const writer of peers) {
    const written = Y.getState(writer.doc.store, writer.doc.clientID);
    for (const reader of peers) missing += written - Y.getState(reader.doc.store, writer.doc.clientID);
  }
  return missing;
}

async function waitFor(condition: () => boolean, patience = PATIENCE): Promise<void> {
  const deadline = Date.now() + patience;
  while (!condition() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
  if (!condition() && patience === PATIENCE) throw new Error('A server under test does not come to rest.');
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE_CODES } from '#core/close-codes.ts';
import { countCharacters, createFile, listFiles, snapshotFiles } from '#core/doc-shape.ts';
import {
  MAX_CONNECTIONS,
  MAX_CONNECTIONS_PER_PARTICIPANT,
  MAX_DOCUMENT_BYTES,
  MAX_FILES,
  MAX_FRAME_BYTES,
  UPDATE_BURST,
} from '#core/limits.ts';
import { isUpdateKind } from '#core/tape/frames.ts';
import { fetchJournal, replay, startTestServer, type TestServer } from './harness.ts';
import { joinRoom } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { awarenessFrame, RawClient, SYNC_STEP_1, SYNC_STEP_2, SYNC_UPDATE, syncFrame } from './raw-client.ts';
import { until } from './until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

test('[LIM1] a frame over the limit closes its sender; a large one inside it is taken', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  bob.text.insert(0, 'x'.repeat(MAX_FRAME_BYTES - 100));
  await bob.allSaved();
  await until(() => ada.text.length === bob.text.length, 'the large one arrives');
  bob.text.insert(0, 'y'.repeat(MAX_FRAME_BYTES));
  await bob.closed();
  expect(bob.finalCode).toBe(CLOSE_CODES.tooLarge);
  expect(ada.text.toString()).not.toContain('y');
  // a frame larger than one value of storage comes back from the journal in one piece
  expect(snapshotFiles(replay(await fetchJournal(server, room)))).toEqual(snapshotFiles(ada.doc));
  ada.destroy();
  bob.destroy();
});

test('[LIM2] text over the limit of the document is refused whole', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  const piece = MAX_FRAME_BYTES - 200;
  while (countCharacters(ada.doc) + piece <= MAX_DOCUMENT_BYTES) {
    ada.text.insert(0, 'x'.repeat(piece));
    await ada.allSaved();
  }
  const { length } = await fetchJournal(server, room);
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  bob.text.insert(0, 'y'.repeat(piece));
  await bob.closed();
  expect(bob.finalCode).toBe(CLOSE_CODES.tooLarge);
  const news = await fetchJournal(server, room, length);
  expect(news.filter(({ kind }) => isUpdateKind(kind))).toEqual([]);
  ada.text.delete(0, piece);
  ada.text.insert(0, 'z'.repeat(1000));
  await ada.allSaved();
  expect(ada.closeCodes).toEqual([]);
  ada.destroy();
  bob.destroy();
});

test('[LIM2] one file too many is refused; after a deletion there is room again', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  ada.doc.transact(() => {
    for (let n = 1; n < MAX_FILES; n++) createFile(ada.doc, `file-${n}.py`);
  });
  await ada.allSaved();
  expect(listFiles(ada.doc)).toHaveLength(MAX_FILES);
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  createFile(bob.doc, 'one-more.py');
  await bob.closed();
  expect(bob.finalCode).toBe(CLOSE_CODES.tooLarge);
  const [first] = listFiles(ada.doc);
  ada.doc
    .getMap<Y.Map<unknown>>('files')
    .get(first?.id ?? '')
    ?.set('deleted', true);
  createFile(ada.doc, 'instead.py');
  await ada.allSaved();
  expect(ada.closeCodes).toEqual([]);
  ada.destroy();
  bob.destroy();
});

test('[LIM3] updates beyond the rate close their sender; what came before is kept', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  for (let n = 0; n < UPDATE_BURST - 10; n++) bob.text.insert(0, '.');
  await bob.allSaved();
  expect(bob.closeCodes).toEqual([]);
  for (let n = 0; n < UPDATE_BURST && bob.finalCode === null; n++) bob.text.insert(0, '.');
  await bob.closed();
  expect(bob.finalCode).toBe(CLOSE_CODES.tooFast);
  await until(() => ada.text.toString().startsWith('.'), 'what came before is there');
  expect(ada.closeCodes).toEqual([]);
  ada.destroy();
  bob.destroy();
});

test('[LIM3] messages, syncs and bytes beyond their rate close their sender', async () => {
  const room = buildRoomName();
  const doc = new Y.Doc();
  const text = doc.getText('scratch');
  const large = () => {
    const before = Y.encodeStateVector(doc);
    text.insert(0, 'x'.repeat(MAX_FRAME_BYTES - 100));
    text.delete(0, text.length);
    return Y.encodeStateAsUpdate(doc, before);
  };
  const floods: Record<string, () => Uint8Array> = {
    cursors: (() => {
      let clock = 0;
      return () => awarenessFrame([{ client: 4711, clock: ++clock, state: {} }]);
    })(),
    echoes: () => awarenessFrame([{ client: 1, clock: 1, state: null }]),
    syncs: () => syncFrame(SYNC_STEP_1, Uint8Array.of(0)),
    'questions for cursors': () => Uint8Array.of(3),
    'empty steps 2': () => syncFrame(SYNC_STEP_2, Uint8Array.of(0, 0)),
    bytes: () => syncFrame(SYNC_UPDATE, large()),
  };
  for (const [name, next] of Object.entries(floods)) {
    const client = new RawClient(server.url, await buildParticipant(room, 'candidate', 'Mallory'));
    await client.greeted();
    for (let n = 0; n < 20_000 && client.closeCode === null; n++) {
      client.send(next());
      if (n % 50 === 0) await new Promise(setImmediate);
    }
    expect(await client.closed(), name).toBe(CLOSE_CODES.tooFast);
  }
});

test('[LIM5] a participant has so many connections, and the room has so many', async () => {
  const room = buildRoomName();
  const clients: RawClient[] = [];
  const enter = async (who: Awaited<ReturnType<typeof buildParticipant>>) => {
    const client = new RawClient(server.url, who);
    clients.push(client);
    await until(() => client.frames.length >= 3 || client.closeCode !== null, 'the door answers');
    return client.closeCode;
  };
  const who = await buildParticipant(room, 'interviewer', 'Ada');
  for (let n = 0; n < MAX_CONNECTIONS_PER_PARTICIPANT; n++) expect(await enter(who)).toBeNull();
  expect(await enter(who)).toBe(CLOSE_CODES.roomFull);
  for (let n = MAX_CONNECTIONS_PER_PARTICIPANT; n < MAX_CONNECTIONS; n++) {
    expect(await enter(await buildParticipant(room, 'observer'))).toBeNull();
  }
  expect(await enter(await buildParticipant(room, 'observer'))).toBe(CLOSE_CODES.roomFull);
  clients[0]?.destroy();
  await until(
    async () => (await enter(await buildParticipant(room, 'observer'))) === null,
    'there is a place again',
  );
  for (const client of clients) client.destroy();
});

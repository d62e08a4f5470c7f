import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE_CODES } from '#core/close-codes.ts';
import { createFile, getFiles, listFiles, snapshotFiles } from '#core/doc-shape.ts';
import { getTemplate } from '#core/languages.ts';
import { FRAME_KINDS, isUpdateKind } from '#core/tape/frames.ts';
import { control, fetchJournal, replay, startTestServer, type TestServer } from './harness.ts';
import { joinRoom, type Peer } from './peer.ts';
import { buildParticipant, buildRoomName, type Participant } from './people.ts';
import { RawClient, SYNC_STEP_2, SYNC_UPDATE, syncFrame } from './raw-client.ts';
import { until } from './until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

/** What a client would send that inserts this text at the beginning of the first file. */
function insertion(base: Y.Doc, text: string, clientID?: number): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(base));
  if (clientID !== undefined) doc.clientID = clientID;
  let update = new Uint8Array();
  doc.on('update', (bytes: Uint8Array) => {
    update = Uint8Array.from(bytes);
  });
  listFiles(doc)[0]?.text.insert(0, text);
  return update;
}

/** The room's document and record are what they were, and it still serves. */
async function expectUnharmed(peer: Peer, room: string, positionBefore: number): Promise<void> {
  const frames = await fetchJournal(server, room);
  expect(frames.slice(positionBefore).filter(({ kind }) => isUpdateKind(kind))).toEqual([]);
  expect(snapshotFiles(replay(frames))).toEqual(snapshotFiles(peer.doc));
  peer.text.insert(0, 'x');
  await peer.allSaved();
}

async function openRoom(): Promise<{ room: string; ada: Peer; adaIs: Participant }> {
  const room = buildRoomName();
  const adaIs = await buildParticipant(room, 'interviewer', 'Ada');
  const ada = await joinRoom(server.url, adaIs);
  ada.text.insert(0, 'from Ada\n');
  await ada.allSaved();
  return { room, ada, adaIs };
}

test('[EDT2] an observer changes nothing, whichever sync message carries it', async () => {
  const { room, ada } = await openRoom();
  const watcher = await joinRoom(server.url, await buildParticipant(room, 'observer'));
  expect(watcher.text.toString()).toBe(ada.text.toString());
  const deletion = new Y.Doc();
  Y.applyUpdate(deletion, Y.encodeStateAsUpdate(ada.doc));
  const before = Y.encodeStateVector(deletion);
  listFiles(deletion)[0]?.text.delete(0, 4);
  const table = {
    'an update that inserts': syncFrame(SYNC_UPDATE, insertion(ada.doc, 'no')),
    'a step 2 that inserts': syncFrame(SYNC_STEP_2, insertion(ada.doc, 'no')),
    'an update that deletes': syncFrame(SYNC_UPDATE, Y.encodeStateAsUpdate(deletion, before)),
    'a step 2 that deletes': syncFrame(SYNC_STEP_2, Y.encodeStateAsUpdate(deletion, before)),
    'an update under the id of somebody who may': syncFrame(
      SYNC_UPDATE,
      insertion(ada.doc, 'no', ada.doc.clientID),
    ),
  };
  const { length } = await fetchJournal(server, room);
  for (const [name, frame] of Object.entries(table)) {
    const observer = new RawClient(server.url, await buildParticipant(room, 'observer'));
    await observer.greeted();
    observer.send(frame);
    expect(await observer.closed(), name).toBe(CLOSE_CODES.forbidden);
  }
  await expectUnharmed(ada, room, length);
  await until(() => watcher.text.toString() === ada.text.toString(), 'the watcher still hears');
  watcher.text.insert(0, 'no');
  await watcher.closed();
  expect(watcher.finalCode).toBe(CLOSE_CODES.forbidden);
  watcher.destroy();
  ada.destroy();
});

test('[EDT2][EDT10] an observer who comes back with deletions that the room knows stays in', async () => {
  const { room, ada } = await openRoom();
  ada.text.delete(0, 5);
  await ada.allSaved();
  const watcher = await joinRoom(server.url, await buildParticipant(room, 'observer'));
  watcher.provider.disconnect();
  const { length } = await fetchJournal(server, room);
  watcher.provider.connect();
  await watcher.synced();
  await watcher.allSaved();
  expect(Y.encodeStateAsUpdate(watcher.doc).length).toBeGreaterThan(2);
  expect(watcher.closeCodes).toEqual([]);
  const frames = await fetchJournal(server, room, length);
  expect(frames.filter(({ kind }) => isUpdateKind(kind))).toEqual([]);
  watcher.destroy();
  ada.destroy();
});

test('[EDT3] new content under another id is refused, whole; what was known under it is not', async () => {
  const { room, ada } = await openRoom();
  const { length } = await fetchJournal(server, room);
  for (const step of [SYNC_UPDATE, SYNC_STEP_2]) {
    const mallory = new RawClient(server.url, await buildParticipant(room, 'candidate', 'Mallory'));
    await mallory.greeted();
    mallory.send(syncFrame(SYNC_UPDATE, Y.encodeStateAsUpdate(ada.doc)));
    mallory.send(syncFrame(step, insertion(ada.doc, 'forged', ada.doc.clientID)));
    expect(await mallory.closed()).toBe(CLOSE_CODES.authorship);
  }
  await expectUnharmed(ada, room, length);
  expect(ada.text.toString()).not.toContain('forged');
  ada.destroy();
});

test('[EDT3] an update with own and foreign content is refused whole', async () => {
  const { room, ada } = await openRoom();
  const { length } = await fetchJournal(server, room);
  const own = new Y.Doc();
  Y.applyUpdate(own, Y.encodeStateAsUpdate(ada.doc));
  const before = Y.encodeStateVector(own);
  listFiles(own)[0]?.text.insert(0, 'mine');
  Y.applyUpdate(own, insertion(ada.doc, 'forged', ada.doc.clientID));
  const mallory = new RawClient(server.url, await buildParticipant(room, 'candidate', 'Mallory'));
  await mallory.greeted();
  mallory.send(syncFrame(SYNC_UPDATE, Y.encodeStateAsUpdate(own, before)));
  expect(await mallory.closed()).toBe(CLOSE_CODES.authorship);
  await expectUnharmed(ada, room, length);
  ada.destroy();
});

test('[EDT4] the same person goes on under their old id after a reload', async () => {
  const { room, ada, adaIs } = await openRoom();
  const old = new Y.Doc();
  Y.applyUpdate(old, Y.encodeStateAsUpdate(ada.doc));
  old.clientID = ada.doc.clientID;
  ada.destroy();
  listFiles(old)[0]?.text.insert(0, 'written offline\n');
  const back = await joinRoom(server.url, adaIs, { doc: old });
  await back.allSaved();
  expect(back.closeCodes).toEqual([]);
  expect(snapshotFiles(replay(await fetchJournal(server, room)))[0]?.text).toContain('written offline');
  back.destroy();
});

test('[EDT5] an update that builds on what the room lacks is not kept, and the next sync brings it whole', async () => {
  const { room, ada } = await openRoom();
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  bob.text.insert(0, 'one ');
  await bob.allSaved();
  const { length } = await fetchJournal(server, room);
  const handler = bob.provider._updateHandler;
  bob.doc.off('update', handler);
  bob.text.insert(0, 'two '); // never sent
  bob.doc.on('update', handler);
  bob.text.insert(0, 'three ');
  await until(() => bob.closeCodes.length > 0, 'the room asks to sync anew');
  expect(bob.closeCodes).toEqual([CLOSE_CODES.resync]);
  await until(() => ada.text.toString().startsWith('three two one '), 'all of it arrives');
  await bob.allSaved();
  const frames = (await fetchJournal(server, room, length)).filter(({ kind }) => isUpdateKind(kind));
  expect(frames).toHaveLength(1);
  expect(snapshotFiles(replay(await fetchJournal(server, room)))).toEqual(snapshotFiles(ada.doc));
  ada.destroy();
  bob.destroy();
});

test('[EDT5] a part that can be placed is kept and recorded, the rest is sent anew', async () => {
  const { room, ada } = await openRoom();
  const bob = new Y.Doc();
  Y.applyUpdate(bob, Y.encodeStateAsUpdate(ada.doc));
  const stranger = new Y.Doc();
  Y.applyUpdate(stranger, Y.encodeStateAsUpdate(ada.doc));
  const before = Y.encodeStateVector(bob);
  const text = (doc: Y.Doc) => listFiles(doc)[0]?.text as Y.Text;
  text(bob).insert(0, 'placed ');
  text(stranger).insert(0, 'unknown ');
  Y.applyUpdate(bob, Y.encodeStateAsUpdate(stranger));
  const after = text(bob).toString().indexOf('unknown') + 3;
  text(bob).insert(after, 'hanging');
  const mixed = Y.diffUpdate(
    Y.mergeUpdates([Y.encodeStateAsUpdate(bob, Y.encodeStateVector(stranger))]),
    before,
  );
  const client = new RawClient(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  await client.greeted();
  client.send(syncFrame(SYNC_UPDATE, mixed));
  expect(await client.closed()).toBe(CLOSE_CODES.resync);
  await until(() => ada.text.toString().includes('placed '), 'what could be placed is seen');
  expect(ada.text.toString()).not.toContain('hanging');
  expect(snapshotFiles(replay(await fetchJournal(server, room)))).toEqual(snapshotFiles(ada.doc));
  ada.destroy();
});

test('[EDT8] a new room has the template of its language once, by the room itself', async () => {
  const room = buildRoomName();
  const people = await Promise.all(
    ['Ada', 'Bob', 'Eve', 'Fay'].map((name) => buildParticipant(room, 'interviewer', name)),
  );
  const peers = await Promise.all(people.map((who) => joinRoom(server.url, who)));
  for (const peer of peers) {
    expect(snapshotFiles(peer.doc)).toMatchObject([{ path: 'main.py', text: getTemplate('python') }]);
    peer.destroy();
  }
  const seeds = (await fetchJournal(server, room)).filter(({ kind }) => kind === FRAME_KINDS.system);
  expect(seeds).toHaveLength(1);
  expect(seeds[0]?.author).toBe('system');
});

test('[EDT10] what the room knows already is recorded and sent on to nobody', async () => {
  const { room, ada } = await openRoom();
  const watcher = new RawClient(server.url, await buildParticipant(room, 'observer'));
  await watcher.greeted();
  const client = new RawClient(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  await client.greeted();
  const update = insertion(ada.doc, 'once ');
  const frame = syncFrame(SYNC_UPDATE, update);
  client.send(frame);
  client.send(frame);
  client.send(syncFrame(SYNC_STEP_2, update));
  client.send(frame);
  await until(() => ada.text.toString().startsWith('once '), 'it arrives');
  await until(
    () => client.frames.some((bytes) => new TextDecoder().decode(bytes).includes('"saved","count":4')),
    'all four are acknowledged',
  );
  const frames = await fetchJournal(server, room);
  expect(frames.filter(({ kind, payload }) => isUpdateKind(kind) && equal(payload, update))).toHaveLength(1);
  expect(watcher.frames.filter((bytes) => equal(bytes, frame))).toHaveLength(1);
  client.destroy();
  watcher.destroy();
  ada.destroy();
});

test('[END2] edits after the end of an interview are not possible', async () => {
  const { room, ada } = await openRoom();
  const { length } = await fetchJournal(server, room);
  await control(server, room, { type: 'end', byName: 'Ada' });
  await ada.closed();
  expect(ada.finalCode).toBe(CLOSE_CODES.interviewOver);
  const frames = await fetchJournal(server, room, length);
  expect(frames.filter(({ kind }) => isUpdateKind(kind))).toEqual([]);
  ada.destroy();
});

test('several files, renames and deletions by several people end equal everywhere', async () => {
  const { room, ada } = await openRoom();
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  const id = createFile(ada.doc, 'lib/tool.py', 'x = 1\n');
  await until(() => getFiles(bob.doc).has(id), 'the file arrives');
  getFiles(bob.doc).get(id)?.set('path', 'lib/renamed.py');
  createFile(bob.doc, 'lib/renamed.py', randomUUID());
  await until(() => snapshotFiles(ada.doc).length === 3, 'both names stand side by side');
  await bob.allSaved();
  expect(snapshotFiles(ada.doc)).toEqual(snapshotFiles(bob.doc));
  expect(snapshotFiles(replay(await fetchJournal(server, room)))).toEqual(snapshotFiles(bob.doc));
  ada.destroy();
  bob.destroy();
});

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

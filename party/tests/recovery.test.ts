import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE_CODES } from '#core/close-codes.ts';
import { listFiles, snapshotFiles } from '#core/doc-shape.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { fetchJournal, replay, startTestServer, type TestServer } from './harness.ts';
import { joinRoom, Peer } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { RawClient, SYNC_UPDATE, syncFrame } from './raw-client.ts';
import { until } from './until.ts';

/** Wide enough that a crash always finds something that is not written yet. */
const WINDOW = '1500';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ JOURNAL_WINDOW: WINDOW });
});
afterAll(() => server.dispose());

/** Ada wrote something that Bob saw and the room lost; Ada is gone. */
async function loseAnEdit() {
  const room = buildRoomName();
  const adaIs = await buildParticipant(room, 'interviewer', 'Ada');
  const bobIs = await buildParticipant(room, 'candidate', 'Bob');
  const ada = await joinRoom(server.url, adaIs);
  const bob = await joinRoom(server.url, bobIs);
  ada.text.insert(0, 'kept\n');
  await Promise.all([ada.allSaved(), bob.allSaved()]);
  ada.text.insert(0, 'lost\n');
  await until(() => bob.text.toString().startsWith('lost'), 'Bob sees it');
  await server.kill9();
  ada.destroy();
  return { room, ada, adaIs, bob, bobIs };
}

test('[EDT9] who was present at a crash brings back what others wrote, and it is recorded as theirs to answer for', async () => {
  const { room, ada, adaIs, bob, bobIs } = await loseAnEdit();
  await server.restart();
  await bob.allSaved();
  const frames = await fetchJournal(server, room);
  const recovered = frames.filter(({ kind }) => kind === FRAME_KINDS.recovered);
  expect(recovered).toHaveLength(1);
  expect(recovered[0]?.author).toBe(bobIs.claims.sub);
  expect(snapshotFiles(replay(frames))[0]?.text).toMatch(/^lost\nkept\n/);
  // the writer comes back with the same edit and more under the old id
  const old = new Y.Doc();
  Y.applyUpdate(old, Y.encodeStateAsUpdate(ada.doc));
  old.clientID = ada.doc.clientID;
  listFiles(old)[0]?.text.insert(0, 'more\n');
  const again = await joinRoom(server.url, adaIs, { doc: old });
  await again.allSaved();
  expect(again.closeCodes).toEqual([]);
  await until(() => bob.text.toString().startsWith('more\nlost\nkept\n'), 'Bob sees all of it, once');
  // Bob's right is used up: what he brings under Ada's id now is a forgery
  const forged = new Y.Doc();
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(bob.doc));
  forged.clientID = ada.doc.clientID;
  const before = Y.encodeStateVector(forged);
  listFiles(forged)[0]?.text.insert(0, 'forged');
  bob.destroy();
  const mallory = new RawClient(server.url, bobIs);
  await mallory.greeted();
  mallory.send(syncFrame(SYNC_UPDATE, Y.encodeStateAsUpdate(forged, before)));
  expect(await mallory.closed()).toBe(CLOSE_CODES.authorship);
  again.destroy();
});

test('[EDT9] who was not present at a crash cannot bring back anything of others', async () => {
  const { room, bob } = await loseAnEdit();
  bob.provider.disconnect();
  await server.restart();
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(bob.doc));
  const eve = new Peer(server.url, await buildParticipant(room, 'candidate', 'Eve'), { doc: copy });
  await eve.closed();
  expect(eve.finalCode).toBe(CLOSE_CODES.authorship);
  const frames = await fetchJournal(server, room);
  expect(frames.some(({ kind }) => kind === FRAME_KINDS.recovered)).toBe(false);
  expect(snapshotFiles(replay(frames))[0]?.text).toMatch(/^kept\n/);
  eve.destroy();
  bob.destroy();
});

test('[EDT9] after everybody has left cleanly there is nothing to bring back', async () => {
  const { room, bob, bobIs } = await loseAnEdit();
  bob.provider.disconnect();
  await server.restart();
  const eve = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Eve'));
  eve.destroy();
  await until(async () => {
    const frames = await fetchJournal(server, room);
    return frames.at(-1)?.kind === FRAME_KINDS.presence;
  }, 'Eve has left');
  const late = new Peer(server.url, bobIs, { doc: bob.doc });
  await late.closed();
  expect(late.finalCode).toBe(CLOSE_CODES.authorship);
  late.destroy();
  bob.destroy();
});

test('[EDT2][EDT9] an observer brings back nothing', async () => {
  const { room, ada, bob } = await loseAnEdit();
  bob.provider.disconnect();
  await server.restart();
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ada.doc));
  const watcher = new Peer(server.url, await buildParticipant(room, 'observer'), { doc: copy });
  await watcher.closed();
  expect(watcher.finalCode).toBe(CLOSE_CODES.forbidden);
  watcher.destroy();
  bob.destroy();
});

test('[DUR7] a crash at the first edit of a page leaves its author known to everybody who saw it', async () => {
  const room = buildRoomName();
  const adaIs = await buildParticipant(room, 'interviewer', 'Ada');
  const bobIs = await buildParticipant(room, 'candidate', 'Bob');
  const ada = await joinRoom(server.url, adaIs);
  const bob = await joinRoom(server.url, bobIs);
  await Promise.all([ada.allSaved(), bob.allSaved()]);
  const seen = new Promise<void>((resolve) => {
    bob.doc.once('update', () => {
      process.kill(server.pid, 'SIGKILL');
      resolve();
    });
  });
  ada.text.insert(0, 'first\n');
  await seen;
  ada.destroy();
  await server.restart();
  await bob.allSaved();
  const frames = await fetchJournal(server, room);
  expect(snapshotFiles(replay(frames))[0]?.text).toMatch(/^first\n/);
  const owners = frames.filter(({ kind }) => kind === FRAME_KINDS.clientId);
  const claimed = owners.find(
    ({ payload }) => JSON.parse(new TextDecoder().decode(payload)).clientId === ada.doc.clientID,
  );
  expect(claimed?.author).toBe(adaIs.claims.sub);
  expect(frames.filter(({ kind }) => kind === FRAME_KINDS.recovered)).toHaveLength(1);
  bob.destroy();
});

test('who was in the room when it crashed is recorded as gone', async () => {
  const { room, adaIs, bob } = await loseAnEdit();
  await server.restart();
  await bob.allSaved();
  const events = (await fetchJournal(server, room))
    .filter(({ kind }) => kind === FRAME_KINDS.presence)
    .map(({ author, payload }) => `${JSON.parse(new TextDecoder().decode(payload)).event} ${author}`);
  const bobId = bob.last('welcome')?.you.participantId;
  expect(events).toEqual([
    `joined ${adaIs.claims.sub}`,
    `joined ${bobId}`,
    `left ${adaIs.claims.sub}`,
    `left ${bobId}`,
    `joined ${bobId}`,
  ]);
  bob.destroy();
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE_CODES } from '#core/close-codes.ts';
import { listFiles } from '#core/doc-shape.ts';
import { MAX_AWARENESS_BYTES } from '#core/limits.ts';
import { ask, startTestServer, type TestServer } from './harness.ts';
import { joinRoom, type Peer } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { awarenessFrame, RawClient, SYNC_UPDATE, syncFrame } from './raw-client.ts';
import { until } from './until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

const stateAt = (peer: Peer, client: number) => peer.provider.awareness.getStates().get(client);

/** Resolves once this peer has heard everything that the room sent before this call. */
async function hasHeardAll(peer: Peer): Promise<void> {
  const id = crypto.randomUUID();
  peer.say({ type: 'chat', id, text: 'are you there' });
  await until(() => peer.heard('chat').some(({ message }) => message.id === id), 'the room answers');
}

async function openRoom() {
  const room = buildRoomName();
  const adaIs = await buildParticipant(room, 'interviewer', 'Ada');
  const ada = await joinRoom(server.url, adaIs);
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  ada.provider.awareness.setLocalState({ cursor: 1 });
  await until(() => stateAt(bob, ada.doc.clientID)?.cursor === 1, 'the cursor arrives');
  return { room, ada, adaIs, bob };
}

test('[AWR2] the room says who a cursor belongs to, whatever the state claims', async () => {
  const { room, ada, adaIs, bob } = await openRoom();
  ada.provider.awareness.setLocalState({ cursor: 2, user: { name: 'Somebody', role: 'candidate' } });
  await until(() => stateAt(bob, ada.doc.clientID)?.cursor === 2, 'the cursor moves');
  const { sub: participantId, name, role, colour } = adaIs.claims;
  expect(stateAt(bob, ada.doc.clientID)?.user).toEqual({ participantId, name, role, colour });
  const late = await joinRoom(server.url, await buildParticipant(room, 'observer'));
  await until(() => stateAt(late, ada.doc.clientID) !== undefined, 'who comes later sees the cursor');
  expect(stateAt(late, ada.doc.clientID)?.user).toEqual({ participantId, name, role, colour });
  for (const peer of [ada, bob, late]) peer.destroy();
});

test('[AWR1] states under the ids of others, and their removal, are passed over silently', async () => {
  const { room, ada, bob } = await openRoom();
  const mallory = new RawClient(server.url, await buildParticipant(room, 'candidate', 'Mallory'));
  await mallory.greeted();
  const adaId = ada.doc.clientID;
  mallory.send(
    awarenessFrame([
      { client: adaId, clock: 1000, state: { cursor: 666 } },
      { client: 4711, clock: 1, state: { cursor: 3 } },
      { client: adaId, clock: 1001, state: null },
      { client: 4712, clock: 1, state: { cursor: 4 } },
    ]),
  );
  await until(() => stateAt(bob, 4711)?.cursor === 3, 'the own state arrives');
  expect(stateAt(bob, adaId)?.cursor).toBe(1);
  expect(stateAt(bob, 4712)).toBeUndefined();
  expect(mallory.closeCode).toBeNull();
  mallory.destroy();
  await until(() => stateAt(bob, 4711) === undefined, 'the cursor goes with its connection');
  ada.destroy();
  bob.destroy();
});

test('[AWR3] a cursor cannot stand under an author id of somebody who has left', async () => {
  const { room, ada, bob } = await openRoom();
  ada.text.insert(0, 'mine');
  await ada.allSaved();
  const adaId = ada.doc.clientID;
  ada.destroy();
  await until(() => stateAt(bob, adaId) === undefined, 'Ada is gone');
  const mallory = new RawClient(server.url, await buildParticipant(room, 'candidate', 'Mallory'));
  await mallory.greeted();
  mallory.send(awarenessFrame([{ client: adaId, clock: 5000, state: { cursor: 666 } }]));
  mallory.send(awarenessFrame([{ client: 4711, clock: 1, state: { cursor: 3 } }]));
  await until(() => stateAt(bob, 4711) !== undefined, 'the own cursor arrives');
  expect(stateAt(bob, adaId)).toBeUndefined();
  mallory.destroy();
  bob.destroy();
});

test('[AWR3] nobody can take the id of a page that has only shown its cursor yet', async () => {
  const { room, ada, bob } = await openRoom();
  const forged = new Y.Doc();
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(ada.doc));
  forged.clientID = ada.doc.clientID;
  const before = Y.encodeStateVector(forged);
  listFiles(forged)[0]?.text.insert(0, 'forged');
  const mallory = new RawClient(server.url, await buildParticipant(room, 'candidate', 'Mallory'));
  await mallory.greeted();
  mallory.send(syncFrame(SYNC_UPDATE, Y.encodeStateAsUpdate(forged, before)));
  expect(await mallory.closed()).toBe(CLOSE_CODES.authorship);
  ada.text.insert(0, 'mine');
  await ada.allSaved();
  expect(ada.closeCodes).toEqual([]);
  ada.destroy();
  bob.destroy();
});

test('[AWR4] a page that comes back is seen at once, before it moves its cursor', async () => {
  const { ada, bob } = await openRoom();
  ada.provider.disconnect();
  await until(() => stateAt(bob, ada.doc.clientID) === undefined, 'Ada is gone');
  ada.provider.connect();
  // y-protocols' own check would renew the state only after 15 s
  await until(() => stateAt(bob, ada.doc.clientID) !== undefined, 'Ada is back', 5000);
  ada.provider.awareness.setLocalStateField('cursor', 9);
  await until(() => stateAt(bob, ada.doc.clientID)?.cursor === 9, 'and moves');
  ada.destroy();
  bob.destroy();
});

test('[AWR1] a newer connection of the same page takes its cursor over from one that hangs', async () => {
  const { room, ada, bob } = await openRoom();
  const eve = await buildParticipant(room, 'candidate', 'Eve');
  const frame = (cursor: number) => awarenessFrame([{ client: 4711, clock: 1, state: { cursor } }]);
  const hanging = new RawClient(server.url, eve);
  await hanging.greeted();
  hanging.send(frame(1));
  await until(() => stateAt(bob, 4711)?.cursor === 1, 'the first is heard');
  const again = new RawClient(server.url, eve);
  await again.greeted();
  again.send(frame(2));
  await until(() => stateAt(bob, 4711)?.cursor === 2, 'the newer one speaks, with the clock that it had');
  hanging.destroy();
  await until(async () => {
    const stats = (await (await ask(server, room, 'stats')).json()) as { connections: number };
    return stats.connections === 3;
  }, 'the older one is gone');
  await hasHeardAll(bob);
  expect(stateAt(bob, 4711)?.cursor).toBe(2);
  again.destroy();
  ada.destroy();
  bob.destroy();
});

test('[AWR5] who moves the cursor hears something back, and never an older state of their own', async () => {
  const room = buildRoomName();
  const alone = new RawClient(server.url, await buildParticipant(room, 'interviewer'));
  await alone.greeted();
  const before = alone.frames.length;
  for (let clock = 1; clock <= 5; clock++)
    alone.send(awarenessFrame([{ client: 4711, clock, state: { clock } }]));
  await until(() => alone.frames.length >= before + 5, 'five answers');
  for (const frame of alone.frames.slice(before)) expect([...frame]).toEqual([1, 1, 0]);
  alone.destroy();
});

test('[LIM4] a state over the limit closes its sender only', async () => {
  const { room, ada, bob } = await openRoom();
  const mallory = new RawClient(server.url, await buildParticipant(room, 'candidate', 'Mallory'));
  await mallory.greeted();
  const fits = { client: 4711, clock: 1, state: { note: 'x'.repeat(MAX_AWARENESS_BYTES - 20) } };
  mallory.send(awarenessFrame([fits]));
  await until(() => stateAt(bob, 4711) !== undefined, 'one inside the limit arrives');
  mallory.send(
    awarenessFrame([{ client: 4711, clock: 2, state: { note: 'x'.repeat(MAX_AWARENESS_BYTES) } }]),
  );
  expect(await mallory.closed()).toBe(CLOSE_CODES.tooLarge);
  expect([...bob.closeCodes, ...ada.closeCodes]).toEqual([]);
  ada.destroy();
  bob.destroy();
});

test('[EDT6] states that are no objects, and clocks out of range, close their sender', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  for (const entry of [
    { client: 1, clock: 1, state: 'text' },
    { client: 1, clock: 1, state: [] },
    { client: 1, clock: 2 ** 40, state: {} },
    { client: 2 ** 40, clock: 1, state: {} },
  ]) {
    const mallory = new RawClient(server.url, await buildParticipant(room, 'candidate', 'Mallory'));
    await mallory.greeted();
    mallory.send(awarenessFrame([entry]));
    expect(await mallory.closed(), JSON.stringify(entry)).toBe(CLOSE_CODES.badMessage);
  }
  await hasHeardAll(ada);
  expect(ada.closeCodes).toEqual([]);
  ada.destroy();
});

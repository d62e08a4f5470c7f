import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLOSE_CODES } from '#core/close-codes.ts';
import { snapshotFiles } from '#core/doc-shape.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { ask, control, fetchJournal, replay, startTestServer, type TestServer } from './harness.ts';
import { joinRoom, Peer } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { until } from './until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

const statusesOf = async (room: string) =>
  (await fetchJournal(server, room))
    .filter(({ kind }) => kind === FRAME_KINDS.status)
    .map(({ payload }) => JSON.parse(new TextDecoder().decode(payload)).status);

test("[END1] the candidate's first arrival begins the interview, and only that", async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  expect(ada.last('welcome')).toMatchObject({ status: 'created', clock: { startedAt: null, endedAt: null } });
  const before = Date.now();
  const bobIs = await buildParticipant(room, 'candidate', 'Bob');
  const bob = await joinRoom(server.url, bobIs);
  await until(() => ada.last('status')?.status === 'in_progress', 'Ada sees it begin');
  const startedAt = ada.last('status')?.clock.startedAt ?? 0;
  expect(startedAt).toBeGreaterThanOrEqual(before);
  expect(bob.last('welcome')).toMatchObject({ status: 'in_progress', clock: { startedAt } });
  bob.destroy();
  const again = await joinRoom(server.url, bobIs);
  expect(again.last('welcome')?.clock.startedAt).toBe(startedAt);
  expect(await statusesOf(room)).toEqual(['created', 'in_progress']);
  await server.kill9();
  await server.restart();
  await until(() => ada.heard('welcome').length === 2, 'Ada is back');
  expect(ada.last('welcome')).toMatchObject({ status: 'in_progress', clock: { startedAt } });
  ada.destroy();
  again.destroy();
});

test('[END2][END3][END4] the end is durable when it is answered, closes everybody, and stays', async () => {
  const room = buildRoomName();
  const adaIs = await buildParticipant(room, 'interviewer', 'Ada');
  const ada = await joinRoom(server.url, adaIs);
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  bob.text.insert(0, 'last words');
  await until(() => ada.text.toString().startsWith('last words'), 'they arrive');
  expect((await control(server, room, { type: 'end', byName: 'Ada' })).status).toBe(200);
  await Promise.all([ada.closed(), bob.closed()]);
  expect([ada.finalCode, bob.finalCode]).toEqual([CLOSE_CODES.interviewOver, CLOSE_CODES.interviewOver]);
  expect(await statusesOf(room)).toEqual(['created', 'in_progress', 'completed']);
  const { length } = await fetchJournal(server, room);
  expect((await control(server, room, { type: 'end', byName: 'Ada' })).status).toBe(200);
  expect(await statusesOf(room)).toEqual(['created', 'in_progress', 'completed']);
  const late = new Peer(server.url, adaIs);
  await late.closed();
  expect(late.finalCode).toBe(CLOSE_CODES.interviewOver);
  expect(late.messages).toEqual([]);
  const frames = await fetchJournal(server, room);
  expect(frames).toHaveLength(length);
  expect(snapshotFiles(replay(frames))[0]?.text).toMatch(/^last words/);
  expect(await (await ask(server, room, 'stats')).json()).toMatchObject({
    status: 'completed',
    connections: 0,
  });
  for (const peer of [ada, bob, late]) peer.destroy();
});

test('[END2] an end that was answered outlives a crash in the same moment', async () => {
  const room = buildRoomName();
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  bob.text.insert(0, 'last words');
  await bob.allSaved();
  const response = await control(server, room, { type: 'end', byName: 'Ada' });
  await server.kill9();
  await server.restart();
  expect(response.status).toBe(200);
  expect(await statusesOf(room)).toEqual(['created', 'in_progress', 'completed']);
  bob.destroy();
});

test('[END3] a room that was ended before anybody came lets nobody in', async () => {
  const room = buildRoomName();
  expect((await control(server, room, { type: 'end', byName: 'Ada' })).status).toBe(200);
  const peer = new Peer(server.url, await buildParticipant(room, 'candidate'));
  await peer.closed();
  expect(peer.finalCode).toBe(CLOSE_CODES.interviewOver);
  expect(await statusesOf(room)).toEqual(['created', 'completed']);
  peer.destroy();
});

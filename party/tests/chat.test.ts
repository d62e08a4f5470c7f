import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHAT_HISTORY, MAX_CHAT_LENGTH } from '#core/limits.ts';
import { chatMessageSchema } from '#core/room-protocol.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { fetchJournal, startTestServer, type TestServer } from './harness.ts';
import { joinRoom } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { until } from './until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

test('[CHT1][CHT2] everybody hears a message once, also when it is said twice', async () => {
  const room = buildRoomName();
  const adaIs = await buildParticipant(room, 'interviewer', 'Ada');
  const ada = await joinRoom(server.url, adaIs);
  const watcher = await joinRoom(server.url, await buildParticipant(room, 'observer'));
  const id = randomUUID();
  const before = Date.now();
  ada.say({ type: 'chat', id, text: ' hello ' });
  ada.say({ type: 'chat', id, text: ' hello ' });
  ada.say({ type: 'chat', id: randomUUID(), text: 'x'.repeat(MAX_CHAT_LENGTH) });
  for (const peer of [ada, watcher]) {
    await until(() => peer.heard('chat').length === 2, 'both arrive');
    const [first] = peer.heard('chat');
    expect(first?.message).toMatchObject({ id, text: 'hello', name: 'Ada', participantId: adaIs.claims.sub });
    expect(first?.message.at).toBeGreaterThanOrEqual(before);
  }
  const said = (await fetchJournal(server, room)).filter(({ kind }) => kind === FRAME_KINDS.chat);
  expect(said).toHaveLength(2);
  expect(said[0]?.author).toBe(adaIs.claims.sub);
  expect(chatMessageSchema.parse(JSON.parse(new TextDecoder().decode(said[0]?.payload))).text).toBe('hello');
  ada.destroy();
  watcher.destroy();
});

test('[CHT4] an observer is refused with the id of their message', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  const watcher = await joinRoom(server.url, await buildParticipant(room, 'observer'));
  const id = randomUUID();
  watcher.say({ type: 'chat', id, text: 'psst' });
  await until(() => watcher.heard('refused').length === 1, 'the refusal arrives');
  expect(watcher.last('refused')).toMatchObject({ requestId: id, code: 'forbidden' });
  expect(ada.heard('chat')).toEqual([]);
  ada.destroy();
  watcher.destroy();
});

test('[CHT2][CHT3] the last messages are there after a restart, and none can be said again', async () => {
  const own = await startTestServer();
  try {
    const room = buildRoomName();
    const adaIs = await buildParticipant(room, 'interviewer', 'Ada');
    const ada = await joinRoom(own.url, adaIs);
    const ids = Array.from({ length: CHAT_HISTORY + 5 }, () => randomUUID());
    for (const [n, id] of ids.entries()) {
      ada.say({ type: 'chat', id, text: `message ${n}` });
      if (n % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 900));
    }
    await until(() => ada.heard('chat').length === ids.length, 'all are said');
    expect((await fetchJournal(own, room)).filter(({ kind }) => kind === FRAME_KINDS.chat)).toHaveLength(
      ids.length,
    );
    await own.restart();
    await until(() => ada.heard('welcome').length === 2, 'Ada is back');
    const chat = ada.last('welcome')?.chat ?? [];
    expect(chat.map(({ id }) => id)).toEqual(ids.slice(-CHAT_HISTORY));
    const last = ids.at(-1) ?? '';
    ada.say({ type: 'chat', id: last, text: 'again' });
    const next = randomUUID();
    ada.say({ type: 'chat', id: next, text: 'after it' });
    await until(() => ada.heard('chat').some(({ message }) => message.id === next), 'the next is said');
    expect(ada.heard('chat').filter(({ message }) => message.id === last)).toHaveLength(1);
    ada.destroy();
  } finally {
    await own.dispose();
  }
});

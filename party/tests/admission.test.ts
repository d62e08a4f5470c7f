import { randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { CLOSE_CODES } from '#core/close-codes.ts';
import { ROOM_PROTOCOL_VERSION } from '#core/room-protocol.ts';
import { CLAIMS_HEADER, encodeClaims } from '../admission.ts';
import { ask, control, fetchJournal, startTestServer, type TestServer } from './harness.ts';
import { joinRoom, Peer } from './peer.ts';
import {
  buildClaims,
  buildParticipant,
  buildRoomName,
  ROOM_SERVICE_TOKEN,
  ROOM_TOKEN_SECRET,
  signToken,
} from './people.ts';
import { until } from './until.ts';

const ORIGIN = 'https://interlace.example';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ ALLOWED_ORIGINS: `${ORIGIN}, http://127.0.0.1:3000` });
});
afterAll(() => server.dispose());

interface Knock {
  room: string;
  query: string;
  headers?: Record<string, string>;
}

/** Close code of a socket that is not let in, or the first frame's type when it is. */
function knock({ room, query, headers = {} }: Knock): Promise<{ code: number } | { frame: number }> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/parties/main/${room}?${query}`, {
    headers,
  });
  return new Promise((resolve, reject) => {
    socket.on('message', (data: Buffer) => {
      resolve({ frame: data[0] ?? -1 });
      socket.terminate();
    });
    socket.on('close', (code) => resolve({ code }));
    socket.on('error', reject);
  });
}

const query = (token: string, version: number | string = ROOM_PROTOCOL_VERSION) =>
  new URLSearchParams({ token, v: String(version) }).toString();

test('[ADM1][ADM2] sockets without a good token are closed badToken and make no room', async () => {
  const room = buildRoomName();
  const claims = buildClaims({ room });
  const key = new TextEncoder().encode(ROOM_TOKEN_SECRET);
  const now = Math.floor(Date.now() / 1000);
  const [header = '', payload = ''] = (await signToken({ ...claims })).split('.');
  const { exp: _exp, ...endless } = claims;
  const table: Record<string, string> = {
    none: '',
    garbage: 'x.y.z',
    forged: await signToken({ ...claims }, 'another-secret-another-secret-another'),
    'changed after signing': `${header}.${payload.slice(0, -2)}AA.${(await signToken({ ...claims })).split('.')[2]}`,
    expired: await signToken({ ...claims, exp: now - 1 }),
    'without an end': await signToken(endless),
    'for another room': await signToken({ ...claims, room: buildRoomName() }),
    'for another audience': await signToken({ ...claims, aud: 'interlace-sandbox' }),
    'of another issuer': await signToken({ ...claims, iss: 'somebody' }),
    'with a role we do not know': await signToken({ ...claims, role: 'owner' }),
    'algorithm none': new UnsecuredJWT({ ...claims }).encode(),
    'another algorithm': await new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS512' }).sign(key),
    'the service token': ROOM_SERVICE_TOKEN,
  };
  for (const [name, token] of Object.entries(table)) {
    expect(await knock({ room, query: query(token) }), name).toEqual({ code: CLOSE_CODES.badToken });
  }
  expect(await (await ask(server, room, 'stats')).json()).toMatchObject({ position: 0, connections: 0 });
  expect(await knock({ room, query: query(await signToken({ ...claims })) })).toHaveProperty('frame');
});

test('[ADM2] the provider does not try again after a refusal', async () => {
  const room = buildRoomName();
  const { claims } = await buildParticipant(room, 'candidate');
  const peer = new Peer(server.url, { claims, token: 'x.y.z' });
  await peer.closed();
  expect(peer.finalCode).toBe(CLOSE_CODES.badToken);
  expect(peer.provider.shouldConnect).toBe(false);
  peer.destroy();
});

test('[ADM3] another protocol version is told to reload, also with an old token', async () => {
  const room = buildRoomName();
  const { token } = await buildParticipant(room, 'candidate');
  const refused = { code: CLOSE_CODES.versionMismatch };
  expect(await knock({ room, query: query(token, ROOM_PROTOCOL_VERSION + 1) })).toEqual(refused);
  expect(await knock({ room, query: query('old', 0) })).toEqual(refused);
  expect(await knock({ room, query: new URLSearchParams({ token }).toString() })).toEqual(refused);
});

test('[ADM4] pages of other origins are refused, programs without one are not', async () => {
  const room = buildRoomName();
  const { token } = await buildParticipant(room, 'candidate');
  const from = (origin: string) => knock({ room, query: query(token), headers: { origin } });
  expect(await from('https://evil.example')).toEqual({ code: CLOSE_CODES.forbidden });
  expect(await from(`${ORIGIN}.evil.example`)).toEqual({ code: CLOSE_CODES.forbidden });
  expect(await from('null')).toEqual({ code: CLOSE_CODES.forbidden });
  expect(await from(ORIGIN)).toHaveProperty('frame');
  expect(await knock({ room, query: query(token) })).toHaveProperty('frame');
});

test('[ADM5] names that are no room of ours are not found', async () => {
  const names = [
    'lobby',
    'interview-1',
    `interview-${randomUUID().toUpperCase()}`,
    `${buildRoomName()}x`,
    '%2e%2e',
  ];
  for (const room of names) {
    const { token } = await buildParticipant(room, 'candidate');
    await expect(knock({ room, query: query(token) }), room).rejects.toThrow('404');
    expect((await ask(server, room, 'stats')).status, room).toBe(404);
  }
  const room = buildRoomName();
  const { token } = await buildParticipant(room, 'candidate');
  const other = new WebSocket(`${server.url.replace('http', 'ws')}/party/${room}?${query(token)}`);
  const refused = await new Promise<Error>((resolve) => other.on('error', resolve));
  expect(refused.message).toContain('404');
});

test('[ADM6] made-up identity headers and connection ids change nothing', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  const { claims, token } = await buildParticipant(room, 'observer', 'Mallory');
  const forged = encodeClaims({ ...claims, role: 'interviewer', name: 'Root' });
  const sockets = [1, 2].map(
    () =>
      new WebSocket(`${server.url.replace('http', 'ws')}/parties/main/${room}?_pk=same&${query(token)}`, {
        headers: { [CLAIMS_HEADER]: forged },
      }),
  );
  await until(async () => {
    const stats = (await (await ask(server, room, 'stats')).json()) as { connections: number };
    return stats.connections === 3;
  }, 'both sockets are in, although they brought the same id');
  const people = ada.last('people')?.people ?? [];
  expect(people.map(({ name, role }) => ({ name, role }))).toEqual([
    { name: 'Ada', role: 'interviewer' },
    { name: 'Mallory', role: 'observer' },
  ]);
  for (const socket of sockets) socket.terminate();
  ada.destroy();
});

test('[ADM7] HTTP into a room needs the service token', async () => {
  const room = buildRoomName();
  const url = `${server.url}/parties/main/${room}`;
  const { token } = await buildParticipant(room, 'interviewer');
  for (const authorization of [
    '',
    'Bearer',
    `Bearer ${token}`,
    `Bearer ${ROOM_SERVICE_TOKEN}x`,
    ROOM_SERVICE_TOKEN,
  ]) {
    for (const path of ['stats', 'journal', 'control', '']) {
      const method = path === 'control' ? 'POST' : 'GET';
      const response = await fetch(`${url}/${path}`, { method, headers: { authorization } });
      expect(response.status, `${authorization} ${path}`).toBe(401);
    }
  }
  expect((await ask(server, room, 'stats')).status).toBe(200);
  expect((await ask(server, room, 'nothing')).status).toBe(404);
  expect((await ask(server, room, 'control', { method: 'POST', body: 'no json' })).status).toBe(400);
  expect((await ask(server, room, 'journal?from=-1')).status).toBe(400);
});

test('[ADM8][ADM9] welcome comes first; a second tab is no second person', async () => {
  const room = buildRoomName();
  const who = await buildParticipant(room, 'interviewer', 'Zoë Ōkubo');
  const first = await joinRoom(server.url, who);
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  await until(() => first.last('people')?.people.length === 2, 'Bob is seen');
  const second = await joinRoom(server.url, who);
  const [welcome] = second.messages;
  expect(welcome).toMatchObject({
    type: 'welcome',
    version: ROOM_PROTOCOL_VERSION,
    you: { participantId: who.claims.sub, name: 'Zoë Ōkubo', role: 'interviewer' },
    status: 'in_progress',
    run: null,
  });
  expect(second.heard('welcome')[0]?.people).toHaveLength(2);
  first.destroy();
  bob.destroy();
  await until(() => second.last('people')?.people.length === 1, 'Bob is gone');
  expect(second.last('people')?.people[0]?.participantId).toBe(who.claims.sub);
  const presence = (await fetchJournal(server, room)).filter(({ kind }) => kind === 4);
  expect(
    presence.map(({ author, payload }) => [author, JSON.parse(new TextDecoder().decode(payload)).event]),
  ).toEqual([
    [who.claims.sub, 'joined'],
    [bob.heard('welcome')[0]?.you.participantId, 'joined'],
    [bob.heard('welcome')[0]?.you.participantId, 'left'],
  ]);
  second.destroy();
});

test('[ADM10] changed access closes the sockets of that participant only', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  const who = await buildParticipant(room, 'candidate', 'Bob');
  const tabs = [await joinRoom(server.url, who), await joinRoom(server.url, who)];
  await control(server, room, { type: 'access-changed', participantId: who.claims.sub });
  for (const tab of tabs) {
    await tab.closed();
    expect(tab.finalCode).toBe(CLOSE_CODES.accessChanged);
    tab.destroy();
  }
  await until(() => ada.last('people')?.people.length === 1, 'Bob is gone');
  expect(ada.closeCodes).toEqual([]);
  ada.destroy();
});

test('the lobby is news only for those who may admit', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  await control(server, room, { type: 'lobby-changed' });
  await until(() => ada.heard('lobby-changed').length === 1, 'Ada hears of it');
  bob.say({ type: 'chat', id: randomUUID(), text: 'something after it' });
  await until(() => bob.heard('chat').length === 1, 'Bob hears what came after');
  expect(bob.heard('lobby-changed')).toEqual([]);
  ada.destroy();
  bob.destroy();
});

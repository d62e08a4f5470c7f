import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLOSE_CODES } from '#core/close-codes.ts';
import { snapshotFiles } from '#core/doc-shape.ts';
import { parseRoomName } from '#core/room-name.ts';
import { chainFrames, startChain, toHex } from '#core/tape/chain.ts';
import { isSealGenuine, parseSealingKey, sealSchema } from '#core/tape/seal.ts';
import { ask, control, fetchJournal, replay, startTestServer, type TestServer } from './harness.ts';
import { joinRoom, Peer } from './peer.ts';
import { buildParticipant, buildRoomName, TAPE_SIGNING_KEY } from './people.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

/** A room in which Bob wrote something, that has ended. */
async function endedRoom(): Promise<string> {
  const room = buildRoomName();
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  // beyond one page of keys, so that forgetting takes more than one call
  for (let n = 0; n < 40; n++) bob.text.insert(0, `${n} `);
  await bob.allSaved();
  await control(server, room, { type: 'end', byName: 'Ada' });
  await bob.closed();
  bob.destroy();
  return room;
}

async function fetchSeal(room: string) {
  const response = await ask(server, room, 'seal');
  expect(response.status).toBe(200);
  return sealSchema.parse(await response.json());
}

const codeOf = async (response: Response) => [response.status, (await response.json()).code];

async function closeCodeOf(room: string): Promise<number | null> {
  const late = new Peer(server.url, await buildParticipant(room, 'candidate'));
  await late.closed();
  late.destroy();
  return late.finalCode;
}

test('[SEAL3][SEAL4] a tape is sealed once its interview is over, with the key of the deployment', async () => {
  const room = buildRoomName();
  expect(await codeOf(await ask(server, room, 'seal'))).toEqual([409, 'not_settled']);
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  expect(await codeOf(await ask(server, room, 'seal'))).toEqual([409, 'not_settled']);
  await control(server, room, { type: 'end', byName: 'Ada' });
  bob.destroy();
  const seal = await fetchSeal(room);
  expect(await isSealGenuine(seal)).toBe(true);
  expect(seal.publicKey).toBe((await parseSealingKey(TAPE_SIGNING_KEY)).publicKey);
  const frames = await fetchJournal(server, room);
  const start = startChain(parseRoomName(room) ?? '');
  expect([seal.frames, seal.root]).toEqual([frames.length, toHex(chainFrames(start, frames))]);
});

test('[SEAL5][SEAL6] sealing and forgetting hold through kill -9 at every step', async () => {
  const room = await endedRoom();
  const frames = await fetchJournal(server, room);
  const again = async () => {
    await server.kill9();
    await server.restart();
  };
  void ask(server, room, 'seal').catch(() => null);
  await again();
  const seal = await fetchSeal(room);
  expect(seal.frames).toBe(frames.length);
  await again();
  expect(await fetchSeal(room)).toEqual(seal);
  expect(snapshotFiles(replay(await fetchJournal(server, room)))).toEqual(snapshotFiles(replay(frames)));
  const { root } = seal;
  const other = await control(server, room, { type: 'archived', root, frames: seal.frames + 1 });
  expect(await codeOf(other)).toEqual([409, 'conflict']);
  void control(server, room, { type: 'archived', root, frames: seal.frames }).catch(() => null);
  await again();
  for (let n = 0; n < 2; n++) {
    expect((await control(server, room, { type: 'archived', root, frames: seal.frames })).status).toBe(200);
    expect(await codeOf(await ask(server, room, 'journal'))).toEqual([410, 'archived']);
    expect(await closeCodeOf(room)).toBe(CLOSE_CODES.interviewOver);
    expect(await fetchSeal(room)).toEqual(seal);
    expect(await (await ask(server, room, 'stats')).json()).toMatchObject({ status: 'completed', files: 0 });
    await again();
  }
});

test('[ADM7] seal and archived need the service token', async () => {
  const room = await endedRoom();
  const headers = { authorization: 'Bearer nonsense' };
  expect((await ask(server, room, 'seal', { headers })).status).toBe(401);
  const body = JSON.stringify({ type: 'archived', root: '', frames: 0 });
  expect((await ask(server, room, 'control', { method: 'POST', body, headers })).status).toBe(401);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { RoomRole } from '#core/roles.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import { control, fetchJournal, startTestServer, type TestServer } from './harness.ts';
import { joinRoom, type Peer } from './peer.ts';
import { buildClaims, buildParticipant, buildRoomName, signToken } from './people.ts';
import { awarenessFrame, RawClient } from './raw-client.ts';
import { until } from './until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

/** Payloads of one kind, in order. The journal reader has checked them against their schemas. */
async function said(room: string, kind: number): Promise<Record<string, unknown>[]> {
  return (await fetchJournal(server, room))
    .filter((frame) => frame.kind === kind)
    .map(({ payload }) => JSON.parse(new TextDecoder().decode(payload)));
}

function select(peer: Peer, fileId: string, index: number): void {
  const at = Y.createRelativePositionFromTypeIndex(peer.text, index);
  peer.provider.awareness.setLocalState({ file: fileId, selection: { anchor: at, head: at } });
}

test('[SEL1][SEL3][SEL4] a cursor through the real provider is on the tape, but not where typing says it', async () => {
  const room = buildRoomName();
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  const [fileId = ''] = [...bob.doc.getMap('files').keys()];
  select(bob, fileId, 3);
  await until(
    async () => (await said(room, FRAME_KINDS.selection)).length === 1,
    'the cursor is on the tape',
  );
  for (let n = 3; n < 30; n++) {
    bob.text.insert(n, 'x');
    select(bob, fileId, n + 1);
  }
  await bob.allSaved();
  select(bob, fileId, 0);
  await until(async () => (await said(room, FRAME_KINDS.selection)).length > 1, 'the cursor moves');
  expect(await said(room, FRAME_KINDS.selection)).toEqual([
    { fileId, anchor: 3, head: 3 },
    { fileId, anchor: 0, head: 0 },
  ]);
  expect(await said(room, FRAME_KINDS.fileOpened)).toEqual([{ fileId }]);
  bob.destroy();
});

test('[SIG3][SIG4] a line that breaks is told from a page that was closed, and from a second tab', async () => {
  const room = buildRoomName();
  const who = await buildParticipant(room, 'candidate', 'Bob');
  const speak = (client: RawClient, page: number, clock: number) =>
    client.send(awarenessFrame([{ client: page, clock, state: { clock } }]));
  const open = async (page: number) => {
    const client = new RawClient(server.url, who);
    await client.greeted();
    speak(client, page, 1);
    return client;
  };
  const leaves = async () =>
    (await said(room, FRAME_KINDS.presence)).filter(({ event }) => event === 'left').length;
  const closed = await open(1);
  closed.socket.close();
  await until(async () => (await leaves()) === 1, 'the closed page is gone');
  const broken = await open(2);
  expect(await said(room, FRAME_KINDS.signal)).toEqual([]);
  broken.destroy();
  await until(async () => (await leaves()) === 2, 'the broken line is gone');
  const back = await open(2);
  const [returned, ...more] = await said(room, FRAME_KINDS.signal);
  expect(returned).toMatchObject({ signal: 'reconnected' });
  expect(more).toEqual([]);
  const second = await open(3);
  speak(back, 2, 2);
  await until(
    async () => (await said(room, FRAME_KINDS.signal)).length === 2,
    'the second tab is on the tape',
  );
  expect((await said(room, FRAME_KINDS.signal))[1]).toEqual({ signal: 'second-tab' });
  back.destroy();
  second.destroy();
});

test('[SIG5][SIG6] a signal reaches interviewers who are there or come later, and nobody else', async () => {
  const room = buildRoomName();
  const join = async (role: RoomRole) => joinRoom(server.url, await buildParticipant(room, role, role));
  const ada = await join('interviewer');
  const bob = await join('candidate');
  const others = [bob, await join('observer'), await join('ai')];
  const [fileId = ''] = [...bob.doc.getMap('files').keys()];
  bob.say({ type: 'signal', signal: { signal: 'paste', fileId, length: 412, isInternal: false } });
  await until(() => ada.heard('signal').length === 1, 'Ada hears of the paste');
  others.push(await join('observer'), await join('ai'));
  const late = await join('interviewer');
  await until(() => late.heard('signals').length === 1, 'who comes later hears of it');
  expect(late.heard('signals')[0]?.signals).toMatchObject([
    { signal: { signal: 'paste', length: 412 }, participantId: bob.last('welcome')?.you.participantId },
  ]);
  for (const peer of others) {
    await until(() => peer.heard('welcome').length === 1, 'the room greets');
    expect([...peer.heard('signal'), ...peer.heard('signals')]).toEqual([]);
  }
  for (const peer of [ada, late, ...others]) peer.destroy();
});

test('[CON1][ORG1][MRK1][SIG1] what people say beside their edits is on the tape, in order and by whom', async () => {
  const room = buildRoomName();
  const consent = { version: 'v', at: 1_700_000_000_000 };
  const claims = { ...buildClaims({ room, role: 'candidate', name: 'Bob' }), consent };
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  const bob = await joinRoom(server.url, { claims, token: await signToken(claims) });
  await bob.allSaved();
  const [fileId = ''] = [...bob.doc.getMap('files').keys()];
  bob.say({ type: 'signal', signal: { signal: 'paste', fileId, length: 6, isInternal: false } });
  bob.say({ type: 'origin', origin: 'pasted' });
  bob.text.insert(0, 'pasted');
  await bob.allSaved();
  ada.say({ type: 'mark', id: crypto.randomUUID(), label: 'there' });
  await until(() => ada.heard('mark').length === 1, 'Ada hears of her mark');
  await control(server, room, { type: 'problem-changed' });
  await control(server, room, { type: 'end', byName: 'Ada' });
  const nameOf = new Map(Object.entries(FRAME_KINDS).map(([name, kind]) => [kind as number, name]));
  const frames = await fetchJournal(server, room);
  const words = (author: string) =>
    frames.filter((frame) => frame.author === author).map(({ kind }) => nameOf.get(kind));
  expect(words(claims.sub)).toEqual([
    ...['consent', 'presence', 'signal', 'clientId', 'origin', 'update', 'presence'],
  ]);
  expect(words(ada.last('welcome')?.you.participantId ?? '')).toEqual(['presence', 'mark', 'presence']);
  expect(words('system')).toEqual([
    ...['clientId', 'system', 'status', 'status', 'clock', 'question', 'status', 'clock'],
  ]);
  expect(bob.heard('mark')).toEqual([]);
  expect(await said(room, FRAME_KINDS.consent)).toEqual([consent]);
  ada.destroy();
  bob.destroy();
});

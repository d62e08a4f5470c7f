import { afterAll, beforeAll, expect, test } from 'vitest';
import { snapshotFiles } from '#core/doc-shape.ts';
import { CHECKPOINT_EVERY } from '#core/limits.ts';
import { FRAME_KINDS, isUpdateKind } from '#core/tape/frames.ts';
import { decodeJournal } from '#core/tape/journal.ts';
import { ask, fetchJournal, replay, startTestServer, type TestServer } from './harness.ts';
import { joinRoom } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { newSeed, Random } from './random.ts';
import { until } from './until.ts';

const ROUNDS = 200;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

const statsOf = async (room: string) =>
  (await (await ask(server, room, 'stats')).json()) as Record<string, number>;

test(`[DUR1] ${ROUNDS} times kill -9 while somebody types: all that was acknowledged is there, by its author`, {
  timeout: 480_000,
}, async () => {
  const seed = newSeed();
  const random = new Random(seed);
  const own = await startTestServer({ JOURNAL_WINDOW: '30' });
  const rooms = [buildRoomName(), buildRoomName(), buildRoomName()];
  let acknowledged = 0;
  let written = 0;
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const room = random.pick(rooms);
      const who = await buildParticipant(room, 'candidate', 'Bob');
      const writer = await joinRoom(own.url, who);
      const edits: { mark: string; frame: number }[] = [];
      const moment = Date.now() + random.below(150);
      while (Date.now() < moment) {
        const mark = `<${round}.${edits.length}>`;
        writer.text.insert(random.below(writer.text.length), mark);
        edits.push({ mark, frame: writer.sent });
        await new Promise((resolve) => setTimeout(resolve, random.below(6)));
      }
      const { saved } = writer;
      await own.kill9();
      writer.destroy();
      await own.restart();
      const frames = await fetchJournal(own, room);
      const doc = replay(frames);
      const marks = frames
        .filter(({ kind, author }) => kind === FRAME_KINDS.update && author === who.claims.sub)
        .map(({ payload }) => new TextDecoder().decode(payload));
      const kept = edits.filter(({ frame }) => frame <= saved);
      for (const { mark } of kept) {
        const found = marks.filter((text) => text.includes(mark)).length;
        expect(found, `seed ${seed}, round ${round}, ${mark} acknowledged`).toBe(1);
      }
      acknowledged += kept.length;
      written += edits.length;
      const reader = await joinRoom(own.url, await buildParticipant(room, 'observer'));
      expect(snapshotFiles(reader.doc), `seed ${seed}, round ${round}`).toEqual(snapshotFiles(doc));
      reader.destroy();
    }
  } finally {
    await own.dispose();
  }
  // the rounds must have tried both: edits that were acknowledged, and edits that the kill overtook
  expect(acknowledged).toBeGreaterThan(ROUNDS);
  expect(written).toBeGreaterThan(acknowledged);
});

test('[DUR2] saved counts every sync frame of the connection, those that change nothing included', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  await ada.allSaved();
  expect(ada.saved).toBe(1); // the empty step 2
  for (let n = 0; n < 20; n++) ada.text.insert(0, 'x');
  await ada.allSaved();
  expect(ada.saved).toBe(21);
  ada.destroy();
});

test('[DUR3][DUR5] a journal beyond a checkpoint, asked for in parts, replays to the document', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  // several people, since one alone would be too fast
  for (let person = 0; person * 500 < CHECKPOINT_EVERY + 500; person++) {
    const writer = await joinRoom(server.url, await buildParticipant(room, 'candidate', `writer ${person}`));
    for (let i = 0; i < 500; i++) {
      if (writer.text.length > 500 && i % 3 === 0) writer.text.delete(7, 1);
      else writer.text.insert(i % 100, String.fromCharCode(97 + (i % 26)));
    }
    await writer.allSaved();
    await until(() => snapshotFiles(ada.doc)[0]?.text === writer.text.toString(), 'Ada sees all of it');
    writer.destroy();
  }
  const whole = await fetchJournal(server, room);
  expect(snapshotFiles(replay(whole))).toEqual(snapshotFiles(ada.doc));
  for (const from of [1, 17, 2500, whole.length - 1, whole.length]) {
    expect((await fetchJournal(server, room, from)).length, `from ${from}`).toBe(whole.length - from);
  }
  await server.kill9();
  await server.restart();
  await ada.synced();
  const stats = await statsOf(room);
  expect(stats.loadedFrames).toBeLessThan(1000); // it did not begin at the beginning
  const later = await joinRoom(server.url, await buildParticipant(room, 'observer'));
  expect(snapshotFiles(later.doc)).toEqual(snapshotFiles(ada.doc));
  ada.destroy();
  later.destroy();
  await until(async () => (await statsOf(room)).connections === 0, 'the room is empty');
  await server.kill9();
  await server.restart();
  expect((await statsOf(room)).loadedFrames).toBe(0); // the last one out left a checkpoint
  expect(snapshotFiles(replay(await fetchJournal(server, room)))).toEqual(snapshotFiles(later.doc));
}, 120_000);

test('[DUR3] an update larger than a stored value survives a restart', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  const large = Array.from({ length: 30_000 }, (_, n) => `line ${n} ☃\n`).join('');
  ada.text.insert(0, large);
  ada.text.insert(0, 'and a small one');
  await ada.allSaved();
  await server.kill9();
  await server.restart();
  await ada.synced();
  const frames = await fetchJournal(server, room);
  expect(Math.max(...frames.map(({ payload }) => payload.length))).toBeGreaterThan(400_000);
  expect(snapshotFiles(replay(frames))).toEqual(snapshotFiles(ada.doc));
  ada.destroy();
});

test('[DUR5] the journal can be read while somebody types', async () => {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  let isTyping = true;
  let typed = 0;
  const typing = (async () => {
    while (isTyping) {
      ada.text.insert(0, 'x');
      typed++;
      await new Promise((resolve) => setTimeout(resolve, 6));
    }
  })();
  let last = 0;
  for (let n = 0; n < 40 || typed <= 40; n++) {
    const response = await ask(server, room, 'journal');
    const position = Number(response.headers.get('x-journal-position'));
    const frames = decodeJournal(new Uint8Array(await response.arrayBuffer()));
    expect(frames.length).toBeGreaterThanOrEqual(position);
    expect(position).toBeGreaterThanOrEqual(last);
    last = position;
    replay(frames);
  }
  isTyping = false;
  await typing;
  await ada.allSaved();
  const frames = await fetchJournal(server, room);
  expect(frames.filter(({ kind }) => isUpdateKind(kind)).length).toBeGreaterThan(40);
  expect(snapshotFiles(replay(frames))).toEqual(snapshotFiles(ada.doc));
  ada.destroy();
});

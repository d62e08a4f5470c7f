import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE_CODES, getCloseReason } from '#core/close-codes.ts';
import { createFile, listFiles, snapshotFiles } from '#core/doc-shape.ts';
import { FRAME_AWARENESS, FRAME_MESSAGE, FRAME_SYNC } from '#core/room-protocol.ts';
import { fetchJournal, replay, startTestServer, type TestServer } from './harness.ts';
import { joinRoom, type Peer } from './peer.ts';
import { buildParticipant, buildRoomName } from './people.ts';
import { newSeed, Random } from './random.ts';
import { awarenessFrame, RawClient, SYNC_STEP_1, SYNC_STEP_2, SYNC_UPDATE, syncFrame } from './raw-client.ts';
import { until } from './until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

/** An update that inserts a text, made by a client id nobody used, with one byte pattern changed by `change`. */
function madeUpdate(base: Y.Doc, edit: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(base));
  const before = Y.encodeStateVector(doc);
  edit(doc);
  return Y.encodeStateAsUpdate(doc, before);
}

function structs(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1); // one client
  write(encoder);
  encoding.writeVarUint(encoder, 0); // no deletions
  return encoding.toUint8Array(encoder);
}

function message(json: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, FRAME_MESSAGE);
  encoding.writeVarString(encoder, json);
  return encoding.toUint8Array(encoder);
}

async function expectUnharmed(ada: Peer, bob: Peer, room: string): Promise<void> {
  const mark = crypto.randomUUID();
  ada.text.insert(0, mark);
  await ada.allSaved();
  expect([...ada.closeCodes, ...bob.closeCodes]).toEqual([]);
  const frames = await fetchJournal(server, room);
  expect(snapshotFiles(replay(frames))).toEqual(snapshotFiles(ada.doc));
  expect(snapshotFiles(ada.doc)[0]?.text).toContain(mark);
}

async function openRoom() {
  const room = buildRoomName();
  const ada = await joinRoom(server.url, await buildParticipant(room, 'interviewer', 'Ada'));
  const bob = await joinRoom(server.url, await buildParticipant(room, 'candidate', 'Bob'));
  return { room, ada, bob, mallory: await buildParticipant(room, 'candidate', 'Mallory') };
}

test('[EDT6] frames that cannot be read close their sender, also as the first one', async () => {
  const { room, ada, bob, mallory } = await openRoom();
  const good = madeUpdate(ada.doc, (doc) => listFiles(doc)[0]?.text.insert(0, 'good'));
  const table: Record<string, Uint8Array | string> = {
    empty: new Uint8Array(),
    'a text frame': 'hello',
    'an unknown type': Uint8Array.of(2, 0),
    'an unknown sync message': Uint8Array.of(FRAME_SYNC, 3, 0),
    'a sync message cut short': Uint8Array.of(FRAME_SYNC),
    'a length beyond the end': Uint8Array.of(FRAME_SYNC, SYNC_UPDATE, 200, 1, 0),
    'a length of 2^60': Uint8Array.of(FRAME_SYNC, SYNC_UPDATE, 255, 255, 255, 255, 255, 255, 255, 15, 0),
    'something behind the end': Uint8Array.of(...syncFrame(SYNC_UPDATE, good), 0),
    'an update of nothing': syncFrame(SYNC_UPDATE, new Uint8Array()),
    'an update cut in the middle': syncFrame(SYNC_UPDATE, good.subarray(0, good.length - 3)),
    'an update with something behind it': syncFrame(SYNC_UPDATE, Uint8Array.of(...good, 0)),
    'a step 2 cut in the middle': syncFrame(SYNC_STEP_2, good.subarray(0, good.length >> 1)),
    'a state vector that is none': syncFrame(SYNC_STEP_1, Uint8Array.of(9, 9)),
    'awareness of nothing': Uint8Array.of(FRAME_AWARENESS, 0),
    'awareness cut short': awarenessFrame([{ client: 1, clock: 1, state: {} }]).subarray(0, 5),
    'a message that is no JSON': message('{'),
    'a message of unknown type': message('{"type":"shutdown"}'),
    'a message with a wrong field': message('{"type":"chat","id":"1","text":"x"}'),
    'a chat of nothing': message(`{"type":"chat","id":"${crypto.randomUUID()}","text":"  "}`),
  };
  for (const [name, frame] of Object.entries(table)) {
    const client = new RawClient(server.url, mallory);
    await client.opened();
    client.send(frame);
    expect(await client.closed(), name).toBe(CLOSE_CODES.badMessage);
  }
  await expectUnharmed(ada, bob, room);
  expect(ada.text.toString()).not.toContain('good');
  ada.destroy();
  bob.destroy();
});

test('[EDT7] forged counts, clocks and contents close their sender and cost no memory', async () => {
  const { room, ada, bob, mallory } = await openRoom();
  const write = encoding.writeVarUint;
  const deep = Uint8Array.from([...Array.from({ length: 2000 }, () => [117, 1]).flat(), 126]);
  const table: Record<string, Uint8Array> = {
    'thirty million structs': structs((e) => {
      for (const n of [30_000_000, 77, 0]) write(e, n);
    }),
    'thirty million clients': Uint8Array.of(0x80, 0x8e, 0xa7, 0x0e, 0),
    'a length of 2^50': structs((e) => {
      for (const n of [1, 77, 0]) write(e, n);
      encoding.writeUint8(e, 0);
      write(e, 2 ** 50);
    }),
    'a clock of 2^50': structs((e) => {
      for (const n of [1, 77, 2 ** 50]) write(e, n);
      encoding.writeUint8(e, 0);
      write(e, 1);
    }),
    'a client id of 2^40': structs((e) => {
      for (const n of [1, 2 ** 40, 0]) write(e, n);
      encoding.writeUint8(e, 0);
      write(e, 1);
    }),
    'values nested two thousand deep': structs((e) => {
      for (const n of [1, 77, 0]) write(e, n);
      encoding.writeUint8(e, 8);
      write(e, 1);
      encoding.writeVarString(e, 'files');
      write(e, 1);
      encoding.writeUint8Array(e, deep);
    }),
    'a text that is not UTF-8': structs((e) => {
      for (const n of [1, 77, 0]) write(e, n);
      encoding.writeUint8(e, 4);
      write(e, 1);
      encoding.writeVarString(e, 'files');
      encoding.writeVarUint8Array(e, Uint8Array.of(0xff, 0xfe, 0x41));
    }),
    'the same client twice': (() => {
      const encoder = encoding.createEncoder();
      write(encoder, 2);
      for (let i = 0; i < 2; i++) {
        for (const n of [1, 77, 0]) write(encoder, n);
        encoding.writeUint8(encoder, 0);
        write(encoder, 1);
      }
      write(encoder, 0);
      return encoding.toUint8Array(encoder);
    })(),
    'a subdocument': madeUpdate(ada.doc, (doc) => doc.getMap('docs').set('a', new Y.Doc())),
    bytes: madeUpdate(ada.doc, (doc) => doc.getMap('x').set('a', new Uint8Array(9))),
    formats: madeUpdate(ada.doc, (doc) => listFiles(doc)[0]?.text.format(0, 2, { bold: true })),
    embeds: madeUpdate(ada.doc, (doc) => listFiles(doc)[0]?.text.insertEmbed(0, { a: 1 })),
    XML: madeUpdate(ada.doc, (doc) => doc.getXmlFragment('x').insert(0, [new Y.XmlElement('p')])),
  };
  for (const [name, update] of Object.entries(table)) {
    const client = new RawClient(server.url, mallory);
    await client.greeted();
    client.send(syncFrame(SYNC_UPDATE, update));
    expect(await client.closed(), name).toBe(CLOSE_CODES.badMessage);
  }
  await expectUnharmed(ada, bob, room);
  ada.destroy();
  bob.destroy();
});

test('[EDT6] two thousand random and mutated frames harm nobody but their senders', {
  timeout: 90_000,
}, async () => {
  const seed = newSeed();
  const random = new Random(seed);
  const { room, ada, bob } = await openRoom();
  const good = [
    syncFrame(
      SYNC_UPDATE,
      madeUpdate(ada.doc, (doc) => listFiles(doc)[0]?.text.insert(2, 'abc')),
    ),
    syncFrame(SYNC_STEP_2, Y.encodeStateAsUpdate(ada.doc)),
    syncFrame(SYNC_STEP_1, Y.encodeStateVector(ada.doc)),
    awarenessFrame([{ client: 4711, clock: 1, state: { cursor: 1 } }]),
    message(JSON.stringify({ type: 'run', requestId: crypto.randomUUID(), fileId: 'x' })),
  ];
  const frameOf = (): Uint8Array => {
    if (random.next() < 0.3) return random.bytes(random.below(60));
    const frame = Uint8Array.from(random.pick(good));
    for (let n = 1 + random.below(4); n > 0; n--) frame[random.below(frame.length)] = random.below(256);
    return random.next() < 0.2 ? frame.subarray(0, random.below(frame.length)) : frame;
  };
  const rounds = 100;
  for (let round = 0; round < rounds; round++) {
    const client = new RawClient(server.url, await buildParticipant(room, 'candidate', 'Mallory'));
    await (random.next() < 0.5 ? client.opened() : client.greeted());
    for (let n = 0; n < 20 && client.closeCode === null; n++) client.send(frameOf());
    client.socket.close();
    const code = await client.closed();
    const isOurs = code === 1000 || code === 1005 || getCloseReason(code) !== null;
    expect(isOurs, `seed ${seed}, round ${round}, code ${code}`).toBe(true);
  }
  await ada.synced();
  await bob.synced();
  // Deleting every file is something that a candidate may do, and that a mutated frame may happen to say.
  if (listFiles(ada.doc).length === 0) createFile(ada.doc, 'after.py');
  await expectUnharmed(ada, bob, room);
  await until(
    () => JSON.stringify(snapshotFiles(bob.doc)) === JSON.stringify(snapshotFiles(ada.doc)),
    `all see the same (seed ${seed})`,
  );
  ada.destroy();
  bob.destroy();
});

import { beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, listFiles, renameFile } from '#core/doc-shape.ts';
import { MAX_MESSAGES_PER_SECOND } from '#core/limits.ts';
import { FRAME_KINDS, type Frame } from '#core/tape/frames.ts';
import { ATTENTION_PAUSE, ATTENTION_STRUCTS } from './room-limits.ts';
import { type MemoryPage, openPage } from './tests/memory-page.ts';
import { MemoryRoom } from './tests/memory-room.ts';

let room: MemoryRoom;
let bob: MemoryPage;
beforeEach(async () => {
  room = new MemoryRoom();
  bob = await openPage(room, { role: 'candidate', name: 'Bob' });
  bob.edit((text) => {
    text.delete(0, text.length);
    text.insert(0, 'hello world');
  });
  await room.clock.pass(ATTENTION_PAUSE);
});

const parse = ({ payload }: Frame) => JSON.parse(new TextDecoder().decode(payload));
const framesOf = async (kind: number) => (await room.journal()).filter((frame) => frame.kind === kind);

/** The selections on the tape: where in the file, or null where the cursor left it. */
async function selections(): Promise<([number, number] | null)[]> {
  const frames = await framesOf(FRAME_KINDS.selection);
  return frames.map((frame) => {
    const { fileId, anchor, head } = parse(frame);
    return fileId === null ? null : [anchor, head];
  });
}

test('[SEL1] a cursor and a selection are on the tape with their file, and that they left it', async () => {
  bob.select(5);
  await room.clock.pass(ATTENTION_PAUSE);
  bob.select(6, 11);
  await room.clock.pass(ATTENTION_PAUSE);
  bob.select(11, 2);
  await room.clock.pass(ATTENTION_PAUSE);
  bob.say({ file: null, selection: null });
  await room.clock.pass(ATTENTION_PAUSE);
  expect(await selections()).toEqual([[5, 5], [6, 11], [11, 2], null]);
  const [first, , , last] = await framesOf(FRAME_KINDS.selection);
  expect(parse(first as Frame).fileId).toBe(bob.file.id);
  expect(parse(last as Frame)).toEqual({ fileId: null, anchor: 0, head: 0 });
  const welcome = bob.peer.heard('welcome')[0];
  expect([first?.author, last?.author]).toEqual([welcome?.you.participantId, welcome?.you.participantId]);
});

test('[SEL1] offsets are those of the file as it is at the frame, also where somebody else wrote before', async () => {
  const ada = await openPage(room);
  ada.edit((text) => text.insert(0, 'oh, '));
  bob.select(5);
  await room.clock.pass(ATTENTION_PAUSE);
  expect(await selections()).toEqual([[9, 9]]);
});

test('[SEL2] a selection that is dragged is written every so often and where it ends, not each time', async () => {
  for (let n = 0; n < 100; n++) {
    bob.select(0, n % 11);
    await room.clock.pass(10);
  }
  bob.select(3, 7);
  await room.clock.pass(10 * ATTENTION_PAUSE);
  const found = await selections();
  expect(found.length).toBeGreaterThanOrEqual(4);
  expect(found.length).toBeLessThanOrEqual(6);
  expect(found.at(-1)).toEqual([3, 7]);
});

test('[SEL2] what did not change is not written again, however often it is said', async () => {
  for (let n = 0; n < 20; n++) {
    bob.select(5);
    await room.clock.pass(ATTENTION_PAUSE);
  }
  expect(await selections()).toEqual([[5, 5]]);
  expect(await framesOf(FRAME_KINDS.fileOpened)).toHaveLength(1);
});

test.each<[string, (text: Y.Text) => void, number, [number, number][]]>([
  ['typed in the middle', (text) => text.insert(5, '!'), 6, []],
  ['typed at the end', (text) => text.insert(11, '!'), 12, []],
  ['typed over a selection', replaceAt(0, 5, 'bye'), 3, []],
  ['deleted backwards', (text) => text.delete(4, 1), 4, []],
  ['deleted at the beginning', (text) => text.delete(0, 3), 0, []],
  ['typed a pair, with the cursor inside it', (text) => text.insert(5, '()'), 6, [[6, 6]]],
  ['inserted something elsewhere', (text) => text.insert(0, 'x'), 9, [[9, 9]]],
  ['edited two places at once', replaceAt(0, 1, 'x', 6), 8, [[8, 8]]],
])(
  '[SEL3] somebody who %s: the cursor is written only where the edit does not say it',
  async (_, change, at, expected) => {
    bob.edit(change);
    bob.select(at);
    await room.clock.pass(ATTENTION_PAUSE);
    bob.select(at);
    await room.clock.pass(ATTENTION_PAUSE);
    expect(await selections()).toEqual(expected);
  },
);

function replaceAt(from: number, length: number, insert: string, also?: number): (text: Y.Text) => void {
  return (text) => {
    if (also !== undefined) text.insert(also, insert);
    text.delete(from, length);
    text.insert(from, insert);
  };
}

test('[SEL3] a line that is typed is no selection at all; moving away and back is', async () => {
  for (const letter of ', and more of it') {
    bob.edit((text) => text.insert(text.length, letter));
    bob.select(bob.file.text.length);
    await room.clock.pass(80);
  }
  await room.clock.pass(ATTENTION_PAUSE);
  expect(await selections()).toEqual([]);
  bob.select(2);
  await room.clock.pass(ATTENTION_PAUSE);
  bob.select(27);
  await room.clock.pass(ATTENTION_PAUSE);
  expect(await selections()).toEqual([
    [2, 2],
    [27, 27],
  ]);
});

test('[SEL3] an edit that leaves the cursor where it was is followed by where that is', async () => {
  bob.select(3);
  await room.clock.pass(ATTENTION_PAUSE);
  bob.edit((text) => text.insert(9, 'x')); // and nothing more is said
  await room.clock.pass(2 * ATTENTION_PAUSE);
  expect(await selections()).toEqual([
    [3, 3],
    [3, 3],
  ]);
  bob.edit((_, doc) => renameFile(doc, bob.file.id, 'other.py'));
  await room.clock.pass(2 * ATTENTION_PAUSE);
  expect(await selections()).toHaveLength(2);
});

test('[SEL4] the file that comes to the front is on the tape, each time it does', async () => {
  bob.edit((_, doc) => createFile(doc, 'second.py', 'x'));
  const [first, second] = listFiles(bob.doc).map(({ id }) => id);
  for (const file of [first, second, second, null, second, first]) {
    bob.say({ file });
    await room.clock.pass(ATTENTION_PAUSE);
  }
  const opened = (await framesOf(FRAME_KINDS.fileOpened)).map((frame) => parse(frame).fileId);
  expect(opened).toEqual([first, second, second, first]);
});

test('[SEL5] nonsense writes nothing and harms nobody', async () => {
  const place = { client: bob.doc.clientID, clock: 0 };
  const far = { client: 4711, clock: 2 ** 30 };
  const states: unknown[] = [
    {},
    { file: 7, selection: 'x' },
    { file: 'no-such-file', selection: { anchor: {}, head: {} } },
    { selection: { anchor: { tname: 'made-up' }, head: { tname: 'made-up' } } },
    { selection: { anchor: { type: far }, head: { type: far } } },
    { selection: { anchor: { item: far }, head: { item: far } } },
    { selection: { anchor: { item: { client: 1.5, clock: -1 } }, head: null } },
    { selection: { anchor: { item: place }, head: { item: { ...place, clock: 1e300 } } } },
    { selection: { anchor: { item: place, assoc: 'x' }, head: { item: place } } },
  ];
  // a root of the document, a file's map and its path are places too, and no texts
  for (let clock = 0; clock < 4; clock++) {
    const id = { client: [...bob.doc.store.clients.keys()].find((one) => one !== bob.doc.clientID), clock };
    states.push({ selection: { anchor: { item: id }, head: { item: id } } });
    states.push({ selection: { anchor: { type: id }, head: { type: id } } });
  }
  const roots = [...bob.doc.share.keys()];
  for (const state of states) {
    bob.say(state);
    await room.clock.pass(ATTENTION_PAUSE);
  }
  expect(bob.peer.socket.closeCode).toBeNull();
  const frames = await framesOf(FRAME_KINDS.selection);
  for (const frame of frames) expect(parse(frame).fileId).toBe(bob.file.id);
  expect(await framesOf(FRAME_KINDS.fileOpened)).toEqual([]);
  const journal = await room.journal();
  expect([...new Y.Doc().share.keys(), ...roots]).toEqual(roots);
  expect(journal.length).toBeGreaterThan(0);
});

test('[SEL5] people who watch have no cursor on the tape', async () => {
  const watcher = await openPage(room, { role: 'observer' });
  watcher.select(3);
  await room.clock.pass(10 * ATTENTION_PAUSE);
  expect(await selections()).toEqual([]);
  expect(await framesOf(FRAME_KINDS.fileOpened)).toEqual([]);
});

test('[SEL2] a flood of states costs a look every so often, and in a document of many pieces fewer', async () => {
  for (let n = 0; n < MAX_MESSAGES_PER_SECOND * 2; n++) bob.select(n % 11);
  expect((await selections()).length).toBe(1);
  await room.clock.pass(ATTENTION_PAUSE);
  expect((await selections()).length).toBe(2);
  const many = 3 * ATTENTION_STRUCTS;
  for (let part = 0; part < 30; part++) {
    bob.edit((text) => {
      for (let n = 0; n < many / 30; n++) text.insert(0, 'x');
    });
    await room.clock.pass(1000);
  }
  const before = (await selections()).length;
  for (let n = 0; n < 40; n++) {
    bob.select(n % 11, 12);
    await room.clock.pass(ATTENTION_PAUSE);
  }
  const looks = (await selections()).length - before;
  expect(looks).toBeLessThan(20);
  expect(looks).toBeGreaterThan(5);
}, 60_000);

test('a connection that went is looked at no more', async () => {
  bob.select(1);
  bob.select(2);
  await bob.peer.leave();
  await room.clock.pass(10 * ATTENTION_PAUSE);
  expect(await selections()).toEqual([[1, 1]]);
});

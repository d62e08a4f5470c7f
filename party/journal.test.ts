import { beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, listFiles, snapshotFiles } from '#core/doc-shape.ts';
import { CHECKPOINT_EVERY, JOURNAL_FLUSH_BYTES, MAX_STORAGE_VALUE_BYTES } from '#core/limits.ts';
import { chainFrames, startChain } from '#core/tape/chain.ts';
import { FRAME_KINDS, type Frame } from '#core/tape/frames.ts';
import { decodeJournal, encodeJournalPart } from '#core/tape/journal.ts';
import { decodeSegment, encodeSegment } from '#core/tape/segment.ts';
import { Journal } from './journal.ts';
import { loadRoom } from './load.ts';
import { RoomDocument } from './room-document.ts';
import { MAX_SMALL_SEGMENTS, WRITE_RETRY } from './room-limits.ts';
import { concat, readJournal } from './segments.ts';
import { guardStorage } from './storage.ts';
import { FakeClock, FakeLog, settle } from './tests/fakes.ts';
import { MemoryStorage } from './tests/memory-storage.ts';

const WINDOW = 100;
const INTERVIEW = '7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a001';

let memory: MemoryStorage;
let clock: FakeClock;
let log: FakeLog;
let document: RoomDocument;
let journal: Journal;
let acknowledged: number;
let failures: number;

/** A journal on what is stored, as a room would start it. */
async function start() {
  document = new RoomDocument();
  acknowledged = 0;
  failures = 0;
  const storage = guardStorage(memory);
  const loaded = await loadRoom({ storage, document, interviewId: INTERVIEW, log });
  journal = new Journal({
    storage,
    document,
    setTimer: clock.setTimer,
    log,
    window: WINDOW,
    beginWrite: () => {
      const { position } = journal;
      return () => {
        acknowledged = position;
      };
    },
    onFailure: () => failures++,
  });
  journal.start(loaded.journal);
  return loaded;
}

beforeEach(async () => {
  memory = new MemoryStorage();
  clock = new FakeClock();
  log = new FakeLog();
  await start();
});

const frameOf = (payload: Uint8Array, kind: number = FRAME_KINDS.chat): Frame => ({
  at: clock.now,
  kind,
  author: 'ada',
  payload,
});

/** Types into the document and appends what that changed. */
function type(text: string): void {
  const content = document.edit((doc) => {
    if (listFiles(doc).length === 0) createFile(doc, 'main.py');
    listFiles(doc)[0]?.text.insert(0, text);
  });
  if (content) journal.append(frameOf(content, FRAME_KINDS.update));
}

/** The journal as a reader gets it, with its chain checked from its first frame on. */
async function readAll(from = 0): Promise<Frame[]> {
  const parts: Uint8Array[] = [];
  for await (const bytes of readJournal(memory, from)) parts.push(encodeJournalPart(bytes));
  return decodeJournal(concat(parts), from, from === 0 ? startChain(INTERVIEW) : null);
}

/** Makes the stored segments what rooms wrote before there was a chain. */
function forgetLinks(keys = memory.keys('seg:')): void {
  for (const key of keys) {
    memory.damage(key, (bytes) => {
      const segment = decodeSegment(bytes);
      if (!segment) throw new Error('Torn.');
      return encodeSegment({ ...segment, link: null });
    });
  }
}

const textOf = (doc: Y.Doc) => snapshotFiles(doc)[0]?.text;

test('[DUR2] what is gathered in a window is one write, acknowledged once it is durable', async () => {
  for (const text of ['a', 'b', 'c']) type(text);
  await clock.pass(WINDOW - 1);
  expect(memory.puts).toBe(0);
  memory.hold();
  await clock.pass(1);
  expect(memory.puts).toBe(1);
  expect([acknowledged, journal.durable]).toEqual([0, 0]);
  memory.release();
  await settle();
  expect([acknowledged, journal.durable]).toEqual([3, 3]);
  expect(await readAll()).toHaveLength(3);
});

test('[DUR2] what comes during a write is acknowledged by the next one', async () => {
  type('a');
  memory.hold();
  await clock.pass(WINDOW);
  type('b');
  memory.release();
  await settle();
  expect([acknowledged, journal.position]).toEqual([1, 2]);
  await clock.pass(WINDOW);
  expect(acknowledged).toBe(2);
});

test('many bytes are written before the window ends', async () => {
  journal.append(frameOf(new Uint8Array(JOURNAL_FLUSH_BYTES)));
  await settle();
  expect(acknowledged).toBe(1);
});

test('[DUR4] a failed write acknowledges nothing, keeps everything in order, and is repeated', async () => {
  type('a');
  journal.setBeside('meta', Uint8Array.of(1));
  memory.failure = new Error('disk full');
  await clock.pass(WINDOW);
  expect([acknowledged, failures, journal.durable]).toEqual([0, 1, 0]);
  expect(log.errors).toHaveLength(1);
  type('b');
  memory.failure = null;
  await clock.pass(WRITE_RETRY);
  expect([acknowledged, journal.durable]).toEqual([2, 2]);
  expect(memory.keys('meta')).toEqual(['meta']);
  const replayed = new Y.Doc();
  for (const { payload } of await readAll()) Y.applyUpdate(replayed, payload);
  expect(textOf(replayed)).toBe('ba');
});

test('[DUR4] a write that fails after its put is repeated at the same place', async () => {
  type('a');
  memory.hold();
  await clock.pass(WINDOW);
  memory.failure = new Error('disk full');
  memory.release();
  await settle();
  expect([acknowledged, failures]).toEqual([0, 1]);
  memory.failure = null;
  type('b');
  await clock.pass(WRITE_RETRY);
  expect(acknowledged).toBe(2);
  expect(await readAll()).toHaveLength(2);
  expect(memory.keys('seg:')).toHaveLength(1);
});

test('a journal that cannot be written says that it is full', async () => {
  memory.failure = new Error('disk full');
  for (let n = 0; n < 40; n++) journal.append(frameOf(new Uint8Array(256 * 1024)));
  await settle();
  expect(journal.isFull).toBe(true);
  memory.failure = null;
  await clock.pass(WRITE_RETRY);
  expect(journal.isFull).toBe(false);
  expect(await readAll()).toHaveLength(40);
});

test('[DUR5][DUR8] small segments are merged, and the journal stays the same', async () => {
  for (let n = 0; n < MAX_SMALL_SEGMENTS * 2 + 10; n++) {
    type(`${n}\n`);
    await clock.pass(WINDOW);
  }
  expect(memory.keys('seg:').length).toBeLessThan(MAX_SMALL_SEGMENTS);
  const before = await readAll();
  expect(before).toHaveLength(MAX_SMALL_SEGMENTS * 2 + 10);
  for (const from of [1, 255, 300, 521]) expect(await readAll(from)).toEqual(before.slice(from));
  const text = textOf(document.doc);
  await journal.commit({ isFinal: true });
  expect(memory.keys('seg:').length).toBeLessThanOrEqual(3);
  expect(await readAll()).toEqual(before);
  memory.crash();
  await start();
  expect(textOf(document.doc)).toBe(text);
  expect(journal.position).toBe(before.length);
});

test('[DUR5] segments of many sizes come back in order, the larger than a value in parts', async () => {
  const sizes = [
    10,
    MAX_STORAGE_VALUE_BYTES * 3,
    5,
    90_000,
    40_000,
    90_000,
    MAX_STORAGE_VALUE_BYTES,
    1,
    60_000,
    70_000,
  ];
  for (const [n, size] of sizes.entries()) {
    journal.append(frameOf(new Uint8Array(size).fill(n)));
    await journal.commit();
  }
  await journal.commit({ isFinal: true });
  const frames = await readAll();
  expect(frames.map(({ payload }) => [payload.length, payload[0]])).toEqual(
    sizes.map((size, n) => [size, n]),
  );
  await start();
  expect(journal.position).toBe(sizes.length);
});

test('a checkpoint every so many updates, and the two newest are kept', async () => {
  for (let round = 0; round < 4; round++) {
    type(`${round}`);
    const known = frameOf(document.encode(), FRAME_KINDS.update);
    for (let n = 1; n < CHECKPOINT_EVERY; n++) journal.append(known);
    await clock.pass(WINDOW);
  }
  expect(memory.keys('cp:')).toHaveLength(2);
  type('y');
  await clock.pass(WINDOW);
  const text = textOf(document.doc);
  const loaded = await start();
  expect(loaded.journal.updatesSinceCheckpoint).toBe(1);
  expect(textOf(document.doc)).toBe(text);
});

test('[DUR6] a damaged checkpoint is passed over', async () => {
  for (const text of ['a', 'b']) {
    type(text);
    await journal.commit({ isFinal: true });
  }
  const newest = memory.keys('cpd:').at(-1) ?? '';
  memory.damage(newest, (bytes) => bytes.fill(0));
  await start();
  expect(textOf(document.doc)).toBe('ba');
  expect(log.errors).toHaveLength(1);
  for (const key of memory.keys('cp:')) memory.damage(key, () => Uint8Array.of(1));
  await start();
  expect(textOf(document.doc)).toBe('ba');
});

test.each([
  ['torn', (bytes: Uint8Array) => bytes.slice(0, bytes.length - 3)],
  ['changed', (bytes: Uint8Array) => bytes.map((byte, n) => (n === bytes.length >> 1 ? byte ^ 1 : byte))],
  ['empty', () => new Uint8Array()],
])(
  '[DUR6] a segment that is %s is cut off with what follows, and the room goes on before it',
  async (_name, change) => {
    for (const text of ['a', 'b', 'c']) {
      type(text);
      await journal.commit();
    }
    memory.damage(memory.keys('seg:')[1] ?? '', change);
    await start();
    expect(textOf(document.doc)).toBe('a');
    expect(journal.position).toBe(1);
    expect(log.errors).toHaveLength(1);
    expect(memory.keys('cut:')).toHaveLength(2);
    type('d');
    await journal.commit();
    expect(await readAll()).toHaveLength(2);
    log.errors.length = 0;
    await start();
    expect(textOf(document.doc)).toBe('da');
    expect(log.errors).toEqual([]);
  },
);

test('[DUR6] a segment that is missing cuts off what follows', async () => {
  for (const text of ['a', 'b', 'c']) {
    type(text);
    await journal.commit();
  }
  await memory.delete([memory.keys('seg:')[1] ?? '']);
  await start();
  expect(textOf(document.doc)).toBe('a');
  expect(journal.position).toBe(1);
});

test('[SEAL1] the chain goes through writes, merges, checkpoints and restarts', async () => {
  for (const text of ['a', 'b', 'c', 'd']) {
    type(text);
    await journal.commit({ isFinal: text === 'c' });
    await start();
  }
  const frames = await readAll();
  expect(frames).toHaveLength(4);
  expect(journal.link).toEqual(chainFrames(startChain(INTERVIEW), frames));
  expect(memory.keys('seg:').length).toBeLessThan(4);
});

test('[SEAL1] a room of before the chain goes on with the links of all its frames', async () => {
  for (const text of ['a', 'b', 'c']) {
    type(text);
    await journal.commit({ isFinal: text === 'b' });
  }
  forgetLinks();
  await start();
  expect(textOf(document.doc)).toBe('cba');
  expect(journal.link).toEqual(chainFrames(startChain(INTERVIEW), await readAll()));
  for (const text of ['d', 'e']) {
    type(text);
    await journal.commit({ isFinal: true });
    await start();
    expect(journal.link).toEqual(chainFrames(startChain(INTERVIEW), await readAll()));
  }
  expect(textOf(document.doc)).toBe('edcba');
  expect(log.errors).toEqual([]);
  // segments of then stay as they are, those of now are merged among themselves
  const versions = memory.keys('seg:').map((key) => (memory.read(key) ?? [])[0]);
  expect(versions).toEqual([1, 1, 2]);
});

test.each([
  ['the author of a frame', (frame: Frame) => ({ ...frame, author: 'eve' })],
  ['the time of a frame', (frame: Frame) => ({ ...frame, at: frame.at + 1 })],
])('[SEAL1] a journal in which somebody changed %s is cut where it no longer fits', async (_name, change) => {
  for (const text of ['a', 'b', 'c', 'd']) {
    type(text);
    await journal.commit();
  }
  memory.damage(memory.keys('seg:')[1] ?? '', (bytes) => {
    const segment = decodeSegment(bytes);
    if (!segment) throw new Error('Torn.');
    return encodeSegment({ ...segment, frames: segment.frames.map(change) });
  });
  await expect(readAll()).rejects.toThrow('not the one that was recorded');
  await start();
  expect(log.errors).toHaveLength(1);
  expect(journal.position).toBe(2);
  expect(memory.keys('cut:')).toHaveLength(2);
  type('e');
  await journal.commit();
  expect(await readAll()).toHaveLength(3);
});

test("[SEAL1] another interview's journal is none of this room's", async () => {
  type('a');
  await journal.commit();
  memory.damage(memory.keys('seg:')[0] ?? '', (bytes) => {
    const segment = decodeSegment(bytes);
    if (!segment) throw new Error('Torn.');
    return encodeSegment({ ...segment, link: startChain('another') });
  });
  await start();
  expect(journal.position).toBe(0);
  expect(memory.keys('cut:')).toHaveLength(1);
});

test('[DUR6][SEAL2] a reader sees that there was more than it could read', async () => {
  for (const text of ['a', 'b', 'c']) {
    type(text);
    await journal.commit();
  }
  const [, middle = ''] = memory.keys('seg:');
  const sound = memory.read(middle) ?? new Uint8Array();
  memory.damage(middle, (bytes) => bytes.slice(1));
  await expect(readAll()).rejects.toThrow('checksum');
  await memory.delete([middle]);
  await expect(readAll()).rejects.toThrow('missing');
  await memory.put(new Map([[middle, sound]]));
  expect(await readAll()).toHaveLength(3);
});

test('[DUR6][SEAL2] stored segments cut at any byte leave a room with all before them', async () => {
  for (const text of ['a', 'b', 'c']) {
    type(text);
    await journal.commit();
  }
  const whole = memory;
  const keys = whole.keys('seg:');
  const texts = ['', 'a', 'ba', 'cba'];
  for (const [n, key] of keys.entries()) {
    for (let length = 0; length < (whole.read(key)?.length ?? 0); length++) {
      memory = whole.copy();
      memory.damage(key, (bytes) => bytes.slice(0, length));
      await start();
      expect(textOf(document.doc) ?? '', `${key} cut to ${length} bytes`).toBe(texts[n]);
      expect(journal.position).toBe(n);
      expect(await readAll()).toHaveLength(n);
    }
  }
});

test('[SEAL3] nothing is added to a journal that was frozen, and it is said', async () => {
  type('a');
  await journal.commit();
  journal.freeze();
  type('b');
  await journal.commit({ isFinal: true });
  expect(await readAll()).toHaveLength(1);
  expect(journal.position).toBe(1);
  expect(log.errors).toHaveLength(1);
});

test('[DUR3] a room knows every client id after loading and no more than is stored', async () => {
  const loaded = await start();
  expect(loaded.meta).toBeNull();
  expect(loaded.owners.size).toBe(0);
  expect(loaded.strayCheckpoints).toEqual([]);
});

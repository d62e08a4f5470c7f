import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, createFolder, listFiles } from '#core/doc-shape.ts';
import { Random } from './tests/random.ts';
import { scanUpdate, UnreadableUpdateError } from './update-scan.ts';

function updateOf(doc: Y.Doc, edit: () => void): Uint8Array {
  const before = Y.encodeStateVector(doc);
  edit();
  return Y.encodeStateAsUpdate(doc, before);
}

test('an update is told by its clocks, deletions, characters and files', () => {
  const doc = new Y.Doc();
  const client = doc.clientID;
  const made = scanUpdate(
    updateOf(doc, () => {
      createFile(doc, 'main.py', 'a☃👩‍💻');
      createFolder(doc, 'lib');
    }),
  );
  expect(made).toMatchObject({ newFiles: 1, characters: 'a☃👩‍💻'.length, deletes: [], hasGap: false });
  expect(made.inserts).toEqual([{ client, from: 0, to: Y.getState(doc.store, client) }]);
  const before = Y.getState(doc.store, client);
  const [file] = listFiles(doc);
  const typed = scanUpdate(updateOf(doc, () => file?.text.insert(1, 'xyz')));
  expect(typed).toMatchObject({
    inserts: [{ client, from: before, to: before + 3 }],
    characters: 3,
    newFiles: 0,
  });
  const deleted = scanUpdate(updateOf(doc, () => file?.text.delete(1, 2)));
  expect(deleted.inserts).toEqual([]);
  expect(deleted.deletes.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(2);
});

test('nothing is in the update that an empty document sends', () => {
  expect(scanUpdate(Y.encodeStateAsUpdate(new Y.Doc()))).toMatchObject({ inserts: [], deletes: [] });
});

test('it agrees with Yjs on the clocks of random documents of several people', () => {
  const random = new Random(7);
  const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  for (let step = 0; step < 300; step++) {
    const doc = random.pick(docs);
    const [file] = listFiles(doc);
    if (!file || random.next() < 0.02) createFile(doc, `f${step}.py`, 'new');
    else if (random.next() < 0.6)
      file.text.insert(random.below(file.text.length + 1), random.pick(['a', '☃b', '🙂']));
    else file.text.delete(0, Math.min(2, file.text.length));
    if (random.next() < 0.1) Y.applyUpdate(random.pick(docs), Y.encodeStateAsUpdate(doc));
    const update = Y.encodeStateAsUpdate(doc);
    const scan = scanUpdate(update);
    const meta = Y.parseUpdateMeta(update);
    expect(new Map(scan.inserts.map(({ client, from }) => [client, from]))).toEqual(meta.from);
    expect(new Map(scan.inserts.map(({ client, to }) => [client, to]))).toEqual(meta.to);
  }
});

test('[EDT5] updates merged over a hole say that they have a gap', () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  createFile(doc, 'main.py');
  const [file] = listFiles(doc);
  for (const text of ['a', 'b', 'c']) file?.text.insert(0, text);
  const holed = Y.mergeUpdates([updates[0], updates[3]] as Uint8Array[]);
  expect(scanUpdate(holed).hasGap).toBe(true);
});

test('[EDT6] every prefix of an update is refused', () => {
  const doc = new Y.Doc();
  const update = updateOf(doc, () => {
    createFile(doc, 'main.py', 'text');
    listFiles(doc)[0]?.text.delete(0, 2);
  });
  for (let length = 0; length < update.length; length++) {
    expect(() => scanUpdate(update.subarray(0, length)), `${length} bytes`).toThrow(UnreadableUpdateError);
  }
  expect(() => scanUpdate(Uint8Array.of(...update, 0))).toThrow(UnreadableUpdateError);
});

test('[EDT6] random bytes end in a scan or a refusal, never in anything else', () => {
  const random = new Random(11);
  for (let n = 0; n < 20_000; n++) {
    try {
      scanUpdate(random.bytes(random.below(40)));
    } catch (error) {
      expect(error).toBeInstanceOf(UnreadableUpdateError);
    }
  }
});

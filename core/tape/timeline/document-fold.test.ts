import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { getFiles } from '../../doc-shape.ts';
import { DocumentFold } from './document-fold.ts';
import { makeRandom } from './tests/random-session.ts';
import { textOf } from './text-rope.ts';

/** Folds these updates and writes down what the fold tells of them. */
function follow(updates: readonly Uint8Array[], fold = new DocumentFold()): DocumentFold {
  fold.batch(() => {
    for (const update of updates) {
      for (const { log, at, deleted, inserted } of fold.apply(update).changes)
        log.append({ at, deleted, inserted }, { position: log.count + 1, source: 0, actor: 0 });
    }
  });
  return fold;
}

function textIn(fold: DocumentFold): string {
  const text = fold.doc.getText('text');
  const log = fold.logOf(text);
  const told = textOf(log.snapshotAfter(log.count));
  expect(told).toBe(text.toString());
  return told;
}

function record(doc: Y.Doc): Uint8Array[] {
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  return updates;
}

test.each([1, 2, 3])('a long text that is changed all over is told exactly, seed %i', (seed) => {
  const random = makeRandom(seed);
  const docs = [new Y.Doc(), new Y.Doc()];
  const updates: Uint8Array[] = [];
  for (const doc of docs) doc.on('update', (update: Uint8Array) => updates.push(update));
  const [ada, bob] = docs as [Y.Doc, Y.Doc];
  for (let n = 0; n < 4000; n++) {
    const text = (random(2) === 0 ? ada : bob).getText('text');
    const at = random(text.length + 1);
    if (random(3) === 0) text.delete(at, Math.min(text.length - at, random(12)));
    else text.insert(at, random(40) === 0 ? 'a longer piece of text 😀' : 'x');
    if (random(25) > 0) continue;
    Y.applyUpdate(ada, Y.encodeStateAsUpdate(bob));
    Y.applyUpdate(bob, Y.encodeStateAsUpdate(ada));
  }
  const fold = new DocumentFold();
  fold.doc.getText('text');
  for (let from = 0; from < updates.length; from += 700) {
    follow(updates.slice(from, from + 700), fold);
    textIn(fold);
  }
});

test('what replaces a selection is one removal and one insertion', () => {
  const doc = new Y.Doc();
  const updates = record(doc);
  const text = doc.getText('text');
  for (const character of 'selection') text.insert(text.length, character);
  const fold = follow(updates);
  updates.length = 0;
  doc.transact(() => {
    text.delete(2, 5);
    text.insert(2, 'x');
  });
  fold.batch(() => {
    const { changes, isTreeChanged } = fold.apply(updates[0] as Uint8Array);
    expect(changes).toHaveLength(2);
    expect(changes.reduce((sum, { deleted }) => sum + deleted, 0)).toBe(5);
    expect(isTreeChanged).toBe(false);
  });
});

test.each([
  ['between its halves', (text: Y.Text) => text.insert(2, 'x')],
  ['in place of its second half', (text: Y.Text) => text.delete(2, 1)],
  ['in place of its first half', (text: Y.Text) => text.delete(1, 1)],
])('a character cut in two by what is put %s reads as everywhere', (_where, change) => {
  const doc = new Y.Doc();
  const updates = record(doc);
  doc.getText('text').insert(0, 'a😀b');
  const other = new Y.Doc();
  Y.applyUpdate(other, updates[0] as Uint8Array);
  const cut = record(other);
  change(other.getText('text'));
  const fold = new DocumentFold();
  fold.doc.getText('text');
  follow([...updates, ...cut], fold);
  expect(textIn(fold)).toContain('\ufffd');
});

test('content that rooms refuse has no width, as in the text itself', () => {
  const doc = new Y.Doc();
  const updates = record(doc);
  const text = doc.getText('text');
  text.insert(0, 'before after');
  text.insertEmbed(6, { image: 'x' });
  text.format(2, 4, { bold: true });
  text.insert(7, 'X');
  text.delete(5, 2);
  const fold = new DocumentFold();
  fold.doc.getText('text');
  follow(updates, fold);
  expect(textIn(fold)).toBe('beforX after');
});

test('only what may change files says so', () => {
  const doc = new Y.Doc();
  const updates = record(doc);
  const file = new Y.Map<unknown>();
  getFiles(doc).set('id', file);
  const text = new Y.Text();
  file.set('text', text);
  text.insert(0, 'x');
  text.delete(0, 1);
  file.set('path', 'a.py');
  getFiles(doc).delete('id');
  const fold = new DocumentFold();
  fold.batch(() => {
    const told = updates.map((update) => fold.apply(update).isTreeChanged);
    expect(told).toEqual([true, true, false, false, true, true]);
  });
});

test('an update that waits for one before it is told when that has come', () => {
  const doc = new Y.Doc();
  const updates = record(doc);
  const text = doc.getText('text');
  text.insert(0, 'one ');
  text.insert(4, 'two');
  const fold = new DocumentFold();
  fold.doc.getText('text');
  follow([updates[1], updates[0]] as Uint8Array[], fold);
  expect(textIn(fold)).toBe('one two');
});

test('damaged updates are told as unreadable and spoil nothing', () => {
  const doc = new Y.Doc();
  const updates = record(doc);
  doc.getText('text').insert(0, 'some text');
  const whole = updates[0] as Uint8Array;
  const fold = new DocumentFold();
  fold.doc.getText('text');
  fold.batch(() => {
    for (let length = 0; length < whole.length; length++)
      expect(fold.apply(whole.subarray(0, length)).isReadable, `${length} bytes`).toBe(false);
  });
  follow(updates, fold);
  expect(textIn(fold)).toBe('some text');
});

test('updates outside of a batch are a mistake of the caller', () => {
  expect(() => new DocumentFold().apply(new Uint8Array([0, 0]))).toThrow('batch');
});

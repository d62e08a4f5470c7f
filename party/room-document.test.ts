import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, listFiles } from '#core/doc-shape.ts';
import { RoomDocument } from './room-document.ts';
import { scanUpdate } from './update-scan.ts';

function start() {
  const room = new RoomDocument();
  room.edit((doc) => createFile(doc, 'main.py', 'hello'));
  const peer = new Y.Doc();
  Y.applyUpdate(peer, room.encode());
  const news = (edit: (text: Y.Text) => void) => {
    const before = Y.encodeStateVector(peer);
    edit(listFiles(peer)[0]?.text as Y.Text);
    return Y.encodeStateAsUpdate(peer, before);
  };
  const apply = (update: Uint8Array, isLive = true) => room.apply(update, scanUpdate(update), { isLive });
  return { room, peer, news, apply };
}

test('a keystroke is taken as its own bytes', () => {
  const { room, news, apply } = start();
  const update = news((text) => text.insert(0, 'x'));
  expect(apply(update)).toEqual({ content: update, problem: null });
  expect(listFiles(room.doc)[0]?.text.toString()).toBe('xhello');
});

test('[EDT10] what is known is nothing new, and what is half known is only its new half', () => {
  const { room, peer, news, apply } = start();
  const first = news((text) => text.insert(0, 'a'));
  apply(first);
  expect(apply(first).content).toBeNull();
  news((text) => text.delete(1, 1));
  news((text) => text.insert(0, 'b'));
  const { content } = apply(Y.encodeStateAsUpdate(peer), false);
  const scan = scanUpdate(content ?? new Uint8Array());
  expect(scan.inserts).toHaveLength(1);
  expect(scan.characters).toBe(1);
  expect(listFiles(room.doc)[0]?.text.toString()).toBe('baello');
});

test('[EDT5] a hanging part is dropped and what was placed is told exactly', () => {
  const { room, peer, news, apply } = start();
  const stranger = new Y.Doc();
  Y.applyUpdate(stranger, room.encode());
  listFiles(stranger)[0]?.text.insert(0, 'unknown');
  const known = room.encode();
  Y.applyUpdate(peer, Y.encodeStateAsUpdate(stranger));
  const hanging = news((text) => text.insert(3, 'x'));
  const result = apply(hanging);
  expect(result.problem).toBe('incomplete');
  expect(room.doc.store.pendingStructs).toBeNull();
  const copy = new Y.Doc();
  Y.applyUpdate(copy, known);
  if (result.content) Y.applyUpdate(copy, result.content);
  expect(Y.equalSnapshots(Y.snapshot(copy), Y.snapshot(room.doc))).toBe(true);
  expect(apply(Y.encodeStateAsUpdate(peer), false).problem).toBeNull();
  expect(Y.equalSnapshots(Y.snapshot(peer), Y.snapshot(room.doc))).toBe(true);
});

test('[EDT5] a deletion of something unknown is dropped and reported', () => {
  const { room, peer, news, apply } = start();
  const insert = news((text) => text.insert(0, 'abc'));
  const remove = news((text) => text.delete(0, 2));
  expect(scanUpdate(insert).inserts).toHaveLength(1);
  expect(apply(remove).problem).toBe('incomplete');
  expect(room.doc.store.pendingDs).toBeNull();
  apply(Y.encodeStateAsUpdate(peer), false);
  expect(listFiles(room.doc)[0]?.text.toString()).toBe('chello');
});

test('[EDT2] it knows content and deletions that it has, and no others', () => {
  const { room, peer, news, apply } = start();
  apply(news((text) => text.insert(2, 'abc')));
  for (const at of [0, 2, 3]) apply(news((text) => text.delete(at, 1)));
  expect(room.knows(scanUpdate(Y.encodeStateAsUpdate(peer)))).toBe(true);
  const deletion = news((text) => text.delete(0, 1));
  expect(room.knows(scanUpdate(deletion))).toBe(false);
  expect(room.knows(scanUpdate(news((text) => text.insert(0, 'z'))))).toBe(false);
});

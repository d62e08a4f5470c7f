import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { CONTENT } from './update-content.ts';
import { CONTENT_BITS, encodeUpdate, parseUpdate } from './update-parts.ts';

/** A document with every kind of content, and its state in one update. */
function makeDocument(): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  doc.clientID = 2 ** 31 + 5;
  const text = doc.getText('text');
  text.insert(0, 'plain 😀 世 é');
  text.insert(3, 'bold', { bold: true });
  text.insertEmbed(1, { image: 'a.png' });
  text.delete(2, 5);
  doc
    .getMap('map')
    .set('any', { a: [1, 2.5, 2 ** 40, -1, 3n, null, undefined, true, false, 'x', new Uint8Array([1])] });
  doc.getMap('map').set('any', new Uint8Array([1, 2, 3]));
  doc.getMap('map').set('doc', new Y.Doc({ meta: 1 }));
  doc.getArray('list').insert(0, [1, 'two', new Y.Array(), new Y.Map(), new Y.Text('inner')]);
  doc.getXmlFragment('xml').insert(0, [new Y.XmlElement('p'), new Y.XmlText('t')]);
  return doc;
}

const kindsOf = (update: Uint8Array) =>
  new Set(
    parseUpdate(update)?.blocks.flatMap(({ structs }) => structs.map(({ info }) => info & CONTENT_BITS)),
  );

test('every kind of content is read and written as Yjs does', () => {
  const update = Y.encodeStateAsUpdate(makeDocument());
  expect(kindsOf(update)).toEqual(
    new Set([
      CONTENT.string,
      CONTENT.embed,
      CONTENT.format,
      CONTENT.any,
      CONTENT.binary,
      CONTENT.doc,
      CONTENT.type,
    ]),
  );
  const parts = parseUpdate(update);
  expect(parts && encodeUpdate(parts)).toEqual(update);
});

test('lengths are in clocks', () => {
  const doc = new Y.Doc();
  doc.getText('text').insert(0, 'a😀世');
  doc.getArray('list').insert(0, [1, 2, 3]);
  const [block] = parseUpdate(Y.encodeStateAsUpdate(doc))?.blocks ?? [];
  expect(block?.structs.map(({ length }) => length)).toEqual([4, 3]);
});

test('collected and missing content is read too', () => {
  const doc = new Y.Doc({ gc: true });
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const map = new Y.Map();
  doc.getMap('map').set('a', map);
  map.set('b', 1);
  doc.getText('text').insert(0, 'gone');
  doc.getText('text').delete(0, 4);
  doc.getMap('map').delete('a');
  doc.getText('text').insert(0, 'last');
  expect(kindsOf(Y.encodeStateAsUpdate(doc))).toEqual(new Set([CONTENT.deleted, CONTENT.gc, CONTENT.string]));
  const merged = Y.mergeUpdates([updates[0], updates.at(-1)].filter((update) => update !== undefined));
  expect(kindsOf(merged)).toEqual(new Set([CONTENT.type, CONTENT.skip, CONTENT.string]));
});

test('every torn beginning, and whatever Yjs would write otherwise, is no update', () => {
  const update = Y.encodeStateAsUpdate(makeDocument());
  for (let length = 0; length < update.length; length++)
    expect(parseUpdate(update.subarray(0, length))).toBeNull();
  for (const bytes of [
    [...update, 0],
    [0x80, 0, 0],
    [1, 1, 5, 0, 4, 1, 1, 97, 1, 0xff, 0],
    [1, 1, 5, 0, 4, 2, 1, 97, 1, 98, 0],
    [1, 1, 5, 0, 4, 1, 1, 97, 0, 0],
    [1, 1, 5, 0, 31, 1, 1, 97, 0],
    [1, 1, 5, 0, 0, 0, 0],
    [0, 1, 5, 1, 0xff, 0xff, 0xff, 0xff, 0x7f, 1],
    [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0],
  ])
    expect(parseUpdate(Uint8Array.from(bytes)), bytes.join()).toBeNull();
});

test('values that nest without end are no update', () => {
  const nested = Array.from({ length: 100_000 }, () => [117, 1]).flat();
  expect(parseUpdate(Uint8Array.from([1, 1, 5, 0, 8, 1, 1, 97, 1, ...nested, 126, 0]))).toBeNull();
});

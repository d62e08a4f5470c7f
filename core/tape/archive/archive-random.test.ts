import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  createFile,
  createFolder,
  deleteFile,
  getFiles,
  listFiles,
  moveFolder,
  renameFile,
  restoreFile,
} from '#core/doc-shape.ts';
import { findDifference } from '#tests/bench/tape/difference.ts';
import { makeRandom } from '#tests/bench/tape/random.ts';
import { FRAME_KINDS, type Frame } from '../frames.ts';
import { decodeArchiveBody, encodeArchiveBody } from './archive.ts';

/**
 * Documents that edit at random and hear of each other late, as in the tests of Yjs itself; whatever one sends is a
 * frame. Every update must come back byte for byte, whether its parts are understood or not.
 */
class RandomTape {
  readonly frames: Frame[] = [];
  readonly #random: () => number;
  readonly #peers: Peer[];
  readonly #sent: Uint8Array[] = [];
  #at = 1_790_000_000_000;

  constructor(seed: number, peers: number) {
    this.#random = makeRandom(seed);
    this.#peers = Array.from({ length: peers }, (_, n) => {
      const doc = new Y.Doc({ gc: n % 2 === 0 });
      doc.clientID = Math.floor(this.#random() * 2 ** 32);
      const waiting: Uint8Array[] = [];
      const peer = { doc, waiting, undo: new Y.UndoManager([doc.getText('text'), getFiles(doc)]) };
      doc.on('update', (payload: Uint8Array, origin: unknown) => {
        if (origin !== 'others') this.#send(peer, `person ${n}`, payload);
      });
      return peer;
    });
  }

  play(steps: number, edits: readonly Edit[]): Frame[] {
    for (let n = 0; n < steps; n++) {
      const peer = this.#pick(this.#peers);
      const edit = this.#pick(edits);
      if (this.#random() < 0.2)
        peer.doc.transact(() => [edit, this.#pick(edits)].map((one) => one(peer, this.#random)));
      else edit(peer, this.#random);
      if (this.#random() < 0.3) this.#deliver(this.#pick(this.#peers));
      if (this.#random() < 0.01) this.#resync(peer, this.#pick(this.#peers));
    }
    return this.frames;
  }

  #send(from: Peer, author: string, payload: Uint8Array): void {
    this.#at += Math.floor(this.#random() * 500) - 20;
    const kind = this.#random() < 0.97 ? FRAME_KINDS.update : FRAME_KINDS.recovered;
    this.frames.push({ at: this.#at, kind, author, payload });
    this.#sent.push(payload);
    for (const peer of this.#peers) if (peer !== from) peer.waiting.push(payload);
  }

  #deliver({ doc, waiting }: Peer): void {
    for (const update of waiting.splice(0, 1 + Math.floor(this.#random() * waiting.length)))
      Y.applyUpdate(doc, update, 'others');
  }

  /** What a provider sends on return: all that the other lacks, and all deletions. Also as torn and merged pieces. */
  #resync(from: Peer, to: Peer): void {
    const payload = Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc));
    const merged = Y.mergeUpdates(this.#sent.slice(-5).filter((_, n) => n !== 2));
    for (const bytes of [
      payload,
      merged,
      payload.subarray(0, payload.length / 2),
      Y.convertUpdateFormatV1ToV2(payload),
    ])
      this.frames.push({
        at: this.#at,
        kind: FRAME_KINDS.update,
        author: 'returned',
        payload: bytes.slice(),
      });
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
}

interface Peer {
  doc: Y.Doc;
  undo: Y.UndoManager;
  waiting: Uint8Array[];
}

type Edit = (peer: Peer, random: () => number) => void;

const pieces = [
  'a',
  'b',
  ' ',
  '\n',
  '\n    ',
  'é',
  '世',
  '😀',
  '👩‍💻',
  'def main():',
  '\ud83d',
  '\ude00',
  'x'.repeat(3000),
];

const onText = (edit: (text: Y.Text, random: () => number) => void): Edit => {
  return ({ doc }, random) => {
    const files = listFiles(doc);
    const file = files[Math.floor(random() * files.length)];
    edit(file && random() < 0.5 ? file.text : doc.getText('text'), random);
  };
};

const insert = onText((text, random) =>
  text.insert(Math.floor(random() * (text.length + 1)), pieces[Math.floor(random() * pieces.length)] ?? ''),
);
const append = onText((text, random) => text.insert(text.length, random() < 0.5 ? 'n' : '.'));
const remove = onText((text, random) => {
  const from = Math.floor(random() * text.length);
  text.delete(from, Math.min(text.length - from, Math.floor(random() * 20)));
});
const undo: Edit = ({ undo }, random) => {
  if (random() < 0.3) undo.stopCapturing();
  else if (random() < 0.6) undo.undo();
  else undo.redo();
};

const files: Edit[] = [
  ({ doc }, random) =>
    createFile(doc, `src/${Math.floor(random() * 9)}.py`, random() < 0.5 ? '' : 'print(1)\n'),
  ({ doc }, random) =>
    eachFile(doc, random, (id) => renameFile(doc, id, `lib/${Math.floor(random() * 9)}.py`)),
  ({ doc }, random) => eachFile(doc, random, (id) => deleteFile(doc, id)),
  ({ doc }) => {
    for (const id of getFiles(doc).keys()) restoreFile(doc, id);
  },
  ({ doc }, random) => createFolder(doc, `folder ${Math.floor(random() * 3)}`),
  ({ doc }) => moveFolder(doc, 'src', 'lib'),
];

function eachFile(doc: Y.Doc, random: () => number, change: (id: string) => void): void {
  for (const { id } of listFiles(doc)) if (random() < 0.3) change(id);
}

const rich: Edit[] = [
  onText((text, random) => text.format(0, Math.min(text.length, 9), { bold: random() < 0.5 || null })),
  onText((text, random) =>
    text.insertEmbed(Math.floor(random() * text.length), { image: 'a.png', size: random() }),
  ),
  onText((text) => text.insert(0, 'bold', { bold: true, link: { href: 'x' } })),
  ({ doc }, random) =>
    doc.getArray('list').insert(0, [random(), 'x', null, true, { a: [1, 2n] }, new Uint8Array([1, 2])]),
  ({ doc }, random) => {
    const list = doc.getArray('list');
    if (list.length > 3) list.delete(Math.floor(random() * (list.length - 2)), 2);
  },
  ({ doc }, random) =>
    doc.getMap('map').set(`key ${Math.floor(random() * 3)}`, random() < 0.5 ? new Y.Map() : random()),
  ({ doc }) => doc.getMap('map').delete('key 1'),
  ({ doc }) => doc.getMap('map').set('doc', new Y.Doc({ meta: { a: 1 } })),
  ({ doc }) => doc.getMap('map').set('hook', new Y.XmlHook('h')),
  ({ doc }) => doc.getXmlFragment('xml').insert(0, [new Y.XmlElement('p'), new Y.XmlText('text')]),
];

test.each([1, 2, 3, 4, 5, 6])('texts of several people come back byte for byte (seed %i)', (seed) => {
  const frames = new RandomTape(seed, 3).play(700, [insert, append, append, append, remove, undo]);
  expect(findDifference(frames, decodeArchiveBody(encodeArchiveBody(frames)))).toBeNull();
});

test.each([11, 12, 13, 14])(
  'files that come, go and are renamed come back byte for byte (seed %i)',
  (seed) => {
    const frames = new RandomTape(seed, 3).play(500, [insert, append, remove, undo, ...files]);
    expect(findDifference(frames, decodeArchiveBody(encodeArchiveBody(frames)))).toBeNull();
  },
);

test.each([21, 22, 23, 24])(
  'content that our documents never have comes back byte for byte (seed %i)',
  (seed) => {
    const frames = new RandomTape(seed, 4).play(500, [
      insert,
      append,
      remove,
      undo,
      ...files,
      ...rich,
      ...rich,
    ]);
    expect(findDifference(frames, decodeArchiveBody(encodeArchiveBody(frames)))).toBeNull();
  },
);

test.each([31, 32])('updates that a byte was changed in come back byte for byte (seed %i)', (seed) => {
  const random = makeRandom(seed);
  const frames = new RandomTape(seed, 3).play(400, [insert, append, remove, undo, ...files, ...rich]);
  const changed = frames.map((frame) => {
    const payload = Uint8Array.from(frame.payload);
    if (random() < 0.5) payload[Math.floor(random() * payload.length)] = Math.floor(random() * 256);
    return { ...frame, payload };
  });
  expect(findDifference(changed, decodeArchiveBody(encodeArchiveBody(changed)))).toBeNull();
});

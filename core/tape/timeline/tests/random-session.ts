import * as Y from 'yjs';
import {
  createFolder,
  deleteFile,
  deleteFolder,
  getFiles,
  listFiles,
  listFolders,
  moveFolder,
  renameFile,
  restoreFile,
  snapshotFiles,
} from '#core/doc-shape.ts';
import { encodeJsonPayload, FRAME_KINDS, type Frame, SYSTEM_AUTHOR } from '#core/tape/frames.ts';
import type { Attribution } from '../replay-state.ts';

/** What the room's own document was at a position of the tape. */
export interface Snapshot {
  position: number;
  files: { id: string; path: string; text: string }[];
  folders: string[];
  /** By file id. */
  authors: Map<string, Pick<Attribution, 'length' | 'author'>[]>;
}

export interface RandomSession {
  frames: Frame[];
  snapshots: Snapshot[];
}

/** Numbers from 0 to below `limit` that are the same for the same seed (xorshift32). */
export function makeRandom(seed: number): (limit: number) => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 2 ** 32) * limit);
  };
}

/**
 * A session of two to four people who edit at the same time, each hearing of the others late, and of the room itself.
 * The room applies what reaches it, one update after the other, and writes it down; some moments of its document are
 * kept to be compared with.
 */
export function makeRandomSession({ seed, steps }: { seed: number; steps: number }): RandomSession {
  const random = makeRandom(seed);
  const room = new Y.Doc({ gc: true });
  room.clientID = random(2 ** 31);
  const session: RandomSession = { frames: [], snapshots: [] };
  const owners = new Map([[room.clientID, SYSTEM_AUTHOR]]);
  let at = 1_700_000_000_000;
  const record = (kind: number, author: string, payload: Uint8Array) => {
    at += random(400) - (random(20) === 0 ? 300 : 0);
    session.frames.push({ at, kind, author, payload });
  };
  const peers = Array.from({ length: 2 + random(3) }, (_, n) => new Peer(`person-${n}`, random));
  const tell = (update: Uint8Array, from: Peer | null) => {
    for (const peer of peers) if (peer !== from) peer.inbox.push(update);
  };
  room.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin instanceof Peer) return;
    record(FRAME_KINDS.system, SYSTEM_AUTHOR, update);
    tell(update, null);
  });
  for (const { doc, name } of peers) {
    owners.set(doc.clientID, name);
    record(FRAME_KINDS.clientId, name, encodeJsonPayload({ clientId: doc.clientID }));
  }
  room.transact(() => makeFile(room, random, 'main.py', 'print("hello")\n'));

  const receive = (peer: Peer) => {
    const update = peer.outbox.shift();
    if (!update) return;
    const isRecovered = random(30) === 0;
    // recorded before it is applied, as a change of the room's own may follow from nothing
    record(isRecovered ? FRAME_KINDS.recovered : FRAME_KINDS.update, peer.name, update);
    Y.applyUpdate(room, update, peer);
    tell(update, peer);
  };
  for (let step = 0; step < steps; step++) {
    const peer = peers[random(peers.length)] as Peer;
    const dice = random(20);
    if (dice < 10) peer.act();
    else if (dice < 14) peer.hear();
    else if (dice < 18) receive(peer);
    else if (dice === 18) editAsRoom(room, random);
    else record(FRAME_KINDS.fileOpened, peer.name, encodeJsonPayload({ fileId: 'any' }));
    if (random(4) === 0) session.snapshots.push(takeSnapshot(room, session.frames.length, owners));
  }
  for (const peer of peers) while (peer.outbox.length > 0) receive(peer);
  session.snapshots.push(takeSnapshot(room, session.frames.length, owners));
  return session;
}

class Peer {
  readonly doc = new Y.Doc({ gc: true });
  readonly name: string;
  readonly outbox: Uint8Array[] = [];
  readonly inbox: Uint8Array[] = [];
  readonly #random: (limit: number) => number;
  readonly #undo: Y.UndoManager;
  #cursor = 0;

  constructor(name: string, random: (limit: number) => number) {
    this.name = name;
    this.#random = random;
    this.doc.clientID = random(2 ** 31);
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'inbox') this.outbox.push(update);
    });
    this.#undo = new Y.UndoManager(getFiles(this.doc), { captureTimeout: 0 });
  }

  hear(): void {
    const update = this.inbox.shift();
    if (update) Y.applyUpdate(this.doc, update, 'inbox');
  }

  act(): void {
    const random = this.#random;
    const dice = random(100);
    if (dice < 8) this.#undo.undo();
    else if (dice < 11) this.#undo.redo();
    else if (dice < 22) changeTree(this.doc, random);
    else this.#write();
  }

  #write(): void {
    const random = this.#random;
    const files = listFiles(this.doc);
    const text = files[random(files.length)]?.text;
    if (!text) return;
    if (random(4) === 0) this.#cursor = random(text.length + 1);
    const at = Math.min(this.#cursor, text.length);
    const dice = random(20);
    if (dice < 10) {
      const typed = TYPED[random(TYPED.length)] ?? 'x';
      text.insert(at, typed);
      this.#cursor = at + typed.length;
    } else if (dice < 16) {
      // by UTF-16 units, so that it also cuts characters in two
      text.delete(at, Math.min(text.length - at, 1 + random(random(5) === 0 ? 300 : 4)));
    } else if (dice < 18) {
      const count = Math.min(text.length - at, random(20));
      this.doc.transact(() => {
        text.delete(at, count);
        text.insert(at, 'replaced 😀 text');
        if (random(2) === 0) text.delete(at, 3);
      });
    } else if (dice === 18) {
      text.insert(at, 'pasted 🎉 line\n'.repeat(random(200)));
    } else {
      this.doc.transact(() => {
        for (let n = 0; n < 5; n++) text.insert(random(text.length + 1), 'x😀');
      });
    }
  }
}

const TYPED = ['a', 'b', ' ', '\n', 'word', '😀', '👩‍💻', 'é', '中', '\r\n', '😀😀😀'];
const PATHS = ['main.py', 'lib.py', 'src/a.py', 'src/b.py', 'src/deep/c.py', 'src', 'other/a.py', 'a.b.c'];

/** As `createFile`, with an id that is the same for the same seed. */
function makeFile(doc: Y.Doc, random: (limit: number) => number, path: string, content: string): void {
  const file = new Y.Map<unknown>();
  file.set('path', path);
  file.set('text', new Y.Text(content));
  getFiles(doc).set(`file-${random(2 ** 31)}`, file);
}

/** What people and hostile peers do to files and folders. */
function changeTree(doc: Y.Doc, random: (limit: number) => number): void {
  const path = () => PATHS[random(PATHS.length)] ?? 'x.py';
  const folder = () => ['src', 'src/deep', 'other', 'moved'][random(4)] ?? 'src';
  const ids = [...getFiles(doc)].flatMap(([key, file]) => (file instanceof Y.Map ? [key] : []));
  const id = ids[random(ids.length)];
  switch (random(12)) {
    case 0:
    case 1:
      makeFile(doc, random, path(), random(2) === 0 ? 'fresh\n' : '');
      return;
    case 2:
      if (id) renameFile(doc, id, path());
      return;
    case 3:
      if (id) deleteFile(doc, id);
      return;
    case 4:
      for (const other of ids) restoreFile(doc, other);
      return;
    case 5:
      moveFolder(doc, folder(), folder());
      return;
    case 6:
      deleteFolder(doc, folder());
      return;
    case 7:
      createFolder(doc, folder());
      return;
    case 8:
      // no page of ours does any of these
      if (id) getFiles(doc).get(id)?.set('text', new Y.Text('another text'));
      return;
    case 9:
      if (id) renameFile(doc, id, '../evil.py');
      return;
    case 10:
      if (id) getFiles(doc).delete(id);
      return;
    default:
      doc.getMap<unknown>('files').set('a number', random(2) === 0 ? 7 : new Y.Text('a text'));
  }
}

function editAsRoom(room: Y.Doc, random: (limit: number) => number): void {
  const files = listFiles(room);
  const file = files[random(files.length)];
  room.transact(() => {
    if (!file || random(4) === 0) {
      makeFile(room, random, `made-${random(5)}.txt`, 'by a program\n');
      return;
    }
    const at = random(file.text.length + 1);
    file.text.delete(at, Math.min(file.text.length - at, random(10)));
    file.text.insert(at, 'by a program');
  });
}

function takeSnapshot(room: Y.Doc, position: number, owners: ReadonlyMap<number, string>): Snapshot {
  const authors = new Map(listFiles(room).map(({ id, text }) => [id, authorsOf(text, owners)]));
  return { position, files: snapshotFiles(room), folders: listFolders(room), authors };
}

/** Whose client ids the characters of a text were written under. */
function authorsOf(
  text: Y.Text,
  owners: ReadonlyMap<number, string>,
): Snapshot['authors'] extends Map<string, infer R> ? R : never {
  const runs: Pick<Attribution, 'length' | 'author'>[] = [];
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const author = owners.get(item.id.client) ?? 'nobody';
    const last = runs.at(-1);
    if (last?.author === author) last.length += item.length;
    else runs.push({ author, length: item.length });
  }
  return runs;
}

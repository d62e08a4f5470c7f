import * as Y from 'yjs';
import { listFiles } from '#core/doc-shape.ts';
import type { RoomTokenClaims } from '#core/tokens.ts';
import { settle } from './fakes.ts';
import { replay } from './harness.ts';
import type { MemoryPeer, MemoryRoom } from './memory-room.ts';
import { awarenessFrame, SYNC_STEP_2, SYNC_UPDATE, syncFrame } from './raw-client.ts';

/** What a page does in a room in memory: a document of its own, and what it says about itself. */
export class MemoryPage {
  readonly room: MemoryRoom;
  peer: MemoryPeer;
  readonly doc: Y.Doc;
  #clock = 0;

  constructor(room: MemoryRoom, peer: MemoryPeer, doc: Y.Doc) {
    this.room = room;
    this.peer = peer;
    this.doc = doc;
    peer.send(syncFrame(SYNC_STEP_2, Uint8Array.of(0, 0)));
  }

  get file() {
    const [file] = listFiles(this.doc);
    if (!file) throw new Error('No file yet.');
    return file;
  }

  /** Changes the document and sends that as one update. */
  edit(change: (text: Y.Text, doc: Y.Doc) => void): void {
    let update: Uint8Array | null = null;
    const note = (bytes: Uint8Array) => {
      update = bytes;
    };
    this.doc.on('update', note);
    this.doc.transact(() => change(this.file.text, this.doc));
    this.doc.off('update', note);
    if (!update) throw new Error('Nothing changed.');
    this.peer.send(syncFrame(SYNC_UPDATE, update));
  }

  /** Says where the cursor is, as y-monaco does. */
  select(anchor: number, head = anchor, file: string | null = this.file.id): void {
    const at = (index: number) => Y.createRelativePositionFromTypeIndex(this.file.text, index);
    this.say({ file, selection: { anchor: at(anchor), head: at(head) } });
  }

  /** Says anything about itself. */
  say(state: unknown): void {
    this.peer.send(awarenessFrame([{ client: this.doc.clientID, clock: ++this.#clock, state }]));
  }
}

/** Somebody who joins with a page that has the room's document. */
export async function openPage(room: MemoryRoom, claims: Partial<RoomTokenClaims> = {}): Promise<MemoryPage> {
  const peer = await room.join(claims);
  const doc = replay(await room.journal());
  await settle();
  return new MemoryPage(room, peer, doc);
}

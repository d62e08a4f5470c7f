import * as Y from 'yjs';
import { countCharacters, findFileOfText, getFiles } from '#core/doc-shape.ts';
import { MAX_DOCUMENT_BYTES, MAX_FILES } from '#core/limits.ts';
import { MAX_STATE_BYTES } from './room-limits.ts';
import type { ClockRange, UpdateScan } from './update-scan.ts';

/** What became of an update. */
export interface Applied {
  /** Exactly what the document took, as an update; null when it knew everything. */
  content: Uint8Array | null;
  /**
   * `incomplete`: part of it builds on content that is missing here, and nothing of that part was kept.
   * `unreadable`: Yjs gave up on it.
   */
  problem: 'incomplete' | 'unreadable' | null;
}

/** A place between two characters, in UTF-16 units from the beginning of a file. */
export interface FilePlace {
  fileId: string;
  offset: number;
}

/** What there is room for in a document: files, characters in their texts, bytes as it is stored. */
export interface DocumentRoom {
  files: number;
  characters: number;
  bytes: number;
}

/**
 * The shared document in the room. Size checks go by upper bounds that grow with each update and are counted anew
 * only when they come near a limit, so that a keystroke costs no walk over the document.
 */
export class RoomDocument {
  readonly doc = new Y.Doc({ gc: true });
  #characters = 0;
  #files = 0;
  #stateBytes = 0;

  clockOf(client: number): number {
    return Y.getState(this.doc.store, client);
  }

  /** Whether the document would stay inside its limits with this update in it. */
  hasRoomFor(scan: UpdateScan, update: Uint8Array): boolean {
    if (this.#characters + scan.characters > MAX_DOCUMENT_BYTES) this.#characters = countCharacters(this.doc);
    if (this.#files + scan.newFiles > MAX_FILES) this.#files = countLiveFiles(this.doc);
    if (this.#stateBytes + update.length > MAX_STATE_BYTES) {
      this.#stateBytes = Y.encodeStateAsUpdateV2(this.doc).length;
    }
    return (
      this.#characters + scan.characters <= MAX_DOCUMENT_BYTES &&
      (scan.newFiles === 0 || this.#files + scan.newFiles <= MAX_FILES) &&
      this.#stateBytes + update.length <= MAX_STATE_BYTES
    );
  }

  /** How much more the document takes. Walks over it once. */
  measureRoom(): DocumentRoom {
    if (this.#stateBytes > MAX_STATE_BYTES / 2) this.#recount();
    return {
      files: MAX_FILES - countLiveFiles(this.doc),
      characters: MAX_DOCUMENT_BYTES - countCharacters(this.doc),
      bytes: MAX_STATE_BYTES - this.#stateBytes,
    };
  }

  /** Applies an update that was scanned and allowed. `isLive` ones hold what somebody just did; others may hold much that is known. */
  apply(update: Uint8Array, scan: UpdateScan, { isLive }: { isLive: boolean }): Applied {
    this.#characters += scan.characters;
    this.#files += scan.newFiles;
    this.#stateBytes += update.length;
    const [insert] = scan.inserts;
    const isNews = isLive && insert !== undefined && scan.inserts.length === 1 && !scan.hasGap;
    return isNews && insert.from === this.clockOf(insert.client)
      ? this.#applyWhole(update, insert)
      : this.#applyNews(update);
  }

  /** Applies many updates as one, as when the room loads. `settle` ends the loading. */
  replay(updates: readonly Uint8Array[]): void {
    this.doc.transact(() => {
      for (const update of updates) this.#tryToApply(update);
    });
  }

  /** Sets an empty document to a checkpoint. `settle` ends the loading. */
  restore(stateV2: Uint8Array): void {
    Y.applyUpdateV2(this.doc, stateV2);
  }

  /** Drops what could not be placed, which is nothing in a whole journal, and counts anew. */
  settle(): void {
    this.#dropPending();
    this.#recount();
  }

  /** Whether an update has nothing that the document does not know: no new content, no new deletion. */
  knows({ inserts, deletes }: UpdateScan): boolean {
    for (const { client, to } of inserts) if (to > this.clockOf(client)) return false;
    return deletes.length === 0 || this.#hasDeleted(deletes);
  }

  /** What `change` does to the document, as one update, or null when it does nothing. */
  edit(change: (doc: Y.Doc) => void): Uint8Array | null {
    const content = this.#listen(() => this.doc.transact(() => change(this.doc)));
    this.#characters = countCharacters(this.doc);
    this.#files = countLiveFiles(this.doc);
    this.#stateBytes += content?.length ?? 0;
    return content;
  }

  /** Where in which file a relative position is now, or null when that is nowhere in a file that there ever was. */
  locate(position: Y.RelativePosition): FilePlace | null {
    // by the name of a root Yjs would make that root, and our texts are none
    if (position.tname !== null || (position.item === null && position.type === null)) return null;
    const found = Y.createAbsolutePositionFromRelativePosition(position, this.doc);
    const fileId = found && findFileOfText(this.doc, found.type);
    return found && fileId ? { fileId, offset: found.index } : null;
  }

  /** Pieces of content in the document: what a walk over all of it costs. */
  countStructs(): number {
    let count = 0;
    for (const structs of this.doc.store.clients.values()) count += structs.length;
    return count;
  }

  /** The whole document as an update. */
  encode(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc);
  }

  /** The usual keystroke: all of it is new, so its own bytes say what changed and need not be encoded again. */
  #applyWhole(update: Uint8Array, insert: ClockRange): Applied {
    const isReadable = this.#tryToApply(update);
    const isComplete = !this.#dropPending();
    if (isReadable && isComplete) return { content: update, problem: null };
    const took = this.clockOf(insert.client) > insert.from || isReadable;
    return { content: took ? this.#since(insert) : null, problem: isReadable ? 'incomplete' : 'unreadable' };
  }

  /** An update of which parts may be known: the document tells what was new. */
  #applyNews(update: Uint8Array): Applied {
    let isReadable = true;
    const content = this.#listen(() => {
      isReadable = this.#tryToApply(update);
    });
    const isComplete = !this.#dropPending();
    return { content, problem: isReadable ? (isComplete ? null : 'incomplete') : 'unreadable' };
  }

  #tryToApply(update: Uint8Array): boolean {
    try {
      Y.applyUpdate(this.doc, update);
      return true;
    } catch {
      return false; // a text that is not UTF-8, for one; the caller finds out what was taken before that
    }
  }

  #listen(change: () => void): Uint8Array | null {
    let content: Uint8Array | null = null;
    const note = (update: Uint8Array) => {
      content = content ? Y.mergeUpdates([content, update]) : update;
    };
    this.doc.on('update', note);
    try {
      change();
    } finally {
      this.doc.off('update', note);
    }
    return content;
  }

  /** The document's content from this range on, with all deletions: more than was new, and harmless to apply twice. */
  #since({ client, from }: ClockRange): Uint8Array {
    const vector = new Map<number, number>();
    for (const other of this.doc.store.clients.keys()) vector.set(other, this.clockOf(other));
    vector.set(client, from);
    return Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(vector));
  }

  /** Yjs keeps what it cannot place for later, in memory and for ever. The room wants it sent again instead. */
  #dropPending(): boolean {
    const { store } = this.doc;
    if (!store.pendingStructs && !store.pendingDs) return false;
    store.pendingStructs = null;
    store.pendingDs = null;
    return true;
  }

  #hasDeleted(deletes: readonly ClockRange[]): boolean {
    const known = Y.createDeleteSetFromStructStore(this.doc.store);
    return deletes.every(({ client, from, to }) => {
      const ranges = known.clients.get(client) ?? [];
      let low = 0;
      for (let high = ranges.length; low < high; ) {
        const middle = (low + high) >> 1;
        if ((ranges[middle]?.clock ?? 0) <= from) low = middle + 1;
        else high = middle;
      }
      const range = ranges[low - 1];
      return range !== undefined && to <= range.clock + range.len;
    });
  }

  #recount(): void {
    this.#characters = countCharacters(this.doc);
    this.#files = countLiveFiles(this.doc);
    this.#stateBytes = Y.encodeStateAsUpdateV2(this.doc).length;
  }
}

function countLiveFiles(doc: Y.Doc): number {
  let count = 0;
  for (const file of getFiles(doc).values())
    if (file instanceof Y.Map && file.get('deleted') !== true) count++;
  return count;
}

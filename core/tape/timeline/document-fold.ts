import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { getFiles } from '#core/doc-shape.ts';
import { ItemOrder } from './item-order.ts';
import { TextLog, type TextSplice } from './text-log.ts';
import { TextOrder } from './text-order.ts';

/** What an update did to one text. */
export interface TextChange extends TextSplice {
  log: TextLog;
  /** Yjs client that wrote what was inserted; null where nothing was, or where characters were replaced and stay their writer's. */
  client: number | null;
}

export interface FoldedUpdate {
  /** False when Yjs gave up on it; what it had taken before that is told all the same. */
  isReadable: boolean;
  /** In the order in which they are to be applied. */
  changes: TextChange[];
  /** Something else than the characters of texts may have changed: files, their paths, folders. */
  isTreeChanged: boolean;
}

/** What Yjs puts where somebody cut a character outside of Unicode's first plane in two, for each half. */
const REPLACEMENT = '\ufffd';

/**
 * The shared document, folded update by update, telling exactly what each one did to which text.
 *
 * Updates are applied many to one transaction, because what Yjs does at the end of each costs three times as much as
 * the update. So there are no events to listen to; what came is read from the document's store, and what went from the
 * transaction's set of deletions. Both are Yjs's own, so the texts are what they are in the room's document.
 *
 * Of a text only its strings are shown; other content in it, which rooms refuse, has no width here as in `toString`.
 */
export class DocumentFold {
  readonly doc = new Y.Doc();
  readonly #order = new ItemOrder();
  readonly #texts = new Map<Y.Text, TextOrder>();
  #transaction: Y.Transaction | null = null;
  /** Deletions of the transaction that were told, by client. */
  #seenDeletions = new Map<number, number>();
  #hasSurrogates = false;
  /** Used again for each update. */
  readonly #clocks = new Map<number, number>();

  constructor() {
    getFiles(this.doc); // so that the root is a map before anything comes into it
  }

  /**
   * Runs what applies updates, as one transaction. False when Yjs could not end that: some update was forged to break
   * it. What it told before that stands.
   */
  batch(run: () => void): boolean {
    let isRun = false;
    try {
      this.doc.transact((transaction) => {
        this.#transaction = transaction;
        this.#seenDeletions = new Map();
        run();
        isRun = true;
      });
      return true;
    } catch (error) {
      if (!isRun) throw error; // not of Yjs
      return false;
    } finally {
      this.#transaction = null;
    }
  }

  /** Applies an update. Never throws for what is in it; throws outside of `batch`. */
  apply(update: Uint8Array): FoldedUpdate {
    const transaction = this.#transaction;
    if (!transaction) throw new Error('Updates are applied within a batch.');
    const folded: FoldedUpdate = { isReadable: true, changes: [], isTreeChanged: false };
    const before = this.#clocksBefore(update);
    try {
      Y.applyUpdate(this.doc, update);
    } catch {
      folded.isReadable = false; // damaged; the caller counts it
    }
    const items = this.#newItems(before, folded);
    const deletions = this.#newDeletions(transaction);
    if (this.#hasSurrogates) this.#repair(items, deletions, folded.changes);
    this.#place(items, folded.changes);
    for (const deletion of deletions) {
      const isInText = this.#order.remove(deletion, (text, at, deleted) =>
        add(folded.changes, { log: text.log, at, deleted, inserted: '', client: null }),
      );
      if (!isInText) folded.isTreeChanged = true;
    }
    return folded;
  }

  /** The log of a text of this document. */
  logOf(text: Y.Text): TextLog {
    return this.#orderOf(text).log;
  }

  #orderOf(text: Y.Text): TextOrder {
    let order = this.#texts.get(text);
    if (!order) {
      order = new TextOrder(new TextLog());
      this.#texts.set(text, order);
    }
    return order;
  }

  /** Clocks of the clients that the update may move: the only one it names, mostly. */
  #clocksBefore(update: Uint8Array): Map<number, number> {
    const { store } = this.doc;
    const clocks = this.#clocks;
    clocks.clear();
    const only = store.pendingStructs ? null : findOnlyClient(update);
    if (only === 'none') return clocks;
    if (only !== null) return clocks.set(only, Y.getState(store, only));
    for (const client of store.clients.keys()) clocks.set(client, Y.getState(store, client));
    return clocks.set(ANY_OTHER, 0);
  }

  /** Items of texts that came, oldest first for each client. */
  #newItems(before: ReadonlyMap<number, number>, folded: FoldedUpdate): Y.Item[] {
    const items: Y.Item[] = [];
    const clients = before.has(ANY_OTHER) ? this.doc.store.clients.keys() : before.keys();
    for (const client of clients) {
      const structs = this.doc.store.clients.get(client) ?? [];
      const clock = before.get(client) ?? 0;
      let first = structs.length;
      while (first > 0 && (structs[first - 1]?.id.clock ?? 0) >= clock) first--;
      for (let n = first; n < structs.length; n++) {
        const struct = structs[n];
        if (!(struct instanceof Y.Item)) continue;
        if (struct.parent instanceof Y.Text && struct.parentSub === null) items.push(struct);
        else folded.isTreeChanged = true;
      }
    }
    return items;
  }

  #newDeletions({ deleteSet }: Y.Transaction): Deletion[] {
    const deletions: Deletion[] = [];
    for (const [client, ranges] of deleteSet.clients) {
      const seen = this.#seenDeletions.get(client) ?? 0;
      if (ranges.length === seen) continue;
      for (const { clock, len } of ranges.slice(seen)) deletions.push({ client, clock, length: len });
      this.#seenDeletions.set(client, ranges.length);
    }
    return deletions;
  }

  /** Puts items into the order of their texts, each behind the one to its left. */
  #place(items: readonly Y.Item[], changes: TextChange[]): void {
    for (const item of items) {
      if (items.length > 1 && this.#order.has(item.id.client, item.id.clock)) continue;
      const waiting = [item];
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        if (this.#put(next, changes) || next.left?.parent !== next.parent) continue;
        waiting.push(next, next.left); // what is to its left came with it
      }
    }
  }

  /** Whether the item could be put behind the one to its left. */
  #put({ id, content, deleted, left, length, parent }: Y.Item, changes: TextChange[]): boolean {
    if (!(parent instanceof Y.Text)) return true;
    const { client, clock } = id;
    const inserted = !deleted && content instanceof Y.ContentString ? content.str : '';
    const text = this.#orderOf(parent);
    const at = this.#order.insert(text, left?.lastId ?? null, { client, clock, length }, inserted !== '');
    if (at === null) return false;
    if (inserted === '') return true;
    this.#hasSurrogates ||= SURROGATE.test(inserted);
    add(changes, { log: text.log, at, deleted: 0, inserted, client });
    return true;
  }

  /**
   * Yjs cuts its strings where something is put between two characters or one of them goes. Where these were the halves
   * of one character, both become replacement characters.
   */
  #repair(items: readonly Y.Item[], deletions: readonly Deletion[], changes: TextChange[]): void {
    const cut = (client: number, clock: number) => {
      const place = this.#order.insideAt(client, clock);
      if (!place) return;
      const { log } = place.text;
      const at = place.at - 1;
      if (!isHighSurrogate(log.charCodeAt(at)) || changes.some((one) => one.log === log && one.at === at))
        return;
      changes.push({ log, at, deleted: 2, inserted: REPLACEMENT + REPLACEMENT, client: null });
    };
    for (const { origin, rightOrigin } of items) {
      if (origin) cut(origin.client, origin.clock + 1);
      if (rightOrigin) cut(rightOrigin.client, rightOrigin.clock);
    }
    for (const { client, clock, length } of deletions) {
      cut(client, clock);
      cut(client, clock + length);
    }
  }
}

interface Deletion {
  client: number;
  clock: number;
  length: number;
}

/** Stands among clocks for all clients that are not named. */
const ANY_OTHER = -1;

const SURROGATE = /[\ud800-\udfff]/;

/** The only client whose content an update carries, `none` when it only deletes, or null when it cannot be told cheaply. */
function findOnlyClient(update: Uint8Array): number | 'none' | null {
  try {
    const decoder = decoding.createDecoder(update);
    const clients = decoding.readVarUint(decoder);
    if (clients === 0) return 'none';
    if (clients > 1) return null;
    decoding.readVarUint(decoder); // number of its structs
    return decoding.readVarUint(decoder);
  } catch {
    return null; // torn: Yjs will say so
  }
}

/** Adds a change, as part of the one before where they are one piece: an update cuts what somebody did by items. */
function add(changes: TextChange[], change: TextChange): void {
  const last = changes.at(-1);
  const isOne = last?.log === change.log && last.client === change.client;
  if (!last || !isOne) {
    changes.push(change);
  } else if (change.deleted === 0 && last.deleted === 0 && change.at === last.at + last.inserted.length) {
    last.inserted += change.inserted;
  } else if (change.inserted === '' && last.inserted === '' && change.at === last.at) {
    last.deleted += change.deleted;
  } else if (change.inserted === '' && last.inserted === '' && change.at + change.deleted === last.at) {
    last.at = change.at;
    last.deleted += change.deleted;
  } else {
    changes.push(change);
  }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

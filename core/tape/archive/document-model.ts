import { ClockIndex } from './clock-index.ts';
import { type ClientItems, type Item, Sequence } from './item-order.ts';
import { CONTENT } from './update-content.ts';
import { CONTENT_BITS, type Id, isItem, type Struct } from './update-parts.ts';

/** One character or value of an item. */
export interface Place {
  item: Item;
  offset: number;
}

/** Two neighbours, deleted ones included; null at the ends of a sequence. */
export interface Gap {
  left: Place | null;
  right: Place | null;
}

/** Clocks of one client that were deleted. */
export interface DeletedIds {
  client: Client;
  clock: number;
  length: number;
}

export class Client implements ClientItems {
  readonly id: number;
  /** Among all clients, by age. */
  readonly index: number;
  readonly items = new ClockIndex();
  /** The clock that its next content will most likely have. */
  end = 0;

  constructor(id: number, index: number) {
    this.id = id;
    this.index = index;
  }
}

/**
 * A document without its content: who wrote how much, in which order it stands, and what of it is deleted. Only a
 * base for predictions: where updates come in an order or form that Yjs itself would treat otherwise, it may differ
 * from their document, but it is the same for whoever writes and whoever reads the archive.
 */
export class DocumentModel {
  readonly clients: Client[] = [];
  readonly sequences: Sequence[] = [];
  readonly #clientById = new Map<number, Client>();
  readonly #sequenceByParent = new Map<string, Sequence>();

  /** The client with this id, which is known from now on. */
  clientOf(id: number): Client {
    let client = this.#clientById.get(id);
    if (!client) {
      client = new Client(id, this.clients.length);
      this.clients.push(client);
      this.#clientById.set(id, client);
    }
    return client;
  }

  hasClient(id: number): boolean {
    return this.#clientById.has(id);
  }

  find(id: Id): Place | null {
    const item = this.#clientById.get(id.client)?.items.find(id.clock);
    return item ? { item, offset: id.clock - item.clock } : null;
  }

  /**
   * The neighbours of an insertion in front of the visible character at `position`. Where deleted ones stand between
   * it and the visible character before, it comes behind them (as texts do it) or before them (as lists do it).
   */
  gapAt(sequence: Sequence, position: number, isBeforeDeleted: boolean): Gap {
    if (isBeforeDeleted) {
      if (position === 0) return { left: null, right: startOf(sequence.first) };
      const left = sequence.itemAt(position - 1);
      const isLast = left.offset === left.item.length - 1;
      return {
        left,
        right: isLast ? startOf(left.item.next) : { item: left.item, offset: left.offset + 1 },
      };
    }
    if (position === sequence.visibleLength) return { left: endOf(sequence.last), right: null };
    const right = sequence.itemAt(position);
    const { item, offset } = right;
    return { left: offset > 0 ? { item, offset: offset - 1 } : endOf(item.previous), right };
  }

  /**
   * Adds content of a client. Returns where it stands, or null where that is not known or it was here before.
   * `fallback` is the sequence of content without neighbours.
   */
  insert(client: Client, clock: number, struct: Struct, gap: Gap, fallback: Sequence | null): Place | null {
    if (clock < client.end) return null;
    client.end = clock + struct.length;
    if (!isItem(struct)) return null;
    const isVisible = (struct.info & CONTENT_BITS) !== CONTENT.deleted;
    const sequence = gap.left?.item.sequence ?? gap.right?.item.sequence ?? fallback;
    const left = gap.left?.item.sequence === sequence ? gap.left : null;
    const right = gap.right?.item.sequence === sequence ? gap.right : null;
    if (
      left &&
      sequence &&
      isVisible &&
      left.item.isVisible &&
      left.item.client === client &&
      left.item.clock + left.item.length === clock &&
      left.offset === left.item.length - 1
    ) {
      const offset = left.item.length;
      sequence.change(left.item, offset + struct.length, true);
      return { item: left.item, offset };
    }
    const item = makeItem(client, clock, struct.length, isVisible);
    client.items.append(item);
    if (!sequence) return null;
    const previous = left ? this.#endAfter(left) : right ? this.#endBefore(right) : null;
    sequence.insertAfter(item, previous);
    return { item, offset: 0 };
  }

  /** Deletes visible characters from `position` on. Returns their ids in the order of the sequence. */
  deleteAt(sequence: Sequence, position: number, length: number): DeletedIds[] {
    const deleted: DeletedIds[] = [];
    for (let rest = length; rest > 0; ) {
      const { item, offset } = sequence.itemAt(position);
      const start = offset > 0 ? this.#split(item, offset) : item;
      if (start.length > rest) this.#split(start, rest);
      sequence.change(start, start.length, false);
      deleted.push({ client: start.client as Client, clock: start.clock, length: start.length });
      rest -= start.length;
    }
    return deleted;
  }

  /** Deletes one item's visible characters, from `offset` on, of an item that is known by its id. */
  deleteItem(item: Item, offset: number, length: number): void {
    const start = offset > 0 ? this.#split(item, offset) : item;
    if (start.length > length) this.#split(start, length);
    if (start.sequence) start.sequence.change(start, start.length, false);
    else start.isVisible = false;
  }

  /** The sequence of a type's content, or of one key's values; it exists from now on. */
  sequenceOf(parent: Uint8Array | Id, key: Uint8Array | null): Sequence {
    const name = nameOf(parent, key);
    let sequence = this.#sequenceByParent.get(name);
    if (!sequence) {
      sequence = new Sequence(this.sequences.length);
      this.sequences.push(sequence);
      this.#sequenceByParent.set(name, sequence);
    }
    return sequence;
  }

  /** The same, or null if nothing was ever in it. */
  peekSequence(parent: Uint8Array | Id, key: Uint8Array | null): Sequence | null {
    return this.#sequenceByParent.get(nameOf(parent, key)) ?? null;
  }

  /** The item that ends with this character. */
  #endAfter({ item, offset }: Place): Item {
    if (offset < item.length - 1) this.#split(item, offset + 1);
    return item;
  }

  /** The item before this character. */
  #endBefore({ item, offset }: Place): Item | null {
    if (offset === 0) return item.previous;
    this.#split(item, offset);
    return item;
  }

  /** Cuts an item in two and returns the second. */
  #split(item: Item, offset: number): Item {
    const client = item.client as Client;
    const tail = makeItem(client, item.clock + offset, item.length - offset, item.isVisible);
    if (item.sequence) {
      item.sequence.change(item, offset, item.isVisible);
      item.sequence.insertAfter(tail, item);
    } else {
      item.length = offset;
    }
    client.items.insert(tail);
    return tail;
  }
}

function nameOf(parent: Uint8Array | Id, key: Uint8Array | null): string {
  const holder = parent instanceof Uint8Array ? `root ${parent.join()}` : `${parent.client} ${parent.clock}`;
  return `${holder} ${key ? key.join() : 'content'}`;
}

function makeItem(client: Client, clock: number, length: number, isVisible: boolean): Item {
  return {
    client,
    clock,
    length,
    isVisible,
    sequence: null,
    previous: null,
    next: null,
    up: null,
    low: null,
    high: null,
    sum: isVisible ? length : 0,
  };
}

function startOf(item: Item | null): Place | null {
  return item && { item, offset: 0 };
}

function endOf(item: Item | null): Place | null {
  return item && { item, offset: item.length - 1 };
}

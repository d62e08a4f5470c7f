import { Cursors } from './cursors.ts';
import { type Client, DocumentModel } from './document-model.ts';
import type { Sequence } from './item-order.ts';

/** What both sides know when a frame is coded: the document so far, and where its authors are in it. */
export class ArchiveState {
  readonly model = new DocumentModel();
  readonly cursors = new Cursors();
  readonly #clients: (Client | undefined)[] = [];

  /** The Yjs client that this author wrote under last. */
  clientOf(author: number): Client | null {
    return this.#clients[author] ?? null;
  }

  setClient(author: number, client: Client): void {
    this.#clients[author] = client;
  }

  /** Notes that visible content came in, and that its author stands behind it. `from`: see `Cursors.move`. */
  inserted(author: number, from: number, sequence: Sequence, position: number, length: number): void {
    this.cursors.shiftByInsert(sequence, position, length);
    this.cursors.move(author, from, sequence, position + length);
    this.cursors.noteEdit(sequence, position + length);
  }

  /** Notes that visible content went, and that its author stands where it was. */
  deleted(author: number, from: number, sequence: Sequence, position: number, length: number): void {
    this.cursors.shiftByDelete(sequence, position, length);
    this.cursors.move(author, from, sequence, position);
    this.cursors.noteEdit(sequence, position);
  }
}

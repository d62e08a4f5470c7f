import type { RoomRole } from '#core/roles.ts';
import type { ClientMessageInput } from '#core/room-protocol.ts';
import type { BrowserSignal, Origin } from '#core/tape/context.ts';

/** Copied texts that are remembered: people paste what they copied last. */
const MAX_COPIES = 20;

/** What of an edit was not typed. */
export interface UntypedEdit {
  origin: Exclude<Origin, 'workspace'>;
  fileId: string;
  text: string;
}

/**
 * What this browser tells the room beside the edits themselves: how they came to be, what somebody marks and, of a
 * candidate, pastes and looks elsewhere. All of it is about now, so without a connection it is let go.
 */
export class ContextLine {
  /** Hands a message to the socket; false without a connection. */
  readonly #send: (message: ClientMessageInput) => boolean;
  /** Whether the room keeps this person's signals. */
  readonly #isWatched: boolean;
  #copies: string[] = [];

  constructor(send: (message: ClientMessageInput) => boolean, role: RoomRole) {
    this.#send = send;
    this.#isWatched = role === 'candidate';
  }

  /** Something was copied or cut on this page. */
  copied(text: string): void {
    if (text !== '') this.#copies = [...this.#copies, withLineFeeds(text)].slice(-MAX_COPIES);
  }

  /** An edit that was not typed is about to be sent: this must be said before it. */
  untyped({ origin, fileId, text }: UntypedEdit): void {
    if (text === '') return;
    this.#send({ type: 'origin', origin });
    if (origin !== 'pasted') return;
    const isInternal = this.#copies.includes(withLineFeeds(text));
    this.#signal({ signal: 'paste', fileId, length: text.length, isInternal });
  }

  /** The page is out of sight or without focus. False when that was not told. */
  lookedAway(): boolean {
    return this.#signal({ signal: 'focus-lost' });
  }

  lookedBack(awayMs: number): void {
    this.#signal({ signal: 'focus-back', awayMs });
  }

  /** Marks this moment of the record. False without a connection. */
  mark(label: string): boolean {
    return this.#send({ type: 'mark', id: crypto.randomUUID(), label });
  }

  #signal(signal: BrowserSignal): boolean {
    return this.#isWatched && this.#send({ type: 'signal', signal });
  }
}

/** The editor has one kind of line end, the clipboard that of the system. */
function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

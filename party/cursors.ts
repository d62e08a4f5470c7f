import type { CloseReason } from '#core/close-codes.ts';
import { AwarenessBoard } from './awareness.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { EMPTY_AWARENESS, encodeAwareness } from './wire.ts';

export interface CursorDependencies {
  sessions: Sessions;
  /** Whose author id a client id is. */
  authorOf: (client: number) => string | undefined;
  /** A connection said something about itself: this, as JSON, or that there is nothing. */
  onState: (session: Session, state: string | null) => void;
  /** A connection goes on where this older one of the same page stopped. */
  onReplaced: (session: Session, olderId: string) => void;
}

/** Cursors on their way between connections. */
export class Cursors {
  readonly #board: AwarenessBoard;
  readonly #sessions: Sessions;
  readonly #given: CursorDependencies;

  constructor(given: CursorDependencies) {
    const { sessions, authorOf } = given;
    this.#given = given;
    this.#sessions = sessions;
    this.#board = new AwarenessBoard((client, participantId) => {
      const author = authorOf(client);
      return author === undefined || author === participantId;
    });
  }

  /** The page behind this connection, by the client id of its cursor; undefined before it has said so. */
  pageOf(sessionId: string): number | undefined {
    return this.#board.clientOf(sessionId);
  }

  /** Whose cursor this client id is or was. */
  ownerOf(client: number): string | undefined {
    return this.#board.ownerOf(client);
  }

  /** Takes what is the sender's own and hands it on, or says why the sender must go. */
  receive(session: Session, entries: Uint8Array, now: number): CloseReason | null {
    const { id: sessionId, person } = session;
    const outcome = this.#board.receive(entries, { sessionId, person });
    switch (outcome.type) {
      case 'unreadable':
        return 'badMessage';
      case 'too-large':
        return 'tooLarge';
      case 'echo':
        return session.echoes.take(now) ? null : 'tooFast';
      case 'taken':
        if (!session.messages.take(now)) return 'tooFast';
        this.#sessions.broadcast(encodeAwareness(this.#board.encode(outcome.changed)), session);
        if (outcome.isFirst) this.#sendOwnOthers(session);
        else session.send(EMPTY_AWARENESS);
        if (outcome.replaced) this.#given.onReplaced(session, outcome.replaced);
        this.#given.onState(session, this.#board.stateOf(sessionId));
        return null;
    }
  }

  /** Sends the cursors of everybody but this connection. */
  sendAll(session: Session): void {
    this.#send(session, this.#board.list({}));
  }

  /**
   * Sends the cursors of all other participants. The participant's own wait until the connection has said which is
   * its own: an older state of that would overwrite what they did since.
   */
  sendOthers(session: Session): void {
    this.#send(session, this.#board.list({ not: session.person.participantId }));
  }

  /** Takes a connection's cursor away from everybody. */
  remove(sessionId: string): void {
    const gone = this.#board.remove(sessionId);
    if (gone.length > 0) this.#sessions.broadcast(encodeAwareness(this.#board.encode(gone)));
  }

  #sendOwnOthers(session: Session): void {
    this.#send(session, this.#board.list({ of: session.person.participantId }));
  }

  #send(session: Session, clients: readonly number[]): void {
    const own = this.#board.clientOf(session.id);
    session.send(encodeAwareness(this.#board.encode(clients.filter((client) => client !== own))));
  }
}

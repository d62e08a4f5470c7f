import type { Journal } from './journal.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/** Tells the senders of edits when these are durable. */
export class SavedMarks {
  readonly #journal: Journal;
  readonly #sessions: Sessions;

  constructor(journal: Journal, sessions: Sessions) {
    this.#journal = journal;
    this.#sessions = sessions;
  }

  /** Counts a sync frame and sees that its sender hears when it is durable. */
  count(session: Session): void {
    session.received++;
    if (this.#journal.durable < this.#journal.position) {
      this.#journal.schedule();
    } else {
      session.marked = session.received;
      session.tell({ type: 'saved', count: session.marked });
    }
  }

  /** Notes what arrived up to now; the returned function tells the senders that it is durable. */
  beginWrite(): () => void {
    const marks: [Session, number][] = [];
    for (const session of this.#sessions) {
      if (session.received === session.marked) continue;
      session.marked = session.received;
      marks.push([session, session.received]);
    }
    return () => {
      for (const [session, count] of marks) session.tell({ type: 'saved', count });
    };
  }
}

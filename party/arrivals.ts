import type { Person } from '#core/room-protocol.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { RoomTokenClaims } from '#core/tokens.ts';
import type { Journal } from './journal.ts';
import type { RecordFrame } from './record.ts';
import { MAX_REMEMBERED_PEOPLE } from './room-limits.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import type { SignalLog } from './signal-log.ts';
import { CONSENT_PREFIX, type Consent, encodeStored } from './stored.ts';
import { QUERY_AWARENESS } from './wire.ts';

export interface ArrivalDependencies {
  journal: Journal;
  sessions: Sessions;
  record: RecordFrame;
  signalLog: SignalLog;
  clock: () => number;
  /** What tells the page of one connection from that of another; undefined before the connection has said it. */
  pageOf: (sessionId: string) => number | undefined;
}

/** Who comes and goes, as the tape has it: what they agreed to, their first connection and their last. */
export class Arrivals {
  readonly #given: ArrivalDependencies;
  /** What people agreed to, by participant; it is on the tape. */
  #consents = new Map<string, Consent>();
  /** When the last connection of a candidate broke. They have not come back yet. */
  readonly #lost = new Map<string, number>();
  readonly #returned = new WeakSet<Session>();

  constructor(given: ArrivalDependencies) {
    this.#given = given;
  }

  /** Takes up which consents are on the tape. */
  restore(consents: Map<string, Consent>): void {
    this.#consents = consents;
  }

  /** Somebody's connection was let in; `isFirst` of those that they have now. */
  came(session: Session, consent: RoomTokenClaims['consent'], { isFirst }: { isFirst: boolean }): void {
    const { person } = session;
    const { participantId } = person;
    if (consent) this.#noteConsent(participantId, consent);
    if (isFirst) this.#notePresence('joined', person);
    if (person.role !== 'candidate') return;
    if (!isFirst) this.#suspectSecondTab(session);
    const lostAt = this.#lost.get(participantId);
    this.#lost.delete(participantId);
    if (lostAt !== undefined) this.#noteReturn(session, lostAt);
  }

  /** A page's new connection takes over from an older one that is not known to be dead. Told once for each connection. */
  cameBack(session: Session, older: Session): void {
    const { role, since } = session.person;
    // what an old line still had in it may arrive late
    if (role !== 'candidate' || since <= older.person.since || this.#returned.has(session)) return;
    this.#returned.add(session);
    this.#noteReturn(session, older.lastHeard);
  }

  /**
   * An older connection of somebody speaks although they have a newer one: both live, and if they are of two pages
   * that is a second tab. One whose line broke would look the same until the room finds out, but never speaks.
   */
  heard(older: Session): void {
    const { rival } = older;
    const { pageOf, sessions } = this.#given;
    if (!rival || rival.isClosed) {
      older.rival = null;
      return;
    }
    const [page, otherPage] = [pageOf(older.id), pageOf(rival.id)];
    if (page === undefined || otherPage === undefined || page === otherPage) return;
    for (const session of sessions.of(older.person.participantId)) {
      if (session.rival === rival) session.rival = null;
    }
    this.#given.signalLog.note(older.person, { signal: 'second-tab' });
  }

  /** Somebody's last connection is gone; `isBroken` when nobody closed it. */
  went(person: Person, { isBroken }: { isBroken: boolean }): void {
    this.#notePresence('left', person);
    if (person.role === 'candidate' && isBroken) {
      remember(this.#lost, person.participantId, this.#given.clock());
    }
  }

  #suspectSecondTab(session: Session): void {
    for (const older of this.#given.sessions.of(session.person.participantId)) {
      if (older === session) continue;
      older.rival = session;
      older.send(QUERY_AWARENESS);
    }
  }

  /** `lostAt` is when the old connection was heard last, or known to have broken. */
  #noteReturn({ person }: Session, lostAt: number): void {
    const { clock, signalLog } = this.#given;
    signalLog.note(person, { signal: 'reconnected', awayMs: Math.max(0, clock() - lostAt) });
  }

  #noteConsent(participantId: string, { version, at }: Consent): void {
    const known = this.#consents.get(participantId);
    if (known?.version === version && known.at === at) return;
    const { journal, record } = this.#given;
    record(FRAME_KINDS.consent, participantId, { version, at });
    journal.setBeside(CONSENT_PREFIX + participantId, encodeStored({ version, at }));
    const forgotten = remember(this.#consents, participantId, { version, at });
    journal.removeBeside(forgotten.map((id) => CONSENT_PREFIX + id));
  }

  #notePresence(event: 'joined' | 'left', { participantId, name, role, colour }: Person): void {
    this.#given.record(FRAME_KINDS.presence, participantId, { event, name, role, colour });
  }
}

/** Sets the entry as the newest and returns the keys of those that were dropped for it. */
function remember<T>(entries: Map<string, T>, key: string, value: T): string[] {
  entries.delete(key);
  entries.set(key, value);
  const dropped = [...entries.keys()].slice(0, Math.max(0, entries.size - MAX_REMEMBERED_PEOPLE));
  for (const old of dropped) entries.delete(old);
  return dropped;
}

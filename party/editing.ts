import type * as Y from 'yjs';
import type { CloseReason } from '#core/close-codes.ts';
import { acceptsEdits, type InterviewStatus } from '#core/interview-status.ts';
import { can } from '#core/roles.ts';
import type { Person } from '#core/room-protocol.ts';
import type { Origin } from '#core/tape/context.ts';
import { encodeJsonPayload, FRAME_KINDS } from '#core/tape/frames.ts';
import { decideAuthorship } from './authorship.ts';
import type { Journal } from './journal.ts';
import { SYSTEM } from './record.ts';
import type { RoomDocument } from './room-document.ts';
import { MAX_CLIENT_IDS } from './room-limits.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { encodeStored, OWNER_PREFIX, type Owner } from './stored.ts';
import { scanUpdate, type UpdateScan } from './update-scan.ts';
import { encodeUpdate } from './wire.ts';

export interface EditingDependencies {
  document: RoomDocument;
  journal: Journal;
  sessions: Sessions;
  clock: () => number;
  status: () => InterviewStatus;
  /** Whom a client id belongs to by its cursor, before anything was written under it. */
  cursorOwnerOf: (client: number) => string | undefined;
  /** Writes at once and holds back all that the room says until it is durable. */
  putNow: (entries: ReadonlyMap<string, Uint8Array>) => void;
  /** An edit of this connection is in the document and on the record. */
  onEdit: (session: Session, scan: UpdateScan) => void;
}

/** A sync step 2 or update as it arrived. */
export interface EditFrame {
  type: 'sync-step-2' | 'update';
  update: Uint8Array;
  /** The whole frame, to hand on as it is. */
  bytes: Uint8Array;
}

/** What may change the document: by whom, of whose content, inside which limits. */
export class Editing {
  readonly #given: EditingDependencies;
  #owners = new Map<number, Owner>();
  /** Who may bring back others' content after an unclean stop, once for each connection that they had. */
  #recoveries: Person[] = [];

  constructor(given: EditingDependencies) {
    this.#given = given;
  }

  /** Takes up the registry. Ids whose frame the journal lost with its last window are written down again. */
  start(owners: Map<number, Owner>, journalEnd: number, present: readonly Person[]): void {
    this.#owners = owners;
    for (const [client, owner] of owners) if (owner.position >= journalEnd) this.#recordOwner(client, owner);
    this.#recoveries = [...present];
  }

  /** Nobody is owed a recovery any more: the room was left cleanly. */
  forgetRecoveries(): void {
    this.#recoveries = [];
  }

  /** Who has not come back yet since an unclean stop: another stop must not make them strangers. */
  get owed(): readonly Person[] {
    return this.#recoveries;
  }

  ownerOf(client: number): string | undefined {
    return this.#owners.get(client)?.participantId;
  }

  /** Takes an edit, tells the others and writes it down; or says why its sender must go. */
  receive(session: Session, frame: EditFrame): CloseReason | null {
    const { document, journal } = this.#given;
    // whatever becomes of this update, the next one has to say its own
    const origin = frame.type === 'update' ? session.origin : null;
    if (frame.type === 'update') session.origin = null;
    const mayRecover = frame.type === 'sync-step-2' && this.#takeRecovery(session);
    const scan = tryToScan(frame.update);
    if (!scan) return 'badMessage';
    if (scan.inserts.length === 0 && scan.deletes.length === 0) return null;
    if (!can(session.person.role, 'edit') || !acceptsEdits(this.#given.status())) {
      return document.knows(scan) ? null : 'forbidden';
    }
    if (scan.hasGap) return 'resync';
    const { participantId } = session.person;
    const decision = decideAuthorship({
      inserts: scan.inserts,
      clockOf: (client) => document.clockOf(client),
      ownerOf: (client) => this.ownerOf(client),
      participantId,
      mayRecover,
    });
    if (decision.type === 'gap') return 'resync';
    if (decision.type === 'foreign') return 'authorship';
    for (const client of decision.claims) {
      const cursorOwner = this.#given.cursorOwnerOf(client);
      if (cursorOwner !== undefined && cursorOwner !== participantId) return 'authorship';
    }
    if (this.#owners.size + decision.claims.length > MAX_CLIENT_IDS) return 'tooLarge';
    if (!document.hasRoomFor(scan, frame.update)) return 'tooLarge';
    if (journal.isFull) return 'resync';
    const { content, problem } = document.apply(frame.update, scan, { isLive: frame.type === 'update' });
    if (content) {
      if (decision.claims.length > 0) this.claim(decision.claims, participantId);
      if (origin) this.#recordOrigin(origin, participantId);
      this.#record(decision.isRecovered ? FRAME_KINDS.recovered : FRAME_KINDS.update, participantId, content);
      this.#given.sessions.broadcast(content === frame.update ? frame.bytes : encodeUpdate(content), session);
      this.#given.onEdit(session, scan);
    }
    if (problem === 'unreadable') return 'badMessage';
    return problem === 'incomplete' ? 'resync' : null;
  }

  /** An edit of the room itself, told and written down like anybody's. `origin` says where it came from, if from elsewhere. */
  editAsRoom(change: (doc: Y.Doc) => void, origin: Origin | null = null): void {
    const { document, sessions } = this.#given;
    const content = document.edit(change);
    if (!content) return;
    const { clientID } = document.doc;
    if (this.ownerOf(clientID) !== SYSTEM) this.claim([clientID], SYSTEM);
    if (origin) this.#recordOrigin(origin, SYSTEM);
    this.#record(FRAME_KINDS.system, SYSTEM, content);
    sessions.broadcast(encodeUpdate(content));
  }

  /**
   * These client ids belong to the participant from now on. That is durable before anybody hears of the content, so
   * that no peer can hold content of an id that the room has forgotten.
   */
  claim(clients: readonly number[], participantId: string): void {
    const entries = new Map<string, Uint8Array>();
    for (const client of clients) {
      const owner = { participantId, position: this.#given.journal.position };
      this.#owners.set(client, owner);
      this.#recordOwner(client, owner);
      entries.set(OWNER_PREFIX + client.toString(36), encodeStored(owner));
    }
    this.#given.putNow(entries);
  }

  #recordOwner(client: number, { participantId }: Owner): void {
    this.#record(FRAME_KINDS.clientId, participantId, encodeJsonPayload({ clientId: client }));
  }

  #recordOrigin(origin: Origin, author: string): void {
    this.#record(FRAME_KINDS.origin, author, encodeJsonPayload({ origin }));
  }

  #record(kind: number, author: string, payload: Uint8Array): void {
    this.#given.journal.append({ at: this.#given.clock(), kind, author, payload });
  }

  #takeRecovery(session: Session): boolean {
    if (session.hasSynced) return false;
    session.hasSynced = true;
    const { participantId } = session.person;
    const index = this.#recoveries.findIndex((person) => person.participantId === participantId);
    if (index < 0) return false;
    this.#recoveries.splice(index, 1);
    return true;
  }
}

function tryToScan(update: Uint8Array): UpdateScan | null {
  try {
    return scanUpdate(update);
  } catch {
    return null; // not an update of ours: the sender is closed, which is all that can be done
  }
}

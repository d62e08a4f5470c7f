import type { CloseReason } from '#core/close-codes.ts';
import { createFile, listFiles } from '#core/doc-shape.ts';
import { getTemplate, LANGUAGES, type LanguageId } from '#core/languages.ts';
import { MAX_FRAME_BYTES } from '#core/limits.ts';
import {
  type ControlRequest,
  type Person,
  parseClientMessage,
  ROOM_PROTOCOL_VERSION,
} from '#core/room-protocol.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { RoomTokenClaims } from '#core/tokens.ts';
import { decideEntry } from './admission.ts';
import { ChatHistory } from './chat.ts';
import { Commands } from './commands.ts';
import { Cursors } from './cursors.ts';
import { Editing } from './editing.ts';
import { Journal, type SetTimer } from './journal.ts';
import { loadRoom } from './load.ts';
import type { Log } from './log.ts';
import { Presence } from './presence.ts';
import { makeRecorder, type RecordFrame, SYSTEM } from './record.ts';
import { RoomDocument } from './room-document.ts';
import { QUERY_COST } from './room-limits.ts';
import { RunDesk } from './run-desk.ts';
import type { RunInSandbox } from './sandbox-client.ts';
import { readJournal } from './segments.ts';
import { Session, type Socket } from './session.ts';
import { Sessions } from './sessions.ts';
import { SilenceWatch } from './silence.ts';
import { RoomStatus } from './status.ts';
import type { RoomStorage } from './storage.ts';
import { encodeStored, PRESENT_KEY, RUN_KEY } from './stored.ts';
import { encodeSyncStep1, encodeSyncStep2, parseClientFrame } from './wire.ts';

/** What the room needs from the runtime it lives in. */
export interface RoomDependencies {
  storage: RoomStorage;
  clock: () => number;
  setTimer: SetTimer;
  runInSandbox: RunInSandbox;
  /** How long edits are gathered before one durable write. */
  journalWindow: number;
  log: Log;
}

type Data = ArrayBuffer | Uint8Array | string;

/** The live room of one interview: the single authority for its document, its people and its record. */
export class InterviewRoom {
  readonly #given: RoomDependencies;
  /** Every connection by its id, those that wait for the room to load included. */
  readonly #connections = new Map<string, Session>();
  readonly #sessions = new Sessions();
  readonly #document = new RoomDocument();
  readonly #presence = new Presence(() => this.#editing.owed);
  readonly #journal: Journal;
  readonly #record: RecordFrame;
  readonly #status: RoomStatus;
  readonly #cursors: Cursors;
  readonly #editing: Editing;
  readonly #runs: RunDesk;
  readonly #commands: Commands;
  readonly #silence: SilenceWatch;
  #roomName = '';
  #ready: Promise<void> | null = null;
  #creation: Promise<void> | null = null;
  #loaded = { time: 0, frames: 0 };

  constructor(given: RoomDependencies) {
    this.#given = given;
    const { clock, log, setTimer, storage } = given;
    const document = this.#document;
    const sessions = this.#sessions;
    const journal = new Journal({
      storage,
      document,
      setTimer,
      log,
      window: given.journalWindow,
      beginWrite: () => this.#beginWrite(),
      onFailure: () => this.#dropAll('resync'),
    });
    const record = makeRecorder(journal, clock);
    const status = new RoomStatus({ journal, sessions, record, clock });
    this.#cursors = new Cursors(sessions, (client) => this.#editing.ownerOf(client));
    this.#editing = new Editing({
      document,
      journal,
      sessions,
      clock,
      status: () => status.current,
      cursorOwnerOf: (client) => this.#cursors.ownerOf(client),
      putNow: (entries) => this.#putNow(entries),
    });
    this.#runs = new RunDesk({
      runInSandbox: given.runInSandbox,
      clock,
      setTimer,
      tellAll: (message) => sessions.tellAll(message),
      record: (kind, author, payload) => record(kind, author ?? SYSTEM, payload),
      store: (run) => journal.setBeside(RUN_KEY, encodeStored(run)),
    });
    const roomName = () => this.#roomName;
    this.#commands = new Commands({
      document,
      journal,
      sessions,
      status,
      runs: this.#runs,
      record,
      clock,
      roomName,
    });
    this.#silence = new SilenceWatch({
      sessions,
      clock,
      setTimer,
      onDead: (session) => this.#drop(session, 'resync'),
    });
    this.#journal = journal;
    this.#record = record;
    this.#status = status;
  }

  /** Loads the room. Everybody waits for it; after a failure the next caller tries again. */
  open(roomName: string): Promise<void> {
    this.#roomName = roomName;
    this.#ready ??= this.#load().catch((error) => {
      this.#ready = null;
      throw error;
    });
    return this.#ready;
  }

  /** Lets somebody in whom the front has admitted, or closes the socket with the reason. */
  async connect(id: string, socket: Socket, claims: RoomTokenClaims): Promise<void> {
    const now = this.#given.clock();
    const { sub: participantId, name, role, colour } = claims;
    const session = new Session({
      id,
      socket,
      now,
      person: { participantId, name, role, colour, since: now },
    });
    this.#connections.set(id, session);
    try {
      await this.open(claims.room);
      this.#creation ??= this.#status.exists ? Promise.resolve() : this.#create(claims.language);
      await this.#creation;
    } catch {
      this.#creation = null;
      this.#drop(session, 'resync');
      return;
    }
    if (session.isClosed || !this.#connections.has(id)) return;
    const refusal = decideEntry({
      status: this.#status.current,
      connections: this.#sessions.size,
      connectionsOfParticipant: this.#sessions.of(participantId).length,
    });
    if (refusal) this.#drop(session, refusal);
    else this.#admit(session);
  }

  /** Takes a message of a connection. What cannot be read closes its sender and touches nobody else. */
  receive(id: string, data: Data): void {
    const session = this.#connections.get(id);
    if (!session || session.isClosed) return;
    const now = this.#given.clock();
    session.lastHeard = now;
    session.isAsked = false;
    const reason = this.#judge(session, data, now);
    if (reason) this.#drop(session, reason);
  }

  /** Takes a connection out that was closed, by whichever side. Resolves when nothing of it is left to write. */
  async disconnect(id: string): Promise<void> {
    const session = this.#connections.get(id);
    if (!session) return;
    session.isClosed = true;
    this.#connections.delete(id);
    if (!this.#sessions.remove(session)) return;
    this.#cursors.remove(id);
    this.#presence.leave(id);
    if (this.#sessions.of(session.person.participantId).length === 0) {
      this.#recordPresence('left', session.person);
      this.#sessions.tellAll({ type: 'people', people: this.#sessions.people() });
    }
    this.#journal.schedule();
    if (this.#sessions.size > 0) return;
    this.#editing.forgetRecoveries();
    await this.#journal.commit({ isFinal: true });
  }

  /** Carries out what the app asks. Resolves once it is durable; false when storage failed. */
  async control(roomName: string, request: ControlRequest): Promise<boolean> {
    await this.open(roomName);
    switch (request.type) {
      case 'lobby-changed':
        this.#sessions.tellThose('admit', { type: 'lobby-changed' });
        return true;
      case 'access-changed':
        for (const session of [...this.#connections.values()]) {
          if (session.person.participantId === request.participantId) this.#drop(session, 'accessChanged');
        }
        return true;
      case 'end': {
        if (!this.#status.exists) this.#status.begin(roomName);
        if (this.#runs.run) this.#runs.stop(this.#runs.run.runId, null);
        this.#status.moveOn('end');
        const isDurable = await this.#journal.commit();
        this.#dropAll('interviewOver');
        return isDurable;
      }
    }
  }

  /** The journal from this position on, with all that was said before the call; null when storage failed. */
  async journal(
    roomName: string,
    from: number,
  ): Promise<{ segments: AsyncGenerator<Uint8Array>; position: number } | null> {
    await this.open(roomName);
    if (!(await this.#journal.commit())) return null;
    return { segments: readJournal(this.#given.storage, from), position: this.#journal.durable };
  }

  /** Figures for the operator and for tests. */
  async stats(roomName: string): Promise<Record<string, number | string>> {
    await this.open(roomName);
    return {
      status: this.#status.current,
      connections: this.#sessions.size,
      people: this.#sessions.people().length,
      position: this.#journal.position,
      durable: this.#journal.durable,
      files: listFiles(this.#document.doc).length,
      loadTime: this.#loaded.time,
      loadedFrames: this.#loaded.frames,
    };
  }

  async #load(): Promise<void> {
    const { storage, clock, log } = this.#given;
    const began = clock();
    const loaded = await loadRoom(storage, this.#document, log);
    this.#journal.start(loaded.journal);
    this.#status.restore(loaded.meta);
    this.#commands.chat = new ChatHistory(loaded.chat);
    if (loaded.strayCheckpoints.length > 0) {
      this.#recordUpdate(this.#document.encode());
      this.#journal.removeBeside(loaded.strayCheckpoints);
    }
    this.#editing.start(loaded.owners, loaded.journal.position, loaded.present);
    for (const person of new Map(loaded.present.map((one) => [one.participantId, one])).values()) {
      this.#recordPresence('left', person);
    }
    if (loaded.run) this.#runs.restore(loaded.run);
    this.#loaded = { time: clock() - began, frames: loaded.journal.updatesSinceCheckpoint };
  }

  /** Makes the room and its first file, durable before anybody sees it. */
  async #create(language: LanguageId): Promise<void> {
    const { doc } = this.#document;
    this.#editing.claim([doc.clientID], SYSTEM);
    const first = this.#document.edit(() =>
      createFile(doc, LANGUAGES[language].entry, getTemplate(language)),
    );
    if (first) this.#recordUpdate(first);
    this.#status.begin(this.#roomName);
    if (!(await this.#journal.commit())) throw new Error('The room could not be written.');
  }

  #admit(session: Session): void {
    const { person } = session;
    const isNew = this.#sessions.of(person.participantId).length === 0;
    this.#sessions.add(session);
    this.#presence.join(session.id, person);
    this.#putNow(new Map([[PRESENT_KEY, encodeStored(this.#presence.now())]]));
    if (isNew) this.#recordPresence('joined', person);
    if (person.role === 'candidate') this.#status.moveOn('candidate-joined');
    const people = this.#sessions.people();
    session.tell({
      type: 'welcome',
      version: ROOM_PROTOCOL_VERSION,
      you: person,
      people,
      status: this.#status.current,
      ...this.#status.times,
      serverTime: this.#given.clock(),
      chat: this.#commands.chat.list(),
      run: this.#runs.run,
    });
    session.send(encodeSyncStep1(this.#document.doc));
    this.#cursors.sendOthers(session);
    if (isNew)
      for (const other of this.#sessions) if (other !== session) other.tell({ type: 'people', people });
    const waiting = session.waiting ?? [];
    session.waiting = null;
    for (const data of waiting) this.receive(session.id, data);
    this.#silence.start();
  }

  /** Why the sender of this must go, or null when it was taken. */
  #judge(session: Session, data: Data, now: number): CloseReason | null {
    if (typeof data === 'string') return 'badMessage';
    if (data.byteLength > MAX_FRAME_BYTES) return 'tooLarge';
    if (!session.bytes.take(now, data.byteLength)) return 'tooFast';
    if (session.waiting) return session.wait(data) ? null : 'tooFast';
    const bytes = data instanceof Uint8Array ? data : new Uint8Array(data);
    const frame = parseClientFrame(bytes);
    if (!frame) return 'badMessage';
    switch (frame.type) {
      case 'sync-step-2':
      case 'update': {
        if (!session.updates.take(now)) return 'tooFast';
        const reason = this.#editing.receive(session, { type: frame.type, update: frame.update, bytes });
        if (!reason) this.#acknowledge(session);
        return reason;
      }
      case 'awareness':
        return this.#cursors.receive(session, frame.entries, now);
      case 'sync-step-1': {
        if (!session.messages.take(now, QUERY_COST)) return 'tooFast';
        const answer = encodeSyncStep2(this.#document.doc, frame.stateVector);
        if (answer) session.send(answer);
        return answer ? null : 'badMessage';
      }
      case 'query-awareness':
        if (!session.messages.take(now, QUERY_COST)) return 'tooFast';
        this.#cursors.sendAll(session);
        return null;
      case 'message': {
        if (!session.messages.take(now)) return 'tooFast';
        const message = parseClientMessage(frame.json);
        if (!message) return 'badMessage';
        this.#commands.obey(session, message);
        return null;
      }
    }
  }

  /** Counts a sync frame and sees that its sender hears when it is durable. */
  #acknowledge(session: Session): void {
    session.received++;
    if (this.#journal.durable < this.#journal.position) {
      this.#journal.schedule();
    } else {
      session.marked = session.received;
      session.tell({ type: 'saved', count: session.marked });
    }
  }

  /** Notes what arrived up to now; the returned function tells the senders that it is durable. */
  #beginWrite(): () => void {
    const news = this.#presence.takeNews();
    if (news) this.#journal.setBeside(PRESENT_KEY, encodeStored(news.present));
    const marks: [Session, number][] = [];
    for (const session of this.#sessions) {
      if (session.received === session.marked) continue;
      session.marked = session.received;
      marks.push([session, session.received]);
    }
    return () => {
      news?.done();
      for (const [session, count] of marks) session.tell({ type: 'saved', count });
    };
  }

  #recordPresence(event: 'joined' | 'left', { participantId, name, role, colour }: Person): void {
    this.#record(FRAME_KINDS.presence, participantId, { event, name, role, colour });
  }

  /** An edit of the room itself. */
  #recordUpdate(payload: Uint8Array): void {
    this.#journal.append({ at: this.#given.clock(), kind: FRAME_KINDS.system, author: SYSTEM, payload });
  }

  /** Writes at once, and once more with the next segment, so that an older value in that cannot undo it. */
  #putNow(entries: ReadonlyMap<string, Uint8Array>): void {
    for (const [key, value] of entries) this.#journal.setBeside(key, value);
    this.#given.storage.put(entries).catch((error) => {
      this.#given.log.error('A write failed.', { error: error instanceof Error ? error.name : 'unknown' });
      this.#dropAll('resync');
    });
  }

  #drop(session: Session, reason: CloseReason): void {
    session.close(reason);
    void this.disconnect(session.id);
  }

  #dropAll(reason: CloseReason): void {
    for (const session of [...this.#connections.values()]) this.#drop(session, reason);
  }
}

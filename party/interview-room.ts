import type { CloseReason } from '#core/close-codes.ts';
import { createFile, listFiles, snapshotFiles } from '#core/doc-shape.ts';
import { ERRORS, type ErrorCode } from '#core/error-codes.ts';
import { acceptsEdits, type InterviewEvent, nextStatus } from '#core/interview-status.ts';
import { getTemplate, LANGUAGES, type LanguageId, languageOfPath } from '#core/languages.ts';
import { MAX_FILES, MAX_FRAME_BYTES } from '#core/limits.ts';
import { can } from '#core/roles.ts';
import { parseRoomName } from '#core/room-name.ts';
import {
  type ClientMessage,
  type ControlRequest,
  type Person,
  parseClientMessage,
  ROOM_PROTOCOL_VERSION,
} from '#core/room-protocol.ts';
import { encodeJsonPayload, FRAME_KINDS, type FrameKind, SYSTEM_AUTHOR } from '#core/tape/frames.ts';
import type { RoomTokenClaims } from '#core/tokens.ts';
import { decideEntry } from './admission.ts';
import { AwarenessBoard } from './awareness.ts';
import { ChatHistory } from './chat.ts';
import { Editing } from './editing.ts';
import { Journal, type SetTimer } from './journal.ts';
import { loadRoom } from './load.ts';
import type { Log } from './log.ts';
import { Presence } from './presence.ts';
import { RoomDocument } from './room-document.ts';
import { QUERY_COST, SILENCE_BEFORE_ASKING, SILENCE_BEFORE_CLOSING, SWEEP_EVERY } from './room-limits.ts';
import { RunDesk } from './run-desk.ts';
import type { RunInSandbox } from './sandbox-client.ts';
import { readJournal } from './segments.ts';
import { Session, type Socket } from './session.ts';
import { Sessions } from './sessions.ts';
import type { RoomStorage } from './storage.ts';
import { encodeStored, META_KEY, PRESENT_KEY, type RoomMeta, RUN_KEY } from './stored.ts';
import {
  EMPTY_AWARENESS,
  encodeAwareness,
  encodeSyncStep1,
  encodeSyncStep2,
  parseClientFrame,
  QUERY_AWARENESS,
} from './wire.ts';

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

/** The live room of one interview: the single authority for its document, its people and its record. */
export class InterviewRoom {
  readonly #given: RoomDependencies;
  /** Every connection by its id, those that wait for the room to load included. */
  readonly #connections = new Map<string, Session>();
  readonly #sessions = new Sessions();
  readonly #document = new RoomDocument();
  readonly #journal: Journal;
  readonly #editing: Editing;
  readonly #presence = new Presence(() => this.#editing.owed);
  readonly #awareness: AwarenessBoard;
  readonly #runs: RunDesk;
  #chat = new ChatHistory();
  #meta: RoomMeta | null = null;
  #roomName = '';
  #ready: Promise<void> | null = null;
  #creation: Promise<void> | null = null;
  #isSweeping = false;
  #loadTime = 0;
  #loadedFrames = 0;

  constructor(given: RoomDependencies) {
    this.#given = given;
    this.#journal = new Journal({
      storage: given.storage,
      document: this.#document,
      setTimer: given.setTimer,
      log: given.log,
      window: given.journalWindow,
      beginWrite: () => this.#beginWrite(),
      onFailure: () => this.#dropAll('resync'),
    });
    this.#editing = new Editing({
      document: this.#document,
      journal: this.#journal,
      sessions: this.#sessions,
      clock: given.clock,
      status: () => this.#status,
      cursorOwnerOf: (client) => this.#awareness.ownerOf(client),
      putNow: (entries) => this.#putNow(entries),
    });
    this.#awareness = new AwarenessBoard((client, participantId) => {
      const owner = this.#editing.ownerOf(client);
      return owner === undefined || owner === participantId;
    });
    this.#runs = new RunDesk({
      runInSandbox: given.runInSandbox,
      clock: given.clock,
      setTimer: given.setTimer,
      tellAll: (message) => this.#sessions.tellAll(message),
      record: (kind, author, payload) => this.#record(kind, author ?? SYSTEM_AUTHOR, payload),
      store: (run) => this.#journal.setBeside(RUN_KEY, encodeStored(run)),
    });
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
      this.#creation ??= this.#meta ? Promise.resolve() : this.#create(claims.language);
      await this.#creation;
    } catch {
      this.#creation = null;
      return this.#drop(session, 'resync');
    }
    if (session.isClosed || !this.#connections.has(id)) return;
    const refusal = decideEntry({
      status: this.#status,
      connections: this.#sessions.size,
      connectionsOfParticipant: this.#sessions.of(participantId).length,
    });
    if (refusal) return this.#drop(session, refusal);
    this.#admit(session);
  }

  /** Takes a message of a connection. What cannot be read closes its sender and touches nobody else. */
  receive(id: string, data: ArrayBuffer | Uint8Array | string): void {
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
    const gone = this.#awareness.remove(id);
    if (gone.length > 0) this.#sessions.broadcast(encodeAwareness(this.#awareness.encode(gone)));
    if (this.#sessions.of(session.person.participantId).length === 0) {
      this.#recordPresence('left', session.person);
      this.#sessions.tellAll({ type: 'people', people: this.#sessions.people() });
    }
    this.#presence.leave(id);
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
        this.#meta ??= this.#newMeta();
        const run = this.#runs.run;
        if (run) this.#runs.stop(run.runId, null);
        this.#moveOn('end');
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
  async stats(roomName: string): Promise<Record<string, number | string | null>> {
    await this.open(roomName);
    return {
      status: this.#status,
      connections: this.#sessions.size,
      people: this.#sessions.people().length,
      position: this.#journal.position,
      durable: this.#journal.durable,
      files: listFiles(this.#document.doc).length,
      loadTime: this.#loadTime,
      loadedFrames: this.#loadedFrames,
    };
  }

  get #status() {
    return this.#meta?.status ?? 'created';
  }

  async #load(): Promise<void> {
    const { storage, clock, log } = this.#given;
    const began = clock();
    const loaded = await loadRoom(storage, this.#document, log);
    this.#journal.start(loaded.journal);
    this.#loadedFrames = loaded.journal.updatesSinceCheckpoint;
    this.#meta = loaded.meta;
    this.#chat = new ChatHistory(loaded.chat);
    if (loaded.strayCheckpoints.length > 0) {
      this.#append(FRAME_KINDS.system, SYSTEM_AUTHOR, this.#document.encode());
      this.#journal.removeBeside(loaded.strayCheckpoints);
    }
    this.#editing.start(loaded.owners, loaded.journal.position, loaded.present);
    for (const person of new Map(loaded.present.map((one) => [one.participantId, one])).values()) {
      this.#recordPresence('left', person);
    }
    if (loaded.run) this.#runs.restore(loaded.run);
    this.#loadTime = clock() - began;
  }

  /** Makes the room and its first file, durable before anybody sees it. */
  async #create(language: LanguageId): Promise<void> {
    this.#meta = this.#newMeta();
    const { doc } = this.#document;
    this.#editing.claim([doc.clientID], SYSTEM_AUTHOR);
    const first = this.#document.edit(() =>
      createFile(doc, LANGUAGES[language].entry, getTemplate(language)),
    );
    if (first) this.#append(FRAME_KINDS.system, SYSTEM_AUTHOR, first);
    this.#record(FRAME_KINDS.status, SYSTEM_AUTHOR, { status: this.#meta.status });
    this.#storeMeta();
    if (!(await this.#journal.commit())) throw new Error('The room could not be written.');
  }

  #newMeta(): RoomMeta {
    return {
      version: 1,
      roomName: this.#roomName,
      createdAt: this.#given.clock(),
      status: 'created',
      startedAt: null,
      endedAt: null,
    };
  }

  #admit(session: Session): void {
    const { person } = session;
    const isNew = this.#sessions.of(person.participantId).length === 0;
    this.#sessions.add(session);
    this.#presence.join(session.id, person);
    this.#putNow(new Map([[PRESENT_KEY, encodeStored(this.#presence.now())]]));
    if (isNew) this.#recordPresence('joined', person);
    if (person.role === 'candidate') this.#moveOn('candidate-joined');
    const people = this.#sessions.people();
    session.tell({
      type: 'welcome',
      version: ROOM_PROTOCOL_VERSION,
      you: person,
      people,
      status: this.#status,
      startedAt: this.#meta?.startedAt ?? null,
      endedAt: this.#meta?.endedAt ?? null,
      serverTime: this.#given.clock(),
      chat: this.#chat.list(),
      run: this.#runs.run,
    });
    session.send(encodeSyncStep1(this.#document.doc));
    this.#sendAwareness(session, { not: person.participantId });
    if (isNew) {
      for (const other of this.#sessions) if (other !== session) other.tell({ type: 'people', people });
    }
    const waiting = session.waiting ?? [];
    session.waiting = null;
    for (const data of waiting) this.receive(session.id, data);
    this.#sweepLater();
  }

  /** Why the sender of this must go, or null when it was taken. */
  #judge(session: Session, data: ArrayBuffer | Uint8Array | string, now: number): CloseReason | null {
    if (typeof data === 'string') return 'badMessage';
    if (data.byteLength > MAX_FRAME_BYTES) return 'tooLarge';
    if (session.waiting) return session.wait(data) ? null : 'tooFast';
    if (!session.bytes.take(now, data.byteLength)) return 'tooFast';
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
        return this.#receiveAwareness(session, frame.entries, now);
      case 'sync-step-1':
        if (!session.messages.take(now, QUERY_COST)) return 'tooFast';
        return this.#answerStep1(session, frame.stateVector);
      case 'query-awareness':
        if (!session.messages.take(now, QUERY_COST)) return 'tooFast';
        this.#sendAwareness(session, {});
        return null;
      case 'message': {
        if (!session.messages.take(now)) return 'tooFast';
        const message = parseClientMessage(frame.json);
        if (!message) return 'badMessage';
        this.#obey(session, message);
        return null;
      }
    }
  }

  #answerStep1(session: Session, stateVector: Uint8Array): CloseReason | null {
    try {
      session.send(encodeSyncStep2(this.#document.doc, stateVector));
      return null;
    } catch {
      return 'badMessage'; // the state vector cannot be read; nothing was sent
    }
  }

  #receiveAwareness(session: Session, entries: Uint8Array, now: number): CloseReason | null {
    const { id: sessionId, person } = session;
    const outcome = this.#awareness.receive(entries, { sessionId, person });
    switch (outcome.type) {
      case 'unreadable':
        return 'badMessage';
      case 'too-large':
        return 'tooLarge';
      case 'echo':
        return session.echoes.take(now) ? null : 'tooFast';
      case 'taken':
        if (!session.messages.take(now)) return 'tooFast';
        this.#sessions.broadcast(encodeAwareness(this.#awareness.encode(outcome.changed)), session);
        if (outcome.isFirst) this.#sendAwareness(session, { of: person.participantId }, outcome.changed);
        else session.send(EMPTY_AWARENESS);
        return null;
    }
  }

  /** Sends the states of these people. Never the receiver's own, which would overwrite what they typed since. */
  #sendAwareness(
    session: Session,
    whose: { of?: string; not?: string },
    except: readonly number[] = [],
  ): void {
    const clients = this.#awareness.list(whose).filter((client) => !except.includes(client));
    const own = this.#awareness.clientOf(session.id);
    const entries = this.#awareness.encode(clients.filter((client) => client !== own));
    session.send(encodeAwareness(entries));
  }

  #obey(session: Session, message: ClientMessage): void {
    const requestId = message.type === 'chat' ? message.id : message.requestId;
    const code = this.#carryOut(session.person, message);
    if (code) session.tell({ type: 'refused', requestId, code, message: ERRORS[code].text });
  }

  /** Does what was asked, or says why not. */
  #carryOut(person: Person, message: ClientMessage): ErrorCode | null {
    switch (message.type) {
      case 'chat': {
        if (!can(person.role, 'chat')) return 'forbidden';
        const said = this.#chat.add(message, person, this.#given.clock());
        if (!said) return null;
        this.#journal.setBeside(said.key, encodeStored(said.message));
        this.#journal.removeBeside(said.dropped);
        this.#record(FRAME_KINDS.chat, person.participantId, said.message);
        this.#sessions.tellAll({ type: 'chat', message: said.message });
        return null;
      }
      case 'run':
        return this.#startRun(person, message.fileId);
      case 'stop-run':
        if (!can(person.role, 'run')) return 'forbidden';
        return this.#runs.stop(message.runId, person.participantId);
    }
  }

  #startRun(by: Person, fileId: string): ErrorCode | null {
    if (!can(by.role, 'run') || !acceptsEdits(this.#status)) return 'forbidden';
    if (this.#runs.isRunning) return 'run_in_progress';
    const interviewId = parseRoomName(this.#roomName);
    const files = snapshotFiles(this.#document.doc);
    const entry = files.find(({ id }) => id === fileId);
    if (!entry || interviewId === null) return 'not_found';
    const language = languageOfPath(entry.path);
    if (!language) return 'bad_request';
    if (files.length > MAX_FILES) return 'too_large';
    return this.#runs.start({
      by,
      interviewId,
      language,
      entry: entry.path,
      files: files.map(({ path, text }) => ({ path, text })),
      position: this.#journal.position,
    });
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

  #moveOn(event: InterviewEvent): void {
    const meta = this.#meta;
    const status = meta && nextStatus(meta.status, event);
    if (!meta || !status || status === meta.status) return;
    const now = this.#given.clock();
    meta.status = status;
    if (status === 'in_progress') meta.startedAt ??= now;
    if (event === 'end') meta.endedAt = now;
    this.#record(FRAME_KINDS.status, SYSTEM_AUTHOR, { status });
    this.#storeMeta();
    const { startedAt, endedAt } = meta;
    this.#sessions.tellAll({ type: 'status', status, startedAt, endedAt });
  }

  #storeMeta(): void {
    if (this.#meta) this.#journal.setBeside(META_KEY, encodeStored(this.#meta));
  }

  #recordPresence(event: 'joined' | 'left', { participantId, name, role, colour }: Person): void {
    this.#record(FRAME_KINDS.presence, participantId, { event, name, role, colour });
  }

  #record(kind: FrameKind, author: string, payload: unknown): void {
    this.#append(kind, author, encodeJsonPayload(payload));
  }

  #append(kind: FrameKind, author: string, payload: Uint8Array): void {
    this.#journal.append({ at: this.#given.clock(), kind, author, payload });
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

  /** Looks for sockets that fell silent, for as long as there are any. A cut cable sends no close. */
  #sweepLater(): void {
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    this.#given.setTimer(() => {
      this.#isSweeping = false;
      const now = this.#given.clock();
      for (const session of [...this.#sessions]) {
        const silence = now - session.lastHeard;
        if (silence > SILENCE_BEFORE_CLOSING) this.#drop(session, 'resync');
        else if (silence > SILENCE_BEFORE_ASKING && !session.isAsked) {
          session.isAsked = true;
          session.send(QUERY_AWARENESS);
        }
      }
      if (this.#sessions.size > 0) this.#sweepLater();
    }, SWEEP_EVERY);
  }
}

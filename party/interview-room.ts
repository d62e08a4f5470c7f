import type { AssistantContext, AssistantRequest } from '#core/assistant-service.ts';
import type { CloseReason } from '#core/close-codes.ts';
import { createFile, listFiles } from '#core/doc-shape.ts';
import type { ErrorCode } from '#core/error-codes.ts';
import type { StatusReport } from '#core/interview-clock.ts';
import { isOver } from '#core/interview-status.ts';
import { getTemplate, LANGUAGES } from '#core/languages.ts';
import { TAB_STALE } from '#core/limits.ts';
import { parseRoomName } from '#core/room-name.ts';
import { type ControlRequest, ROOM_PROTOCOL_VERSION } from '#core/room-protocol.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { Seal } from '#core/tape/seal.ts';
import type { RoomTokenClaims } from '#core/tokens.ts';
import { decideEntry, type Tab } from './admission.ts';
import { Arrivals } from './arrivals.ts';
import { AssistantDesk } from './assistant-desk.ts';
import { Attention } from './attention.ts';
import { ChatHistory } from './chat.ts';
import { Commands } from './commands.ts';
import { Cursors } from './cursors.ts';
import { Editing } from './editing.ts';
import { Intake } from './intake.ts';
import { InterviewerDesk } from './interviewer-desk.ts';
import { Journal, type SetTimer } from './journal.ts';
import { LanguageList } from './language-list.ts';
import { loadRoom } from './load.ts';
import type { Log } from './log.ts';
import { Presence } from './presence.ts';
import type { FetchProblem } from './problem-client.ts';
import type { FetchQuestion } from './question-client.ts';
import { QuestionDesk } from './question-desk.ts';
import { makeRecorder, type RecordFrame, SYSTEM } from './record.ts';
import type { Refusal } from './refusal.ts';
import { RoomDocument } from './room-document.ts';
import { RunDesk } from './run-desk.ts';
import type { Sandbox } from './sandbox-client.ts';
import { SavedMarks } from './saved-marks.ts';
import { Sealing, type SignTape } from './sealing.ts';
import { readJournal } from './segments.ts';
import { type Data, Session, type Socket } from './session.ts';
import { Sessions } from './sessions.ts';
import { SignalLog } from './signal-log.ts';
import { SilenceWatch } from './silence.ts';
import { SpeechDesk } from './speech-desk.ts';
import { RoomStatus } from './status.ts';
import { type SendReport, StatusOutbox } from './status-outbox.ts';
import type { RoomStorage } from './storage.ts';
import { encodeStored, META_KEY, metaSchema, PRESENT_KEY, parseStored, RUN_KEY } from './stored.ts';
import { Timekeeper } from './timekeeper.ts';
import { encodeSyncStep1 } from './wire.ts';
import { Workspace } from './workspace.ts';
import type { ConnectWorkspace } from './workspace-line.ts';

/** What the room needs from the runtime it lives in. */
export interface RoomDependencies {
  storage: RoomStorage;
  clock: () => number;
  setTimer: SetTimer;
  sandbox: Sandbox;
  connectWorkspace: ConnectWorkspace;
  fetchProblem: FetchProblem;
  fetchQuestion: FetchQuestion;
  sendReport: SendReport;
  /** Calls `wake` at this time, also in a room that sleeps by then; null calls it off. */
  setAlarm: (at: number | null) => void;
  signTape: SignTape;
  /** How long edits are gathered before one durable write. */
  journalWindow: number;
  log: Log;
}

/**
 * The live room of one interview: the single authority for its document, its people and its record. Long, because
 * what its parts need of each other is said in this one place.
 */
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
  readonly #outbox: StatusOutbox;
  readonly #timekeeper: Timekeeper;
  readonly #signalLog: SignalLog;
  readonly #arrivals: Arrivals;
  readonly #attention: Attention;
  readonly #cursors: Cursors;
  readonly #editing: Editing;
  readonly #questions: QuestionDesk;
  readonly #interviewer: InterviewerDesk;
  readonly #assistant: AssistantDesk;
  readonly #speech: SpeechDesk;
  readonly #runs: RunDesk;
  readonly #languages: LanguageList;
  readonly #workspace: Workspace;
  readonly #commands: Commands;
  readonly #saved: SavedMarks;
  readonly #intake: Intake;
  readonly #silence: SilenceWatch;
  readonly #sealing: Sealing;
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
    this.#signalLog = new SignalLog({ journal, sessions, record, clock });
    this.#arrivals = new Arrivals({
      journal,
      sessions,
      record,
      signalLog: this.#signalLog,
      clock,
      pageOf: (sessionId) => this.#cursors.pageOf(sessionId),
    });
    this.#attention = new Attention({ document, journal, record, clock, setTimer });
    this.#cursors = new Cursors({
      sessions,
      authorOf: (client) => this.#editing.ownerOf(client),
      onState: (session, state) => this.#attention.noteState(session, state),
      onReplaced: (session, olderId) => {
        const older = this.#connections.get(olderId);
        if (older) this.#arrivals.cameBack(session, older);
      },
    });
    this.#editing = new Editing({
      document,
      journal,
      sessions,
      clock,
      status: () => status.current,
      cursorOwnerOf: (client) => this.#cursors.ownerOf(client),
      putNow: (entries) => this.#putNow(entries),
      onEdit: (session, scan) => this.#attention.noteEdit(session, scan),
    });
    this.#questions = new QuestionDesk({
      document,
      editing: this.#editing,
      journal,
      record,
      sessions,
      status,
      clock,
      interviewId: () => parseRoomName(this.#roomName),
      fetchQuestion: given.fetchQuestion,
    });
    this.#interviewer = new InterviewerDesk({ journal, record, sessions, clock });
    this.#runs = new RunDesk({
      sandbox: given.sandbox,
      fetchProblem: async (interviewId, folder) =>
        (await this.#questions.problemIn(folder)) ?? given.fetchProblem(interviewId),
      status: () => status.current,
      clock,
      setTimer,
      tellEach: (make) => sessions.tellEach(make),
      record: (kind, author, payload) => record(kind, author ?? SYSTEM, payload),
    });
    this.#assistant = new AssistantDesk({
      document,
      journal,
      record,
      sessions,
      status,
      runs: this.#runs,
      questions: this.#questions,
      clock,
      setTimer,
    });
    this.#speech = new SpeechDesk({ journal, record, sessions, clock });
    this.#languages = new LanguageList({
      ask: () => given.sandbox.listLanguages(),
      sessions,
      clock,
      setTimer,
    });
    const roomName = () => this.#roomName;
    const interviewId = () => parseRoomName(this.#roomName);
    this.#workspace = new Workspace({
      connect: given.connectWorkspace,
      archive: (interviewId) => given.sandbox.archive(interviewId),
      interviewId,
      document,
      editing: this.#editing,
      journal,
      sessions,
      record,
      clock,
      setTimer,
      log,
    });
    this.#commands = new Commands({
      document,
      journal,
      sessions,
      status,
      runs: this.#runs,
      questions: this.#questions,
      interviewer: this.#interviewer,
      assistant: this.#assistant,
      speech: this.#speech,
      language: () => status.language,
      terminal: this.#workspace.terminal,
      end: (by) => this.#finish('end', by),
      signalLog: this.#signalLog,
      record,
      clock,
      roomName,
    });
    this.#saved = new SavedMarks(journal, sessions);
    this.#intake = new Intake({
      document,
      editing: this.#editing,
      cursors: this.#cursors,
      commands: this.#commands,
      saved: this.#saved,
    });
    this.#silence = new SilenceWatch({
      sessions,
      clock,
      setTimer,
      onDead: (session) => this.#drop(session, 'resync', { isBroken: true }),
    });
    this.#sealing = new Sealing({
      storage,
      journal,
      sign: given.signTape,
      clock,
      log,
      interviewId,
      isSettled: () =>
        isOver(status.current) && sessions.size === 0 && !this.#runs.isBusy && this.#workspace.isClosed,
    });
    this.#outbox = new StatusOutbox({
      storage,
      clock,
      log,
      interviewId,
      send: given.sendReport,
      onChange: () => this.#timekeeper.arm(),
    });
    this.#timekeeper = new Timekeeper({
      status,
      clock,
      setAlarm: given.setAlarm,
      end: (event) => void this.#finish(event),
      alsoAt: () => this.#outbox.retryAt,
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
  async connect(
    id: string,
    socket: Socket,
    claims: RoomTokenClaims,
    tab: Tab = { id: null, takesOver: false },
  ): Promise<void> {
    const now = this.#given.clock();
    const { sub: participantId, name, role, colour } = claims;
    const session = new Session({
      id,
      socket,
      now,
      tabId: tab.id,
      person: { participantId, name, role, colour, since: now },
    });
    this.#connections.set(id, session);
    try {
      await this.open(claims.room);
      this.#creation ??= this.#status.exists ? Promise.resolve() : this.#create(claims);
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
    const others = this.#otherTabs(session);
    if (refusal) this.#drop(session, refusal);
    else if (others.length > 0 && !tab.takesOver) this.#drop(session, 'elsewhere');
    else {
      for (const other of [...others, ...this.#otherInterviewers(session)]) this.#drop(other, 'takenOver');
      this.#admit(session, claims.consent);
    }
  }

  /** Takes a message of a connection. What cannot be read closes its sender and touches nobody else. */
  receive(id: string, data: Data): void {
    const session = this.#connections.get(id);
    if (!session || session.isClosed) return;
    const now = this.#given.clock();
    session.lastHeard = now;
    session.isAsked = false;
    const reason = this.#intake.take(session, data, now);
    if (reason) this.#drop(session, reason);
    else if (session.rival) this.#arrivals.heard(session);
  }

  /** Takes a connection out that was closed, by whichever side, or that broke. Resolves when nothing of it is left to write. */
  async disconnect(id: string, { isBroken = false }: { isBroken?: boolean } = {}): Promise<void> {
    const session = this.#connections.get(id);
    if (!session) return;
    session.isClosed = true;
    this.#connections.delete(id);
    if (!this.#sessions.remove(session)) return;
    this.#cursors.remove(id);
    this.#attention.forget(session);
    this.#presence.leave(id);
    this.#workspace.leave(session);
    if (this.#sessions.of(session.person.participantId).length === 0) {
      if (!this.#sessions.hasRole('candidate')) this.#status.noteCandidate(false);
      this.#arrivals.went(session.person, { isBroken });
      this.#interviewer.forget(session.person.participantId);
      this.#sessions.tellAll({ type: 'people', people: this.#sessions.people() });
    }
    this.#journal.schedule();
    if (this.#sessions.size > 0) return;
    this.#editing.forgetRecoveries();
    await this.#journal.commit({ isFinal: true });
  }

  /** Carries out what the app asks. Resolves once it is durable, to null, or to why it was not done. */
  async control(roomName: string, request: ControlRequest): Promise<ErrorCode | null> {
    await this.open(roomName);
    switch (request.type) {
      case 'lobby-changed':
        this.#sessions.tellThose('admit', { type: 'lobby-changed' });
        return null;
      case 'access-changed':
        for (const session of [...this.#connections.values()]) {
          if (session.person.participantId === request.participantId) this.#drop(session, 'accessChanged');
        }
        return null;
      case 'end':
        if (!this.#status.exists) this.#status.begin(roomName);
        return (await this.#finish('end')) ? null : 'internal';
      case 'wake':
        this.#look();
        return null;
      case 'problem-changed':
        if (this.#status.exists && !isOver(this.#status.current))
          this.#record(FRAME_KINDS.question, SYSTEM, { event: 'changed' });
        this.#sessions.tellAll({ type: 'problem-changed' });
        return null;
      case 'heard':
        if (!this.#status.exists || isOver(this.#status.current)) return 'interview_over';
        return this.#speech.take(request.heard)?.code ?? null;
      case 'archived':
        return this.#sealing.forget(request);
    }
  }

  /** What the app asks for the candidate's assistant: the context of a question, null, or why it was not taken. */
  async assist(roomName: string, request: AssistantRequest): Promise<AssistantContext | Refusal | null> {
    await this.open(roomName);
    return this.#assistant.obey(request);
  }

  /** Looks what is due: the alarm went off. Does nothing in a room that was never entered. */
  async wake(): Promise<void> {
    if (this.#roomName === '') {
      const meta = parseStored(metaSchema, await this.#given.storage.get(META_KEY));
      if (!meta) return;
      await this.open(meta.roomName);
    }
    await this.#ready;
    this.#look();
  }

  /** Where the interview stands, as the app is told it; null in a room that was never entered. */
  report(): StatusReport | null {
    return this.#status.report(this.#timekeeper.dueAt());
  }

  /** The seal of the tape, once the interview is over and everything has settled; or why there is none. */
  async seal(roomName: string): Promise<Seal | ErrorCode> {
    await this.open(roomName);
    return this.#sealing.seal();
  }

  /** The journal from this position on, with all that was said before the call; or why it cannot be had. */
  async journal(
    roomName: string,
    from: number,
  ): Promise<{ segments: AsyncGenerator<Uint8Array>; position: number } | ErrorCode> {
    await this.open(roomName);
    if (this.#sealing.isArchived) return 'archived';
    if (!(await this.#journal.commit())) return 'internal';
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
    const document = this.#document;
    const interviewId = parseRoomName(this.#roomName);
    if (interviewId === null) throw new Error('A room was opened that is no interview.');
    const loaded = await loadRoom({ storage, document, interviewId, log });
    this.#journal.start(loaded.journal);
    this.#sealing.restore(loaded);
    this.#status.restore(loaded.meta);
    this.#outbox.restore(loaded.reported);
    this.#outbox.noteDurable(this.report());
    this.#commands.chat = new ChatHistory(loaded.chat);
    this.#arrivals.restore(loaded.consents);
    this.#signalLog.restore(loaded.signals);
    if (loaded.strayCheckpoints.length > 0) {
      this.#recordUpdate(this.#document.encode());
      this.#journal.removeBeside(loaded.strayCheckpoints);
    }
    this.#editing.start(loaded.owners, loaded.journal.position, loaded.present);
    for (const person of new Map(loaded.present.map((one) => [one.participantId, one])).values()) {
      this.#arrivals.went(person, { isBroken: false });
    }
    if (loaded.run) this.#runs.restore(loaded.run);
    this.#questions.restore(loaded.questions);
    this.#interviewer.restore(loaded.interviewer);
    this.#assistant.restore(loaded.exchanges);
    this.#speech.restore(loaded.speeches);
    this.#workspace.restore(loaded.workspace);
    if (isOver(this.#status.current)) {
      // nobody will come back, so who was here is told once
      this.#editing.forgetRecoveries();
      this.#assistant.end();
      if (loaded.present.length > 0) this.#journal.setBeside(PRESENT_KEY, encodeStored([]));
      void this.#workspace.archive();
    }
    // nobody is here yet, whoever was when the room stopped
    this.#status.noteCandidate(false);
    this.#look();
    this.#loaded = { time: clock() - began, frames: loaded.journal.updatesSinceCheckpoint };
  }

  /** Makes the room and its first file, durable before anybody sees it. */
  async #create({ language, minutes }: RoomTokenClaims): Promise<void> {
    this.#editing.editAsRoom((doc) => createFile(doc, LANGUAGES[language].entry, getTemplate(language)));
    this.#status.begin(this.#roomName, {
      language,
      limitMs: minutes === undefined ? null : minutes * 60_000,
    });
    if (!(await this.#journal.commit())) throw new Error('The room could not be written.');
  }

  #admit(session: Session, consent: RoomTokenClaims['consent']): void {
    const { person } = session;
    const isNew = this.#sessions.of(person.participantId).length === 0;
    this.#sessions.add(session);
    this.#presence.join(session.id, person);
    this.#putNow(new Map([[PRESENT_KEY, encodeStored(this.#presence.now())]]));
    this.#arrivals.came(session, consent, { isFirst: isNew });
    if (person.role === 'candidate') {
      this.#status.noteCandidate(true);
      this.#status.moveOn('candidate-joined');
    }
    const people = this.#sessions.people();
    session.tell({
      type: 'welcome',
      version: ROOM_PROTOCOL_VERSION,
      you: person,
      people,
      status: this.#status.current,
      clock: this.#status.clock,
      serverTime: this.#given.clock(),
      chat: this.#commands.chat.list(),
      run: this.#runs.viewFor(person.role),
      terminal: this.#workspace.terminal.welcome,
      interviewer: this.#interviewer.state,
    });
    this.#interviewer.greet(session);
    this.#signalLog.greet(session);
    this.#assistant.greet(session);
    this.#speech.greet(session);
    session.send(encodeSyncStep1(this.#document.doc));
    this.#cursors.sendOthers(session);
    if (isNew)
      for (const other of this.#sessions) if (other !== session) other.tell({ type: 'people', people });
    const waiting = session.waiting ?? [];
    session.waiting = null;
    for (const data of waiting) this.receive(session.id, data);
    this.#languages.greet(session);
    void this.#questions.greet(session);
    this.#workspace.enter();
    this.#silence.start();
  }

  /** Connections of AI interviewers that this one takes the place of: two would talk at once. */
  #otherInterviewers({ person }: Session): Session[] {
    return person.role === 'ai' ? [...this.#sessions].filter((one) => one.person.role === 'ai') : [];
  }

  /** Tabs of the same candidate that were heard lately: one of them is used at a time. Others may look from two screens. */
  #otherTabs({ person, tabId }: Session): Session[] {
    if (person.role !== 'candidate' || tabId === null) return [];
    const now = this.#given.clock();
    return this.#sessions
      .of(person.participantId)
      .filter((one) => one.tabId !== null && one.tabId !== tabId && now - one.lastHeard <= TAB_STALE);
  }

  /** Puts beside the next write what must stand with it; the returned function is for when that is durable. */
  #beginWrite(): () => void {
    const news = this.#presence.takeNews();
    if (news) this.#journal.setBeside(PRESENT_KEY, encodeStored(news.present));
    const run = this.#runs.takeNews();
    if (run) this.#journal.setBeside(RUN_KEY, run);
    const workspaceWritten = this.#workspace.beginWrite();
    const tellSaved = this.#saved.beginWrite();
    const report = this.report();
    return () => {
      this.#outbox.noteDurable(report);
      this.#timekeeper.arm();
      news?.done();
      workspaceWritten();
      tellSaved();
    };
  }

  /** Ends the interview for everybody. Whether that is durable. */
  async #finish(
    event: 'end' | 'time-up' | 'pause-expired' | 'never-returned',
    by: string = SYSTEM,
  ): Promise<boolean> {
    if (this.#runs.run) this.#runs.stop(this.#runs.run.runId, null);
    this.#assistant.end();
    this.#workspace.end();
    this.#status.moveOn(event, by);
    const isDurable = await this.#journal.commit();
    this.#dropAll('interviewOver');
    void this.#workspace.archive();
    return isDurable;
  }

  #look(): void {
    void this.#outbox.flush();
    this.#timekeeper.look();
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

  #drop(session: Session, reason: CloseReason, { isBroken = false } = {}): void {
    session.close(reason);
    void this.disconnect(session.id, { isBroken });
  }

  #dropAll(reason: CloseReason): void {
    for (const session of [...this.#connections.values()]) this.#drop(session, reason);
  }
}

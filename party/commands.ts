import { snapshotFiles } from '#core/doc-shape.ts';
import { MAX_INTERVIEW_MINUTES } from '#core/interview-clock.ts';
import { acceptsEdits } from '#core/interview-status.ts';
import { type LanguageId, languageOfPath } from '#core/languages.ts';
import { MAX_FILES } from '#core/limits.ts';
import { can } from '#core/roles.ts';
import { parseRoomName } from '#core/room-name.ts';
import type { ClientMessage, Person } from '#core/room-protocol.ts';
import type { BrowserSignal } from '#core/tape/context.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { AssistantDesk } from './assistant-desk.ts';
import { ChatHistory } from './chat.ts';
import type { InterviewerDesk } from './interviewer-desk.ts';
import type { Journal } from './journal.ts';
import type { QuestionDesk } from './question-desk.ts';
import type { RecordFrame } from './record.ts';
import { type Refusal, refusal } from './refusal.ts';
import type { RoomDocument } from './room-document.ts';
import type { RunDesk, RunOrder } from './run-desk.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import type { SignalLog } from './signal-log.ts';
import type { SpeechDesk } from './speech-desk.ts';
import type { RoomStatus } from './status.ts';
import { encodeStored } from './stored.ts';
import type { Terminal } from './terminal.ts';

export interface CommandDependencies {
  document: RoomDocument;
  journal: Journal;
  sessions: Sessions;
  status: RoomStatus;
  runs: RunDesk;
  questions: QuestionDesk;
  interviewer: InterviewerDesk;
  assistant: AssistantDesk;
  speech: SpeechDesk;
  /** In which questions begin. */
  language: () => LanguageId;
  terminal: Terminal;
  /** Ends the interview for everybody. Whether that is durable. */
  end: (by: string) => Promise<boolean>;
  signalLog: SignalLog;
  record: RecordFrame;
  clock: () => number;
  roomName: () => string;
}

type MessageOf<T extends ClientMessage['type']> = Extract<ClientMessage, { type: T }>;
type TerminalMessage = MessageOf<'terminal-open' | 'terminal-input' | 'terminal-resize' | 'terminal-close'>;

/** What people ask of the room: say or mark something, run a file or the tests, type into it, stop it, use the terminal. */
export class Commands {
  readonly #given: CommandDependencies;
  chat = new ChatHistory();

  constructor(given: CommandDependencies) {
    this.#given = given;
  }

  /** Does what was asked, or tells the sender why not. */
  async obey(session: Session, message: ClientMessage): Promise<void> {
    const done = this.#carryOut(session, message);
    // most is done at once, and its refusal must not come after what is asked next
    const refused = done instanceof Promise ? await done : done;
    if (refused) session.tell({ type: 'refused', requestId: requestIdOf(message), ...refused });
  }

  #carryOut(session: Session, message: ClientMessage): Refusal | null | Promise<Refusal | null> {
    const { person } = session;
    // what cannot be written down must not happen
    if (this.#given.journal.isFull) return refusal('internal');
    const { interviewer } = this.#given;
    const held = interviewer.refuse(person, message.type);
    if (held) return held;
    switch (message.type) {
      case 'chat':
        return this.#say(person, message);
      case 'mark':
        return this.#mark(person, message);
      case 'origin':
        if (!can(person.role, 'edit')) return refusal('forbidden');
        session.origin = message.origin;
        return null;
      case 'signal':
        this.#note(session, message.signal);
        return null;
      case 'ask-question':
        return this.#given.questions.ask(person, message.questionId, this.#given.language());
      case 'next-hint':
        return this.#given.questions.hint(person);
      case 'pause':
      case 'resume':
        return this.#pause(person, message.type);
      case 'add-time':
        return this.#addTime(person, message.minutes);
      case 'heard':
        return this.#given.speech.hear(person, message.heard);
      case 'caption':
        return this.#given.speech.caption(person, message.text);
      case 'chat-part':
        return interviewer.pass(person, message);
      case 'interviewer-report':
        return interviewer.report(person, message);
      case 'interviewer-steps':
        return interviewer.note(person, message);
      case 'hold-interviewer':
        return interviewer.hold(person, message.takesOver);
      case 'hand-back':
        return interviewer.handBack(person);
      case 'decide-proposal':
        return this.#given.assistant.decide(person, message);
      case 'end-interview':
        return this.#end(person);
      case 'run':
      case 'run-tests':
        return this.#run(person, message);
      case 'run-input':
        return this.#mayRun(person) ? this.#given.runs.type(person, message) : refusal('forbidden');
      case 'stop-run':
        if (!can(person.role, 'run')) return refusal('forbidden');
        return this.#given.runs.stop(message.runId, person.participantId);
      case 'terminal-open':
      case 'terminal-input':
      case 'terminal-resize':
      case 'terminal-close':
        return this.#obeyAtTerminal(session, message);
    }
  }

  #say(person: Person, message: { id: string; text: string }): Refusal | null {
    if (!can(person.role, 'chat')) return refusal('forbidden');
    const { clock, journal, record, sessions } = this.#given;
    const said = this.chat.add(message, person, clock());
    if (!said) return null;
    journal.setBeside(said.key, encodeStored(said.message));
    journal.removeBeside(said.dropped);
    record(FRAME_KINDS.chat, person.participantId, said.message);
    sessions.tellAll({ type: 'chat', message: said.message });
    return null;
  }

  /** Candidates pause by themselves only where nobody interviews them. */
  #pause(by: Person, event: 'pause' | 'resume'): Refusal | null {
    const { runs, sessions, status } = this.#given;
    const isLed = by.role === 'candidate' && sessions.hasRole('interviewer');
    if (!can(by.role, 'pause') || isLed) return refusal('forbidden');
    if (!status.moveOn(event, by.participantId)) return refusal('conflict');
    if (event === 'pause' && runs.run) runs.stop(runs.run.runId, null);
    if (event === 'resume' && !sessions.hasRole('candidate')) status.noteCandidate(false);
    return null;
  }

  /** Candidates hand in by themselves only where nobody interviews them. */
  async #end(by: Person): Promise<Refusal | null> {
    const { end, sessions } = this.#given;
    const mayHandIn = can(by.role, 'submit') && !sessions.hasRole('interviewer');
    if (!can(by.role, 'end') && !mayHandIn) return refusal('forbidden');
    return (await end(by.participantId)) ? null : refusal('internal');
  }

  #addTime(by: Person, minutes: number): Refusal | null {
    const { status } = this.#given;
    if (!can(by.role, 'add-time')) return refusal('forbidden');
    const { limitMs, endedAt } = status.clock;
    if (limitMs === null || endedAt !== null) return refusal('conflict');
    if (limitMs + minutes * 60_000 > MAX_INTERVIEW_MINUTES * 60_000) return refusal('too_large');
    status.addTime(minutes * 60_000, by.participantId);
    return null;
  }

  #mark(by: Person, { id, label }: MessageOf<'mark'>): Refusal | null {
    if (!can(by.role, 'mark')) return refusal('forbidden');
    const { clock, record, sessions } = this.#given;
    const { participantId, name } = by;
    record(FRAME_KINDS.mark, participantId, { id, label, name });
    sessions.tellThose('mark', { type: 'mark', mark: { id, label, participantId, name, at: clock() } });
    return null;
  }

  /**
   * Signals are context for judging a candidate's work. Nobody judges the others by theirs, and interviewers look
   * elsewhere for good reasons, so theirs are not kept.
   */
  #note({ person, signals }: Session, signal: BrowserSignal): void {
    const { clock, signalLog } = this.#given;
    if (person.role !== 'candidate' || !signals.take(clock())) return;
    signalLog.note(person, signal);
  }

  #run(by: Person, message: MessageOf<'run' | 'run-tests'>): Refusal | null | Promise<Refusal | null> {
    if (!this.#mayRun(by)) return refusal('forbidden');
    const { document, journal, questions, roomName, runs } = this.#given;
    if (runs.isBusy) return refusal('run_in_progress');
    const interviewId = parseRoomName(roomName());
    const files = snapshotFiles(document.doc);
    const entry = files.find(({ id }) => id === message.fileId);
    if (!entry || interviewId === null) return refusal('not_found');
    const language = languageOfPath(entry.path);
    if (!language) return refusal('bad_request');
    if (files.length > MAX_FILES) return refusal('too_large');
    const order: RunOrder = {
      by,
      interviewId,
      language,
      entry: entry.path,
      folder: questions.folderOf(entry.path),
      files: files.map(({ path, text }) => ({ path, text })),
      position: journal.position,
      stdin: message.type === 'run' ? message.stdin : '',
      isInteractive: message.type === 'run' && message.isInteractive,
    };
    return message.type === 'run' ? runs.start(order) : runs.startTests(order);
  }

  #obeyAtTerminal(session: Session, message: TerminalMessage): Refusal | null {
    const { status, terminal } = this.#given;
    if (!can(session.person.role, 'terminal') || !acceptsEdits(status.current)) return refusal('forbidden');
    switch (message.type) {
      case 'terminal-open':
        return terminal.open(session, message.requestId, message.size);
      case 'terminal-input':
        return terminal.type(session, message.data);
      case 'terminal-resize':
        return terminal.resize(session, message.size);
      case 'terminal-close':
        return terminal.close(session.person.participantId);
    }
  }

  #mayRun({ role }: Person): boolean {
    return can(role, 'run') && acceptsEdits(this.#given.status.current);
  }
}

/** What a refusal of this message names, so that its sender knows which one it is about. */
function requestIdOf(message: ClientMessage): string | null {
  if (message.type === 'chat' || message.type === 'mark') return message.id;
  return 'requestId' in message ? message.requestId : null;
}

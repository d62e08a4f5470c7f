import type { FloorHold, InterviewerFrame, InterviewerState, InterviewerStep } from '#core/interviewer.ts';
import { can } from '#core/roles.ts';
import type { ClientMessage, Person } from '#core/room-protocol.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { Journal } from './journal.ts';
import type { RecordFrame } from './record.ts';
import { type Refusal, refusal } from './refusal.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { encodeStored, INTERVIEWER_KEY, type StoredInterviewer } from './stored.ts';

export interface InterviewerDeskDependencies {
  journal: Journal;
  record: RecordFrame;
  sessions: Sessions;
  clock: () => number;
}

type MessageOf<T extends ClientMessage['type']> = Extract<ClientMessage, { type: T }>;

/** What an AI interviewer may not do while somebody has the floor. */
const NEEDS_FLOOR: ReadonlySet<ClientMessage['type']> = new Set<ClientMessage['type']>([
  'chat',
  'chat-part',
  'caption',
  'ask-question',
  'next-hint',
  'run',
  'run-tests',
  'end-interview',
]);

/** The AI interviewer of the room: where it is, what it must not forget, and whether somebody has taken the floor from it. */
export class InterviewerDesk {
  readonly #given: InterviewerDeskDependencies;
  #stored: StoredInterviewer = { state: null, memory: null };

  constructor(given: InterviewerDeskDependencies) {
    this.#given = given;
  }

  /** Takes up what is stored. */
  restore(stored: StoredInterviewer | null): void {
    if (stored) this.#stored = stored;
  }

  /** As everybody knows it; null before there was one. */
  get state(): InterviewerState | null {
    return this.#stored.state;
  }

  /** Tells an AI interviewer that comes what it, or the one before it, wrote down. */
  greet(session: Session): void {
    if (session.person.role !== 'ai') return;
    session.tell({ type: 'interviewer-memory', memory: this.#stored.memory });
  }

  /** It is gone, with whatever it was about to say, and with its place in the call. */
  forget(participantId: string): void {
    const { state } = this.#stored;
    if (state?.participantId !== participantId || state.activity === 'away') return;
    this.#stored.state = { ...state, activity: 'away', senses: null };
    this.#tell();
  }

  /** Why somebody may not do this now: an AI interviewer is silent while a person has the floor. */
  refuse({ role }: Person, type: ClientMessage['type']): Refusal | null {
    if (role !== 'ai' || !this.#stored.state?.hold || !NEEDS_FLOOR.has(type)) return null;
    return refusal('conflict', 'A person has the floor.');
  }

  /** Passes on a piece of what it is writing. Nothing of it is kept: the whole comes as a chat message. */
  pass({ participantId, role }: Person, { id, text }: MessageOf<'chat-part'>): Refusal | null {
    if (role !== 'ai') return refusal('forbidden');
    this.#given.sessions.tellAll({ type: 'chat-part', id, participantId, text });
    return null;
  }

  /** Takes where it is now. */
  report({ participantId, role }: Person, message: MessageOf<'interviewer-report'>): Refusal | null {
    if (role !== 'ai') return refusal('forbidden');
    const { mind, phase, activity, senses } = message;
    const hold = this.#stored.state?.hold ?? null;
    const state = { participantId, mind, phase, activity, senses, hold };
    if (JSON.stringify(state) === JSON.stringify(this.#stored.state)) return null;
    this.#stored.state = state;
    this.#tell();
    return null;
  }

  /** Writes down what it did, and what it must not forget with it. */
  note({ participantId, role }: Person, { steps, memory }: MessageOf<'interviewer-steps'>): Refusal | null {
    if (role !== 'ai') return refusal('forbidden');
    this.#stored.memory = memory;
    for (const step of steps) this.#record(participantId, step);
    this.#keep();
    return null;
  }

  /** Takes the floor from it, for the one who asks. */
  hold({ participantId, name, role }: Person, takesOver: boolean): Refusal | null {
    const { state } = this.#stored;
    if (!can(role, 'hold-interviewer')) return refusal('forbidden');
    if (!state) return refusal('not_found', 'There is no AI interviewer in this room.');
    const hold: FloorHold = { participantId, byName: name, at: this.#given.clock(), takesOver };
    this.#stored.state = { ...state, activity: state.activity === 'away' ? 'away' : 'quiet', hold };
    this.#record(participantId, { step: 'held', byName: name, takesOver });
    this.#keep();
    this.#tell();
    return null;
  }

  /** Gives it the floor again. Twice does no harm. */
  handBack({ participantId, name, role }: Person): Refusal | null {
    const { state } = this.#stored;
    if (!can(role, 'hold-interviewer')) return refusal('forbidden');
    if (!state?.hold) return null;
    this.#stored.state = { ...state, hold: null };
    this.#record(participantId, { step: 'handed-back', byName: name });
    this.#keep();
    this.#tell();
    return null;
  }

  #record(author: string, frame: InterviewerStep | InterviewerFrame): void {
    this.#given.record(FRAME_KINDS.interviewer, author, frame);
  }

  #keep(): void {
    this.#given.journal.setBeside(INTERVIEWER_KEY, encodeStored(this.#stored));
  }

  #tell(): void {
    const { state } = this.#stored;
    if (state) this.#given.sessions.tellAll({ type: 'interviewer', interviewer: state });
  }
}

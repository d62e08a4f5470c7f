import { countAsked, type Exchange, MAX_ASSISTANT_ANSWER, type ProposalDecision } from '#core/assistant.ts';
import type {
  AnswerUsage,
  AssistantContext,
  AssistantFrame,
  AssistantRequest,
} from '#core/assistant-service.ts';
import { snapshotFiles } from '#core/doc-shape.ts';
import type { ClientMessage, Person } from '#core/room-protocol.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { Journal, SetTimer } from './journal.ts';
import type { QuestionDesk } from './question-desk.ts';
import { type RecordFrame, SYSTEM } from './record.ts';
import { type Refusal, refusal } from './refusal.ts';
import type { RoomDocument } from './room-document.ts';
import { ASSISTANT_SILENCE, MAX_EARLIER_EXCHANGES, MAX_EXCHANGES } from './room-limits.ts';
import type { RunDesk } from './run-desk.ts';
import { seeRun } from './seen-run.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import type { RoomStatus } from './status.ts';
import { keyOf } from './storage.ts';
import { ASSISTANT_PREFIX, encodeStored } from './stored.ts';

export interface AssistantDeskDependencies {
  document: RoomDocument;
  journal: Journal;
  record: RecordFrame;
  sessions: Sessions;
  status: RoomStatus;
  runs: Pick<RunDesk, 'run'>;
  questions: Pick<QuestionDesk, 'showCurrent'>;
  clock: () => number;
  setTimer: SetTimer;
}

type RequestOf<T extends AssistantRequest['type']> = Extract<AssistantRequest, { type: T }>;

/**
 * The candidate's assistant in this room: what was asked, what it answered, what became of its edits. The app answers;
 * the room gives it what the candidate sees, writes the exchange down and tells everybody.
 */
export class AssistantDesk {
  readonly #given: AssistantDeskDependencies;
  #exchanges: Exchange[] = [];
  /** Calls off the end of an answer of which nothing is heard any more. */
  #callOff: (() => void) | null = null;

  constructor(given: AssistantDeskDependencies) {
    this.#given = given;
  }

  /** Takes up what is stored. An answer that was under way may still come: the app need not have died with the room. */
  restore(exchanges: readonly Exchange[]): void {
    this.#exchanges = [...exchanges];
    if (this.#open) this.#wait();
  }

  /** Tells a newcomer what was asked so far. */
  greet(session: Session): void {
    if (this.#exchanges.length > 0) session.tell({ type: 'exchanges', exchanges: this.#exchanges });
  }

  /** What the app asks. Resolves to the context of a question, to null, or to why it was not taken. */
  async obey(request: AssistantRequest): Promise<AssistantContext | Refusal | null> {
    switch (request.type) {
      case 'ask':
        return this.#ask(request);
      case 'part':
        return this.#pass(request);
      case 'answer':
        return this.#answer(request);
    }
  }

  /** What the candidate made of a proposed edit. Saying the same again does no harm. */
  decide(
    by: Person,
    { exchangeId, proposalId, decision }: Extract<ClientMessage, { type: 'decide-proposal' }>,
  ): Refusal | null {
    if (by.role !== 'candidate') return refusal('forbidden');
    const exchange = this.#find(exchangeId);
    const proposal = exchange?.proposals.find(({ id }) => id === proposalId);
    if (!exchange || !proposal) return refusal('not_found');
    if (proposal.decision !== null) return proposal.decision === decision ? null : refusal('conflict');
    const { path } = proposal;
    const frame = { id: exchangeId, byName: by.name, proposalId, path, decision };
    this.#record(by.participantId, { event: 'decided', ...frame });
    this.#change(exchange, { proposals: withDecision(exchange, proposalId, decision) });
    return null;
  }

  /** The interview is over: what is being answered ends with what there is of it. */
  end(): void {
    if (this.#open) this.#finish(this.#open, { outcome: 'stopped' }, null);
  }

  get #open(): Exchange | null {
    const last = this.#exchanges.at(-1);
    return last?.outcome === null ? last : null;
  }

  async #ask(request: RequestOf<'ask'>): Promise<AssistantContext | Refusal> {
    const { clock, document, journal, questions, runs } = this.#given;
    // before anything is looked at, so that nothing changes between looking and writing
    const question = await questions.showCurrent();
    const by = this.#candidateOf(request.participantId);
    if (!by) return refusal('forbidden');
    const refused = this.#refuse(request);
    if (refused) return refused;
    if (journal.isFull) return refusal('internal');
    const { id, participantId, text, fileIds } = request;
    const files = snapshotFiles(document.doc).filter((file) => fileIds.includes(file.id));
    const paths = files.map(({ path }) => path);
    const before = this.#exchanges
      .filter(({ answer }) => answer !== '')
      .slice(-MAX_EARLIER_EXCHANGES)
      .map((one) => ({ question: one.question, answer: one.answer }));
    const exchange: Exchange = {
      ...{ id, participantId, byName: by.name, at: clock(), question: text, paths },
      ...{ answer: '', proposals: [], model: null, outcome: null },
    };
    this.#record(participantId, { event: 'asked', id, byName: by.name, text, paths });
    this.#exchanges.push(exchange);
    this.#tell(exchange);
    this.#wait();
    return { files, run: runs.run && seeRun(runs.run), question, before };
  }

  #refuse({ id, maxQuestions }: RequestOf<'ask'>): Refusal | null {
    if (this.#given.status.current !== 'in_progress')
      return refusal('conflict', 'The assistant answers while the interview is in progress.');
    if (this.#find(id)) return refusal('conflict', 'This was asked already.');
    if (this.#open) return refusal('conflict', 'The assistant is still answering. Wait for it or stop it.');
    const isUsedUp = countAsked(this.#exchanges) >= maxQuestions || this.#exchanges.length >= MAX_EXCHANGES;
    return isUsedUp ? refusal('assistant_used_up') : null;
  }

  /** Passes on the next piece. Of an answer that is over nothing is taken any more, and the app is told so. */
  #pass({ id, text }: RequestOf<'part'>): Refusal | null {
    const open = this.#open;
    if (open?.id !== id) return refusal('conflict');
    // kept in memory alone until the answer is whole: the app has it, too
    open.answer = (open.answer + text).slice(0, MAX_ASSISTANT_ANSWER);
    this.#given.sessions.tellAll({ type: 'exchange-part', id, text });
    this.#wait();
    return null;
  }

  #answer({ id, answer, proposals, usage, outcome }: RequestOf<'answer'>): Refusal | null {
    const open = this.#open;
    if (open?.id !== id) return refusal('conflict');
    const proposed = proposals.map((proposal) => ({ ...proposal, decision: null }));
    this.#finish(open, { answer, proposals: proposed, model: usage.model, outcome }, usage);
    return null;
  }

  #finish(
    open: Exchange,
    end: Partial<Exchange> & { outcome: NonNullable<Exchange['outcome']> },
    usage: AnswerUsage | null,
  ): void {
    this.#callOff?.();
    this.#callOff = null;
    const { id, answer: text, proposals, outcome } = { ...open, ...end };
    const proposed = proposals.map(({ decision: _, ...proposal }) => proposal);
    this.#record(SYSTEM, { event: 'answered', id, text, proposals: proposed, usage, outcome });
    this.#change(open, end);
  }

  /** Waits for the next word of the app, not for ever. */
  #wait(): void {
    this.#callOff?.();
    this.#callOff = this.#given.setTimer(() => {
      if (this.#open) this.#finish(this.#open, { outcome: 'lost' }, null);
    }, ASSISTANT_SILENCE);
  }

  #candidateOf(participantId: string): Person | null {
    const person = this.#given.sessions.of(participantId)[0]?.person;
    return person?.role === 'candidate' ? person : null;
  }

  #find(id: string): Exchange | undefined {
    return this.#exchanges.find((one) => one.id === id);
  }

  #change(exchange: Exchange, part: Partial<Exchange>): void {
    const changed = { ...exchange, ...part };
    this.#exchanges = this.#exchanges.map((one) => (one === exchange ? changed : one));
    this.#tell(changed);
  }

  /** Keeps it and tells everybody. */
  #tell(exchange: Exchange): void {
    const { journal, sessions } = this.#given;
    journal.setBeside(ASSISTANT_PREFIX + keyOf(this.#exchanges.indexOf(exchange)), encodeStored(exchange));
    sessions.tellAll({ type: 'exchange', exchange });
  }

  #record(author: string, frame: AssistantFrame): void {
    this.#given.record(FRAME_KINDS.assistant, author, frame);
  }
}

function withDecision(
  { proposals }: Exchange,
  proposalId: string,
  decision: ProposalDecision,
): Exchange['proposals'] {
  return proposals.map((one) => (one.id === proposalId ? { ...one, decision } : one));
}

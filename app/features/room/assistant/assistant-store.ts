import {
  type Exchange,
  MAX_ASSISTANT_FILES,
  MAX_ASSISTANT_QUESTION,
  type Proposal,
} from '#core/assistant.ts';
import type { Room } from '../room-context.ts';
import { Store } from '../store.ts';
import { type AskAssistant, AssistantRefusal, askAssistant } from './assistant-api.ts';

export interface AssistantState {
  /** In the box. */
  text: string;
  /** Files that go with the next question; null for the one that is open. */
  chosen: readonly string[] | null;
  isAsking: boolean;
  /** The answer as it streams in, which is ahead of what the room tells of it; of the last one also after its end. */
  live: { id: string; answer: string; proposals: readonly Proposal[] } | null;
  /** Why the last question was not answered. */
  problem: string | null;
}

/** The candidate's side of the assistant. Outlives the panel, so that an answer goes on while something else is shown. */
export class AssistantStore extends Store<AssistantState> {
  readonly #interviewId: string;
  readonly #ask: AskAssistant;
  #abort: AbortController | null = null;

  constructor(interviewId: string, ask: AskAssistant = askAssistant) {
    super({ text: '', chosen: null, isAsking: false, live: null, problem: null });
    this.#interviewId = interviewId;
    this.#ask = ask;
  }

  type(text: string): void {
    this.#change({ text, problem: null });
  }

  choose(fileIds: readonly string[] | null): void {
    this.#change({ chosen: fileIds && [...new Set(fileIds)].slice(0, MAX_ASSISTANT_FILES) });
  }

  /** Puts a question into the box again. */
  readonly askAgain = (question: string): void => this.#change({ text: question, problem: null });

  /** Asks what is in the box, with these files. The box keeps it until it is known to be taken. */
  async ask(fileIds: readonly string[]): Promise<void> {
    const text = this.get().text.trim();
    if (this.get().isAsking || text === '' || text.length > MAX_ASSISTANT_QUESTION) return;
    const id = crypto.randomUUID();
    const abort = new AbortController();
    this.#abort = abort;
    this.#change({ isAsking: true, live: { id, answer: '', proposals: [] }, problem: null });
    try {
      const question = { id, text, fileIds: fileIds.slice(0, MAX_ASSISTANT_FILES) };
      for await (const event of this.#ask(this.#interviewId, question, abort.signal)) {
        const { live } = this.get();
        if (!live) break;
        // answered, so taken
        if (this.get().text.trim() === text) this.#change({ text: '' });
        if (event.type === 'content') this.#change({ live: { ...live, answer: live.answer + event.text } });
        if (event.type === 'edit')
          this.#change({ live: { ...live, proposals: [...live.proposals, event.proposal] } });
        if (event.type === 'error') this.#change({ problem: event.message });
      }
    } catch (error) {
      if (!(error instanceof AssistantRefusal)) throw error;
      if (!abort.signal.aborted) this.#change({ problem: error.message });
    } finally {
      this.#abort = null;
      this.#change({ isAsking: false });
    }
  }

  /** Stops the answer; what there is of it stays. */
  stop(): void {
    this.#abort?.abort();
  }

  #change(part: Partial<AssistantState>): void {
    this.set({ ...this.get(), ...part });
  }
}

/** The exchange as this page knows it best: what streams in is ahead of what the room tells. */
export function withLive(exchange: Exchange, live: AssistantState['live']): Exchange {
  if (live?.id !== exchange.id || exchange.outcome !== null) return exchange;
  const proposals = live.proposals.map((proposal) => ({ ...proposal, decision: null }));
  return { ...exchange, answer: live.answer, proposals };
}

const stores = new WeakMap<Room, AssistantStore>();

/** The assistant's store of this room, the same as long as the room is open. */
export function assistantOf(room: Room): AssistantStore {
  const known = stores.get(room) ?? new AssistantStore(room.visitor.interviewId);
  stores.set(room, known);
  return known;
}

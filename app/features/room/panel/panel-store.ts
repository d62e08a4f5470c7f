import type { GuidedQuestion, InterviewNote, MarkChange, RubricMark } from '#core/panel-protocol.ts';
import type { Room } from '../room-context.ts';
import { Store } from '../store.ts';
import { createPanelApi, type PanelApi, PanelRefusal } from './panel-api.ts';

/** A note that is being written. */
export interface Draft {
  /** Of the note, so that sending it again does not write it twice. */
  id: string;
  text: string;
  /** When its first character was typed, by the room's clock: the moment that it is about. Null while it is empty. */
  atMs: number | null;
  isSending: boolean;
  /** Why it was not saved. */
  problem: string | null;
}

export interface PanelState {
  /** Null until the app has answered. */
  questions: readonly GuidedQuestion[] | null;
  notes: readonly InterviewNote[] | null;
  marks: readonly RubricMark[] | null;
  /** Why something of the above could not be had. */
  trouble: string | null;
  draft: Draft;
  /** Why the last mark was not saved. */
  markTrouble: string | null;
}

const emptyDraft = (): Draft => ({
  id: crypto.randomUUID(),
  text: '',
  atMs: null,
  isSending: false,
  problem: null,
});

/** What the interviewer's panel shows that is not the room's. Outlives the panel, so that nothing typed is lost by closing it. */
export class PanelStore extends Store<PanelState> {
  readonly #api: PanelApi;
  /** Marks go out one after the other, or an older one could be stored last. */
  #marking: Promise<void> = Promise.resolve();
  /** Marks that are on their way: until the last is answered, what the app says of marks is old. */
  #pendingMarks = 0;
  /** As the app had them last. */
  #savedMarks: readonly RubricMark[] = [];

  constructor(api: PanelApi) {
    super({
      questions: null,
      notes: null,
      marks: null,
      trouble: null,
      draft: emptyDraft(),
      markTrouble: null,
    });
    this.#api = api;
  }

  /** Asks for everything anew. What is known stays where the app does not answer. */
  async refresh(): Promise<void> {
    try {
      const api = this.#api;
      // the questions of a plan stay in their versions; they are asked for once
      const { questions: known } = this.get();
      const [questions, notes, marks] = await Promise.all([
        known && known.length > 0 ? known : api.questions(),
        api.notes(),
        api.marks(),
      ]);
      if (this.#pendingMarks === 0) this.#savedMarks = marks;
      this.#change({ questions, notes, ...(this.#pendingMarks === 0 && { marks }), trouble: null });
    } catch (error) {
      this.#change({ trouble: reasonOf(error) });
    }
  }

  /** What is in the box now. `now`: the room's clock. */
  type(text: string, now: number): void {
    const { draft } = this.get();
    const atMs = text.trim() === '' ? null : (draft.atMs ?? Math.floor(now));
    this.#change({ draft: { ...draft, text, atMs, problem: null } });
  }

  /** Saves what is in the box. It stays there, with the reason, when that fails. */
  async send(questionId: string | null): Promise<void> {
    const { draft } = this.get();
    if (draft.isSending || draft.atMs === null) return;
    this.#change({ draft: { ...draft, isSending: true, problem: null } });
    try {
      const { id, atMs, text } = draft;
      const note = await this.#api.write({ id, atMs, text: text.trim(), questionId });
      this.#change({ draft: emptyDraft(), notes: withNote(this.get().notes, note) });
    } catch (error) {
      this.#change({ draft: { ...draft, problem: reasonOf(error) } });
    }
  }

  /** Changes one's own note. Resolves to why not, or null. */
  rewrite(id: string, text: string): Promise<string | null> {
    return this.#try(async () => this.#put(await this.#api.change(id, { text })));
  }

  remove(id: string): Promise<string | null> {
    return this.#try(async () => {
      await this.#api.remove(id);
      this.#change({ notes: this.get().notes?.filter((note) => note.id !== id) ?? null });
    });
  }

  bringBack(id: string): Promise<string | null> {
    return this.#try(async () => this.#put(await this.#api.change(id, { isDeleted: false })));
  }

  /** Sets or takes back a mark: shown at once, and as the app has it when that fails. */
  mark(change: MarkChange, version: number): Promise<void> {
    const others = (this.get().marks ?? []).filter((one) => !one.isMine || !isOf(one, change));
    const { mark, questionId, criterion, remark } = change;
    const mine = mark && { questionId, version, criterion, mark, remark, isMine: true, authorName: '' };
    this.#change({ marks: mine ? [...others, mine] : others, markTrouble: null });
    this.#pendingMarks += 1;
    this.#marking = this.#marking.then(() => this.#sendMark(change));
    return this.#marking;
  }

  async #sendMark(change: MarkChange): Promise<void> {
    try {
      const marks = await this.#api.mark(change);
      this.#pendingMarks -= 1;
      this.#savedMarks = marks;
    } catch (error) {
      this.#pendingMarks -= 1;
      this.#change({ markTrouble: `Not saved. ${reasonOf(error)}` });
    }
    if (this.#pendingMarks === 0) this.#change({ marks: this.#savedMarks });
  }

  #put(note: InterviewNote): void {
    this.#change({ notes: withNote(this.get().notes, note) });
  }

  async #try(act: () => Promise<void>): Promise<string | null> {
    try {
      await act();
      return null;
    } catch (error) {
      return reasonOf(error);
    }
  }

  #change(part: Partial<PanelState>): void {
    this.set({ ...this.get(), ...part });
  }
}

const panels = new WeakMap<Room, PanelStore>();

/** The panel's store of this room, the same as long as the room is open. */
export function panelOf(room: Room): PanelStore {
  const known = panels.get(room) ?? new PanelStore(createPanelApi(room.visitor.interviewId));
  panels.set(room, known);
  return known;
}

function isOf(one: RubricMark, { questionId, criterion }: MarkChange): boolean {
  return one.questionId === questionId && one.criterion === criterion;
}

function withNote(notes: readonly InterviewNote[] | null, note: InterviewNote): InterviewNote[] {
  const others = (notes ?? []).filter(({ id }) => id !== note.id);
  return [...others, note].sort((a, b) => a.atMs - b.atMs);
}

function reasonOf(error: unknown): string {
  if (error instanceof PanelRefusal) return error.message;
  throw error;
}

import type * as Y from 'yjs';
import { createFile, listFiles } from '#core/doc-shape.ts';
import { acceptsEdits } from '#core/interview-status.ts';
import type { LanguageId } from '#core/languages.ts';
import { MAX_FILES } from '#core/limits.ts';
import { type Problem, viewProblem } from '#core/problem.ts';
import { can, type RoomRole } from '#core/roles.ts';
import type { Person, ServerMessage } from '#core/room-protocol.ts';
import { folderOf, type GivenHint, type LentQuestion, pathInFolder } from '#core/room-question.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { Editing } from './editing.ts';
import type { Journal } from './journal.ts';
import type { FetchQuestion } from './question-client.ts';
import type { RecordFrame } from './record.ts';
import { type Refusal, refusal } from './refusal.ts';
import type { RoomDocument } from './room-document.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import type { RoomStatus } from './status.ts';
import { encodeStored, QUESTIONS_KEY, type StoredQuestions } from './stored.ts';

export interface QuestionDeskDependencies {
  document: RoomDocument;
  editing: Pick<Editing, 'editAsRoom'>;
  journal: Journal;
  record: RecordFrame;
  sessions: Sessions;
  status: RoomStatus;
  clock: () => number;
  interviewId: () => string | null;
  fetchQuestion: FetchQuestion;
}

/** The questions of the interview's plan that were asked, which of them is asked now, and the hints that were given. */
export class QuestionDesk {
  readonly #given: QuestionDeskDependencies;
  #stored: StoredQuestions = { current: null, asked: [] };
  /** What the app lent, by question: a version that is used never changes. */
  readonly #lent = new Map<string, LentQuestion>();
  #isAsking = false;

  constructor(given: QuestionDeskDependencies) {
    this.#given = given;
  }

  /** Takes up what is stored. */
  restore(stored: StoredQuestions | null): void {
    if (stored) this.#stored = stored;
  }

  /** Tells a newcomer what is asked now, once that is known. */
  async greet(session: Session): Promise<void> {
    const { current } = this.#stored;
    if (current === null || !(await this.#borrow(current))) return;
    const message = this.#messageFor(session.person.role);
    if (message && !session.isClosed) session.tell(message);
  }

  /** The question that is asked now, as its candidate knows it: without tests, solutions and hints that were not given. */
  async showCurrent(): Promise<{ title: string; statement: string; hints: string[] } | null> {
    const { current } = this.#stored;
    const lent = current === null ? null : await this.#borrow(current);
    const asked = current === null ? undefined : this.#find(current);
    if (!asked || lent === null || lent === 'none') return null;
    return { title: asked.title, statement: lent.statement, hints: asked.hints.map(({ text }) => text) };
  }

  /** Asks a question, in `language` where it has a starter for that. Resolves to why it was not asked, or null. */
  async ask(by: Person, questionId: string, language: LanguageId): Promise<Refusal | null> {
    const { record, status } = this.#given;
    if (!can(by.role, 'ask') || !acceptsEdits(status.current)) return refusal('forbidden');
    if (this.#isAsking) return refusal('conflict');
    this.#isAsking = true;
    const lent = await this.#borrow(questionId).finally(() => {
      this.#isAsking = false;
    });
    if (lent === null)
      return refusal('internal', 'The question cannot be fetched right now. Try again in a moment.');
    if (lent === 'none') return refusal('not_found', 'This question is not in the interview’s plan.');
    if (!acceptsEdits(status.current)) return refusal('forbidden');
    let asked = this.#find(questionId);
    if (!asked) {
      const folder = folderOf(this.#stored.asked.length + 1, lent.title);
      if (!this.#putStarter(lent, folder, language)) return refusal('too_large');
      asked = { questionId, title: lent.title, folder, hints: [] };
      this.#stored.asked.push(asked);
    }
    this.#stored.current = questionId;
    const { title, folder } = asked;
    record(FRAME_KINDS.question, by.participantId, { event: 'asked', questionId, title, folder });
    this.#changed();
    return null;
  }

  /** Gives the next hint of the question that is asked now, to everybody. */
  async hint(by: Person): Promise<Refusal | null> {
    const { clock, record, status } = this.#given;
    if (!can(by.role, 'hint') || !acceptsEdits(status.current)) return refusal('forbidden');
    const { current } = this.#stored;
    const lent = current === null ? 'none' : await this.#borrow(current);
    if (lent === null)
      return refusal('internal', 'The hint cannot be fetched right now. Try again in a moment.');
    const asked = current === null ? undefined : this.#find(current);
    const text = lent === 'none' ? undefined : lent.hints[asked?.hints.length ?? 0];
    if (!asked || text === undefined) return refusal('not_found', 'There is no further hint.');
    asked.hints.push({ text, byName: by.name, at: clock() });
    const { questionId, hints } = asked;
    record(FRAME_KINDS.hint, by.participantId, { questionId, number: hints.length, text, byName: by.name });
    this.#changed();
    return null;
  }

  /** The folder of the question that this file belongs to, or null for a file that belongs to none. */
  folderOf(path: string): string | null {
    return this.#stored.asked.find(({ folder }) => pathInFolder(path, folder) !== null)?.folder ?? null;
  }

  /** What is tested of a file in this folder; null where that is no question's. */
  async problemIn(folder: string | null): Promise<Problem | 'unreachable' | null> {
    const asked = this.#stored.asked.find((one) => one.folder === folder);
    if (!asked) return null;
    const lent = await this.#borrow(asked.questionId);
    if (lent === null || lent === 'none') return 'unreachable';
    return { statement: lent.statement, tests: lent.tests };
  }

  #find(questionId: string): StoredQuestions['asked'][number] | undefined {
    return this.#stored.asked.find((one) => one.questionId === questionId);
  }

  /** What the app has of a question; null when it does not say. */
  async #borrow(questionId: string): Promise<LentQuestion | 'none' | null> {
    const known = this.#lent.get(questionId);
    if (known) return known;
    const interviewId = this.#given.interviewId();
    const answer = interviewId === null ? 'none' : await this.#given.fetchQuestion(interviewId, questionId);
    if (answer === 'unreachable') return null;
    if (answer !== 'none') this.#lent.set(questionId, answer);
    return answer;
  }

  /** The question's files in its folder. False when the room has no place for them. */
  #putStarter({ starters }: LentQuestion, folder: string, language: LanguageId): boolean {
    const { document, editing } = this.#given;
    const files = starters[language] ?? Object.values(starters)[0] ?? [{ path: 'notes.md', text: '' }];
    if (listFiles(document.doc).length + files.length > MAX_FILES) return false;
    editing.editAsRoom((doc: Y.Doc) => {
      for (const { path, text } of files) createFile(doc, `${folder}/${path}`, text);
    });
    return true;
  }

  #changed(): void {
    const { journal, sessions } = this.#given;
    journal.setBeside(QUESTIONS_KEY, encodeStored(this.#stored));
    sessions.tellEach((role) => this.#messageFor(role) as ServerMessage);
  }

  #messageFor(role: RoomRole): ServerMessage | null {
    const asked = this.#stored.current === null ? undefined : this.#find(this.#stored.current);
    const lent = asked && this.#lent.get(asked.questionId);
    if (!asked || !lent) return null;
    const { questionId, title, folder, hints } = asked;
    const { kind, difficulty, statement, tests } = lent;
    const problem = viewProblem({ statement, tests }, role);
    const given: GivenHint[] = hints;
    return {
      type: 'question',
      question: {
        questionId,
        title,
        folder,
        kind,
        difficulty,
        problem,
        hints: given,
        hintCount: lent.hints.length,
      },
      asked: this.#stored.asked.map((one) => ({
        questionId: one.questionId,
        title: one.title,
        folder: one.folder,
      })),
    };
  }
}

import type { Brief, BriefQuestion } from '#core/interviewer-service.ts';
import type { AskedMemory } from './memory.ts';
import { nextQuestion } from './next-question.ts';
import { hasTimeFor } from './tools.ts';

/** What an interview has on its plan, beside what was asked of it so far. */
export class Agenda {
  readonly #brief: Pick<Brief, 'questions' | 'isAdaptive'>;

  constructor(brief: Pick<Brief, 'questions' | 'isAdaptive'>) {
    this.#brief = brief;
  }

  /** The question with this id, or null where the plan has none. */
  find(questionId: string | null): BriefQuestion | null {
    return this.#brief.questions.find((question) => question.questionId === questionId) ?? null;
  }

  /** How many questions were not asked. */
  countLeft(asked: readonly AskedMemory[]): number {
    const ids = new Set(asked.map(({ questionId }) => questionId));
    return this.#brief.questions.filter(({ questionId }) => !ids.has(questionId)).length;
  }

  /** The question that comes next, or null. `leftMs`: of the interview; null without a limit. */
  next(asked: readonly AskedMemory[], now: number, leftMs: number | null): BriefQuestion | null {
    return nextQuestion({ brief: this.#brief, asked, now, leftMs });
  }

  /** Whether there is a further question and time for it. */
  canGoOn(asked: readonly AskedMemory[], now: number, leftMs: number | null): boolean {
    const next = this.next(asked, now, leftMs);
    return next !== null && hasTimeFor(next.minutes, leftMs);
  }
}

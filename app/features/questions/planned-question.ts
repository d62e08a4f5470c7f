import { z } from 'zod';
import { MAX_PLANNED_QUESTIONS } from '#core/limits.ts';
import type { Difficulty, QuestionKind } from '#core/question.ts';

/** A question in the plan of an interview. */
export interface PlannedQuestion {
  id: string;
  title: string;
  kind: QuestionKind;
  difficulty: Difficulty;
  minutes: number;
  /** The version that the interview uses; null before it is stored. */
  version: number | null;
}

/** Ids of questions in their order, as forms send them. */
export const planSchema = z
  .string()
  .default('')
  .transform((text) => text.split(',').filter(Boolean))
  .pipe(
    z
      .array(z.uuid('Choose the questions from the list.'))
      .max(MAX_PLANNED_QUESTIONS, `Choose at most ${MAX_PLANNED_QUESTIONS} questions.`)
      .refine((ids) => new Set(ids).size === ids.length, 'A question stands in the plan only once.'),
  );

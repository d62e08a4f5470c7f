import { LANGUAGES, languageIdSchema } from '#core/languages.ts';
import type { Difficulty, QuestionKind } from '#core/question.ts';

/** What kinds of questions are called. */
export const KIND_LABELS: Record<QuestionKind, string> = {
  coding: 'Coding',
  system_design: 'System design',
  behavioural: 'Behavioural',
};

/** What difficulties are called. */
export const DIFFICULTY_LABELS: Record<Difficulty, string> = {
  easy: 'Easy',
  medium: 'Medium',
  hard: 'Hard',
};

/** A language by its name; what is no language of ours stays as it is. */
export function languageLabel(id: string): string {
  const known = languageIdSchema.safeParse(id);
  return known.success ? LANGUAGES[known.data].label : id;
}

/** Kind, difficulty and time of a question on one line. */
export function describeInShort(question: {
  kind: QuestionKind;
  difficulty: Difficulty;
  minutes: number;
}): string {
  return `${KIND_LABELS[question.kind]} · ${DIFFICULTY_LABELS[question.difficulty]} · ${question.minutes} min`;
}

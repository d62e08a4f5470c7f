import { z } from 'zod';
import { problemViewSchema } from './problem.ts';
import { difficultySchema, filesByLanguageSchema, questionKindSchema } from './question.ts';
import { testSuiteSchema } from './test-suite.ts';

/** Questions of an interview's plan as its room asks them: each in a folder of its own, so that files stay apart. */

/** What the app lends a room of a question: neither solutions nor what is for interviewers alone. */
export const lentQuestionSchema = z.object({
  title: z.string(),
  kind: questionKindSchema,
  difficulty: difficultySchema,
  statement: z.string(),
  tests: testSuiteSchema.nullable(),
  starters: filesByLanguageSchema,
  hints: z.array(z.string()),
});
export type LentQuestion = z.infer<typeof lentQuestionSchema>;

/** A hint that was given. */
export const givenHintSchema = z.object({
  text: z.string(),
  byName: z.string(),
  /** Server time. */
  at: z.number(),
});
export type GivenHint = z.infer<typeof givenHintSchema>;

/** A question that was asked in this room. */
export const askedQuestionSchema = z.object({
  questionId: z.uuid(),
  title: z.string(),
  /** Where its files are. */
  folder: z.string(),
});
export type AskedQuestion = z.infer<typeof askedQuestionSchema>;

/** The question that is asked now, as the reader's role may see it. */
export const roomQuestionSchema = askedQuestionSchema.extend({
  kind: questionKindSchema,
  difficulty: difficultySchema,
  problem: problemViewSchema,
  hints: z.array(givenHintSchema),
  /** How many hints there are, those that were not given included. */
  hintCount: z.number().int().min(0),
});
export type RoomQuestion = z.infer<typeof roomQuestionSchema>;

/** Letters and digits of a title that its folder keeps. */
const FOLDER_LENGTH = 24;

/** The folder of the n-th question that is asked (from 1): `2-merge-the-logs`. */
export function folderOf(number: number, title: string): string {
  const words = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, FOLDER_LENGTH)
    .replace(/^-+|-+$/g, '');
  return words === '' ? `question-${number}` : `${number}-${words}`;
}

/** The path inside of a question's folder, or null for a path that is elsewhere. */
export function pathInFolder(path: string, folder: string): string | null {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
}

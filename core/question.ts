import { z } from 'zod';
import { LANGUAGE_IDS, type LanguageId, languageIdSchema } from './languages.ts';
import { MAX_STATEMENT_LENGTH } from './problem.ts';
import { workspacePathSchema } from './sandbox-protocol.ts';
import { testSuiteSchema } from './test-suite.ts';

/** A question of the bank: what a candidate is asked, and all that an interviewer needs to ask it well. */

/** SQL repeats this list (`public.question_kind`). */
export const QUESTION_KINDS = ['coding', 'system_design', 'behavioural'] as const;
export const questionKindSchema = z.enum(QUESTION_KINDS);
export type QuestionKind = z.infer<typeof questionKindSchema>;

/** SQL repeats this list (`public.question_difficulty`). */
export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;
export const difficultySchema = z.enum(DIFFICULTIES);
export type Difficulty = z.infer<typeof difficultySchema>;

/** `draft`: only its authors ask it. `published`: verified, and offered to everybody. `retired`: asked no more. SQL repeats this list. */
export const QUESTION_STATES = ['draft', 'published', 'retired'] as const;
export const questionStateSchema = z.enum(QUESTION_STATES);
export type QuestionState = z.infer<typeof questionStateSchema>;

/**
 * What became of a question that a model drafted. `failed`: nothing came of the try. `open`: somebody has to decide.
 * `replaced`: it was drafted again. `accepted`: it was published. `rejected`: it was retired, for a reason. SQL repeats
 * this list.
 */
export const DRAFT_STATES = ['failed', 'open', 'replaced', 'accepted', 'rejected'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** Files that a question gives or solves, in one language. Small: candidates read them. */
export const MAX_QUESTION_FILES = 12;
const MAX_QUESTION_FILE_LENGTH = 64 * 1024;
export const MAX_TAGS = 12;
export const MAX_HINTS = 8;
export const MAX_RUBRIC_ROWS = 12;
export const MAX_FOLLOW_UPS = 20;
/** A question as JSON, with its tests and all its files. Held in memory by the app, and sent to a browser that edits it. */
export const MAX_QUESTION_BYTES = 4 * 1024 * 1024;

export const questionFileSchema = z.strictObject({
  path: workspacePathSchema,
  text: z.string().max(MAX_QUESTION_FILE_LENGTH),
});
export type QuestionFile = z.infer<typeof questionFileSchema>;

/** Files in one language. The first is the one that is opened, started and tested. */
const questionFilesSchema = z
  .array(questionFileSchema)
  .min(1)
  .max(MAX_QUESTION_FILES)
  .refine(
    (files) => new Set(files.map(({ path }) => path)).size === files.length,
    'Two files have the same path.',
  );

export const filesByLanguageSchema = z.partialRecord(languageIdSchema, questionFilesSchema);
export type FilesByLanguage = Partial<Record<LanguageId, QuestionFile[]>>;

/** What is looked for in an answer. People mark it; nothing computes a verdict from it. */
export const rubricRowSchema = z.strictObject({
  /** Stays the same when the row is reworded. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'An id is like edge-cases.'),
  title: z.string().trim().min(1).max(80),
  /** What a weak, a sound and a strong answer look like. */
  levels: z.strictObject({
    weak: z.string().trim().min(1).max(400),
    sound: z.string().trim().min(1).max(400),
    strong: z.string().trim().min(1).max(400),
  }),
});
export type RubricRow = z.infer<typeof rubricRowSchema>;

export const questionSchema = z
  .strictObject({
    title: z.string().trim().min(3).max(120),
    kind: questionKindSchema,
    difficulty: difficultySchema,
    tags: z
      .array(z.string().regex(/^[a-z0-9][a-z0-9+-]{0,30}$/, 'A tag is like hash-map.'))
      .max(MAX_TAGS)
      .default([]),
    /** How long it usually takes, in minutes. */
    minutes: z.number().int().min(3).max(180),
    /** Markdown. */
    statement: z.string().trim().min(1).max(MAX_STATEMENT_LENGTH),
    /** What the candidate begins with. */
    starters: filesByLanguageSchema.default({}),
    tests: testSuiteSchema.nullable().default(null),
    /** From the gentlest nudge to nearly the answer; given one at a time. */
    hints: z.array(z.string().trim().min(1).max(1000)).max(MAX_HINTS).default([]),
    /** Markdown for interviewers: approaches with their costs, common mistakes. Never for candidates. */
    guide: z.string().trim().max(MAX_STATEMENT_LENGTH).default(''),
    /** What to ask once there is an answer. */
    followUps: z.array(z.string().trim().min(1).max(500)).max(MAX_FOLLOW_UPS).default([]),
    rubric: z.array(rubricRowSchema).max(MAX_RUBRIC_ROWS).default([]),
    /** Reference solutions, each of which passes all tests. Never for candidates, nor for a model that interviews. */
    solutions: filesByLanguageSchema.default({}),
  })
  .superRefine((question, context) => {
    const ids = question.rubric.map(({ id }) => id);
    if (new Set(ids).size < ids.length)
      context.addIssue({
        code: 'custom',
        path: ['rubric'],
        message: 'Two rows of the rubric have the same id.',
      });
    if (question.kind !== 'coding' && question.tests)
      context.addIssue({ code: 'custom', path: ['tests'], message: 'Only coding questions have tests.' });
  });
export type Question = z.infer<typeof questionSchema>;
export type QuestionInput = z.input<typeof questionSchema>;

/** What a candidate, and a model that interviews them, may know of a question beside its visible tests. */
export interface AskedQuestion {
  title: string;
  kind: QuestionKind;
  difficulty: Difficulty;
  statement: string;
}

/** The part of a question that is asked. */
export function askedPart({ title, kind, difficulty, statement }: Question): AskedQuestion {
  return { title, kind, difficulty, statement };
}

/** What keeps a question from being published before anything was run, in words; empty when nothing does. */
export function listGaps(question: Question): string[] {
  const gaps: string[] = [];
  if (question.kind !== 'coding') {
    if (question.rubric.length === 0) gaps.push('It has no rubric.');
    if (question.followUps.length === 0) gaps.push('It has no follow-up questions.');
    return gaps;
  }
  if (!question.tests) gaps.push('It has no tests.');
  else {
    if (!question.tests.cases.some(({ hidden }) => !hidden)) gaps.push('It has no visible test.');
    if (!question.tests.cases.some(({ hidden }) => hidden)) gaps.push('It has no hidden test.');
  }
  const languages = LANGUAGE_IDS.filter((id) => question.starters[id] || question.solutions[id]);
  if (languages.length === 0) gaps.push('It has no language: write a starter and a solution in one.');
  for (const id of languages) {
    if (!question.starters[id]) gaps.push(`It has no starter in ${id}.`);
    if (!question.solutions[id]) gaps.push(`It has no reference solution in ${id}.`);
  }
  return gaps;
}

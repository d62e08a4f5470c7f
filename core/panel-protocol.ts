import { z } from 'zod';
import { questionSchema } from './question.ts';

/**
 * What the app serves to those who hold an interview, and to nobody else: how to ask its questions, their notes, and
 * what they marked. Addresses are below `/api/panel/<interview>`.
 */

/** One note, in characters. Longer text belongs in the report. SQL repeats this number. */
export const MAX_NOTE_LENGTH = 4000;
/** What is said about one mark, in characters: a sentence or two that stand beside it. SQL repeats this number. */
export const MAX_REMARK_LENGTH = 1000;

/** How an answer is marked by one row of a rubric. SQL repeats this list (`public.rubric_level`). */
export const RUBRIC_LEVELS = ['weak', 'sound', 'strong'] as const;
export const rubricLevelSchema = z.enum(RUBRIC_LEVELS);
export type RubricLevel = z.infer<typeof rubricLevelSchema>;

const { guide, followUps, hints, rubric } = questionSchema.shape;

/** A question of the plan as whoever asks it needs it. Solutions and tests are elsewhere. */
export const guidedQuestionSchema = z.object({
  questionId: z.uuid(),
  version: z.number().int(),
  title: z.string(),
  guide,
  followUps,
  hints,
  rubric,
});
export type GuidedQuestion = z.infer<typeof guidedQuestionSchema>;

/** `GET /questions`, in the order of the plan. */
export const guidedQuestionListSchema = z.object({ questions: z.array(guidedQuestionSchema) });

const noteTextSchema = z
  .string()
  .trim()
  .min(1, 'Write something first.')
  .max(MAX_NOTE_LENGTH, `A note has at most ${MAX_NOTE_LENGTH} characters.`);

export const interviewNoteSchema = z.object({
  id: z.uuid(),
  /** The question that it is about; null for the interview as a whole. */
  questionId: z.uuid().nullable(),
  authorName: z.string(),
  isMine: z.boolean(),
  /** The moment that it is about, by the room's clock: milliseconds since 1970. */
  atMs: z.number(),
  text: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type InterviewNote = z.infer<typeof interviewNoteSchema>;

/** `GET /notes`, in the order of the moments that they are about. */
export const noteListSchema = z.object({ notes: z.array(interviewNoteSchema) });
/** Answer to `POST /notes` and `PATCH /notes/<id>`. `DELETE` answers 204 without a body. */
export const noteReplySchema = z.object({ note: interviewNoteSchema });

/** `POST /notes`. `id` is chosen by the sender, so that sending again after a lost line does not write it twice. */
export const newNoteSchema = z.strictObject({
  id: z.uuid(),
  questionId: z.uuid().nullable().default(null),
  atMs: z.number().int().min(0).max(1e13),
  text: noteTextSchema,
});
export type NewNote = z.infer<typeof newNoteSchema>;

/** `PATCH /notes/<id>`: another text, or a note that was deleted brought back. */
export const noteChangeSchema = z
  .strictObject({ text: noteTextSchema.optional(), isDeleted: z.literal(false).optional() })
  .refine(
    ({ text, isDeleted }) => text !== undefined || isDeleted !== undefined,
    'Say what is to be changed.',
  );
export type NoteChange = z.infer<typeof noteChangeSchema>;

export const rubricMarkSchema = z.object({
  questionId: z.uuid(),
  version: z.number().int(),
  /** Id of the rubric's row. */
  criterion: z.string(),
  authorName: z.string(),
  isMine: z.boolean(),
  mark: rubricLevelSchema,
  remark: z.string(),
});
export type RubricMark = z.infer<typeof rubricMarkSchema>;

/** `GET /marks`, and the answer to `POST /marks`: one's own, and those of others where one has marked oneself. */
export const markListSchema = z.object({ marks: z.array(rubricMarkSchema) });

/** `POST /marks`: sets the caller's mark of one row, or takes it back (`mark: null`). */
export const markChangeSchema = z.strictObject({
  questionId: z.uuid(),
  criterion: z.string().max(40),
  mark: rubricLevelSchema.nullable(),
  remark: z.string().trim().max(MAX_REMARK_LENGTH).default(''),
});
export type MarkChange = z.infer<typeof markChangeSchema>;

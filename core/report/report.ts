import { z } from 'zod';
import { languageIdSchema } from '../languages.ts';
import { roomRoleSchema } from '../roles.ts';
import { verdictSchema } from '../sandbox-protocol.ts';

/**
 * What is known of an interview once it is over, folded from its tape: facts for people who decide, and drafts of an AI
 * interviewer that they may keep or not. Times are milliseconds since the tape's first frame; a position is a number
 * of frames.
 */

const momentSchema = z.object({ position: z.number().int().min(0), atMs: z.number().min(0) });

/** One case of the final run of a question's tests. */
export const finalCaseSchema = z.object({
  name: z.string(),
  isHidden: z.boolean(),
  verdict: verdictSchema,
});

/** What came of a question's tests for the files as they were at the end. */
export const finalTestsSchema = z.object({
  entry: z.string(),
  language: languageIdSchema,
  passed: z.number().int().min(0),
  total: z.number().int().min(0),
  cases: z.array(finalCaseSchema),
});
export type FinalTests = z.infer<typeof finalTestsSchema>;

export const reportedHintSchema = momentSchema.extend({
  number: z.number().int().min(1),
  text: z.string(),
  byName: z.string(),
});

export const reportedQuestionSchema = z.object({
  /** Null for what was written for this interview alone. */
  questionId: z.string().nullable(),
  title: z.string(),
  folder: z.string().nullable(),
  /** When it was asked first, and how long it was in front, pauses included. */
  askedAt: momentSchema,
  shownMs: z.number().min(0),
  hints: z.array(reportedHintSchema),
  /** How often its programs ran, and its tests. */
  programRuns: z.number().int().min(0),
  testRuns: z.number().int().min(0),
  /** The best that a run of the tests came to while the interview went on. */
  best: momentSchema.extend({ passed: z.number().int().min(0), total: z.number().int().min(0) }).nullable(),
  /** Null where it has no tests or nothing that they could run. */
  final: finalTestsSchema.nullable(),
});
export type ReportedQuestion = z.infer<typeof reportedQuestionSchema>;

/** Something that an AI interviewer noticed, with where the words that it rests on stand. */
export const claimSchema = momentSchema.extend({
  id: z.string(),
  questionId: z.string().nullable(),
  criterion: z.string().nullable(),
  text: z.string(),
  quote: z.string(),
  citation: momentSchema.extend({
    source: z.enum(['said', 'written', 'printed']),
    path: z.string().nullable(),
    line: z.number().int().min(1).nullable(),
  }),
});
export type Claim = z.infer<typeof claimSchema>;

export const reportSchema = z.object({
  version: z.literal(1),
  lengthMs: z.number().min(0),
  /** The tape as it was handed in: its end, and what lay in the room then. */
  final: momentSchema.extend({
    files: z.array(z.object({ path: z.string(), characters: z.number().int().min(0) })),
  }),
  questions: z.array(reportedQuestionSchema),
  conversation: z.array(momentSchema.extend({ name: z.string(), role: roomRoleSchema, text: z.string() })),
  claims: z.array(claimSchema),
  /** Drafts that were left out, because the words that they rest on do not stand on the tape. */
  droppedClaims: z.number().int().min(0),
});
export type Report = z.infer<typeof reportSchema>;

/** What a reader of a report may see beside the facts. */
export interface ReportRights {
  /** Names of hidden cases. */
  seesHiddenTests: boolean;
  /** What the AI interviewer noticed, which is for those who hold the interview until people have judged. */
  seesClaims: boolean;
}

/** The report as this reader may see it. */
export function viewReport(report: Report, { seesHiddenTests, seesClaims }: ReportRights): Report {
  return {
    ...report,
    questions: seesHiddenTests
      ? report.questions
      : report.questions.map((question) => ({
          ...question,
          final: question.final && { ...question.final, cases: question.final.cases.map(withoutHiddenName) },
        })),
    claims: seesClaims ? report.claims : [],
    droppedClaims: seesClaims ? report.droppedClaims : 0,
  };
}

function withoutHiddenName(one: z.infer<typeof finalCaseSchema>, index: number) {
  return one.isHidden ? { ...one, name: `Hidden test ${index + 1}` } : one;
}

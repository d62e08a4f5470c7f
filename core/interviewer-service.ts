import { z } from 'zod';
import { mindChoiceSchema } from './interviewer.ts';
import { languageIdSchema } from './languages.ts';
import { MAX_PLANNED_QUESTIONS } from './limits.ts';
import { modelUsageSchema } from './model-usage.ts';
import { difficultySchema, questionKindSchema, rubricRowSchema } from './question.ts';

/**
 * Between the app and the processes that interview: HTTP and JSON with the token that the two share. A process holds
 * an interview by a lease, which it renews; when it dies, another one is given the interview.
 */
export const INTERVIEWER_CLAIMS_PATH = '/api/internal/interviewer/claims';

/** `POST <path>/<interview>/token`, `/brief` and `/usage`. Each body names the process, which must hold the lease. */
export const INTERVIEWER_PATH = '/api/internal/interviewer';

/** How long a lease is good for without being renewed: as long as a candidate may wait when a process dies. */
export const LEASE_TIME = 15_000;
/** How often leases are renewed and new interviews asked for: a candidate who comes is greeted within about this. */
export const CLAIM_EVERY = 1500;

/** Interviews that one process may hold at most. */
export const MAX_HELD_INTERVIEWS = 64;

/** `POST` to the claims: what this process holds and how many more it would take. */
export const claimRequestSchema = z.strictObject({
  /** Names the process, made when it starts. */
  host: z.uuid(),
  held: z.array(z.uuid()).max(MAX_HELD_INTERVIEWS),
  /** Interviews that it is done with: their leases end at once. */
  released: z.array(z.uuid()).max(MAX_HELD_INTERVIEWS).default([]),
  /** How many more it takes. */
  room: z.number().int().min(0).max(MAX_HELD_INTERVIEWS),
});
export type ClaimRequest = z.input<typeof claimRequestSchema>;

export const claimReplySchema = z.object({
  /** Of those that it holds, the ones that are still its own; the others must be left at once. */
  held: z.array(z.uuid()),
  granted: z.array(z.uuid()),
});
export type ClaimReply = z.infer<typeof claimReplySchema>;

export const hostRequestSchema = z.strictObject({ host: z.uuid() });

/** What lets the interviewer into the room, as any room token. */
export const interviewerTokenSchema = z.object({
  token: z.string(),
  room: z.string(),
  expiresAt: z.number(),
});

/** A question as the interviewer knows it: how to ask it well, and nothing that would give its tests or its solution away. */
export const briefQuestionSchema = z.object({
  questionId: z.uuid(),
  title: z.string(),
  kind: questionKindSchema,
  difficulty: difficultySchema,
  tags: z.array(z.string()),
  /** How long it usually takes. */
  minutes: z.number().int(),
  statement: z.string(),
  guide: z.string(),
  followUps: z.array(z.string()),
  rubric: z.array(rubricRowSchema),
  hintCount: z.number().int().min(0),
  /** Whether there are tests to run. */
  hasTests: z.boolean(),
});
export type BriefQuestion = z.infer<typeof briefQuestionSchema>;

/** All that an interviewer is told of its interview. */
export const briefSchema = z.object({
  interviewId: z.uuid(),
  title: z.string(),
  organisationName: z.string(),
  candidateName: z.string(),
  language: languageIdSchema,
  mind: mindChoiceSchema,
  /** The next question is chosen by how the ones before it went; else the plan's order decides. */
  isAdaptive: z.boolean().default(false),
  /** In the order of the plan. */
  questions: z.array(briefQuestionSchema).max(MAX_PLANNED_QUESTIONS),
  usage: modelUsageSchema,
});
export type Brief = z.infer<typeof briefSchema>;

/** What one answer cost. Sent again after a lost reply it is counted once, by its id. */
export const usageReportSchema = modelUsageSchema.extend({
  host: z.uuid(),
  id: z.uuid(),
  /** As the provider names it. */
  model: z.string().max(120),
});
export type UsageReport = z.infer<typeof usageReportSchema>;

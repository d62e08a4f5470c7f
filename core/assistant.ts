import { z } from 'zod';
import { MAX_PATH_LENGTH } from './limits.ts';
import { fileIdSchema } from './tape/context.ts';

/** The candidate's assistant, as the room, the app, the tape and the pages must agree on it. */

/** One question in characters. */
export const MAX_ASSISTANT_QUESTION = 4000;
/** Files that go with one question. More would bury what it is about, and cost. */
export const MAX_ASSISTANT_FILES = 8;
/** One answer in characters, without the edits that it proposes. What a model writes beyond it is cut. */
export const MAX_ASSISTANT_ANSWER = 8000;
/** Edits that one answer may propose. */
export const MAX_PROPOSALS = 6;
/** All proposed text of one answer in characters, so that an exchange fits one stored value of the room. */
export const MAX_PROPOSED_TEXT = 8000;

/** What the candidate's page asks the app: `id` names the exchange, so that asking again after a lost line is no second one. */
export const assistantQuestionSchema = z.strictObject({
  id: z.uuid(),
  text: z.string().trim().min(1).max(MAX_ASSISTANT_QUESTION),
  fileIds: z.array(fileIdSchema).max(MAX_ASSISTANT_FILES),
});
export type AssistantQuestion = z.infer<typeof assistantQuestionSchema>;

/** An edit that the assistant proposes: `find` stood in the file exactly once when it was asked. */
export const proposalSchema = z.object({
  id: z.uuid(),
  fileId: fileIdSchema,
  path: z.string().max(MAX_PATH_LENGTH),
  find: z.string().max(MAX_PROPOSED_TEXT),
  replace: z.string().max(MAX_PROPOSED_TEXT),
  /** In a sentence. */
  why: z.string().max(400),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** `stopped`: by the candidate, who also went away. `failed`: by the model. `lost`: the app said nothing more. */
export const ASSISTANT_OUTCOMES = ['whole', 'stopped', 'failed', 'lost'] as const;
export const assistantOutcomeSchema = z.enum(ASSISTANT_OUTCOMES);
export type AssistantOutcome = z.infer<typeof assistantOutcomeSchema>;

export const decisionSchema = z.enum(['accepted', 'rejected']);
export type ProposalDecision = z.infer<typeof decisionSchema>;

/** A question and its answer, as everybody in the room sees them. */
export const exchangeSchema = z.object({
  id: z.uuid(),
  participantId: z.uuid(),
  byName: z.string(),
  /** Server time. */
  at: z.number(),
  question: z.string(),
  /** Of the files that went with it. */
  paths: z.array(z.string()),
  answer: z.string(),
  proposals: z.array(proposalSchema.extend({ decision: decisionSchema.nullable() })),
  /** As its provider names it; null for the scripted assistant, and while it is not known. */
  model: z.string().nullable(),
  /** Null while it is being answered. */
  outcome: assistantOutcomeSchema.nullable(),
});
export type Exchange = z.infer<typeof exchangeSchema>;

/** How many of these count against what an interview allows: an answer that failed costs the candidate none. */
export function countAsked(exchanges: readonly Pick<Exchange, 'outcome'>[]): number {
  return exchanges.filter(({ outcome }) => outcome !== 'failed' && outcome !== 'lost').length;
}

/** Where `find` stands in a text, or why an edit there cannot be made. An empty `find` stands in an empty text alone. */
export function placeOf(find: string, text: string): { from: number; to: number } | 'missing' | 'ambiguous' {
  if (find === '') return text === '' ? { from: 0, to: 0 } : 'ambiguous';
  const from = text.indexOf(find);
  if (from < 0) return 'missing';
  return text.indexOf(find, from + 1) < 0 ? { from, to: from + find.length } : 'ambiguous';
}

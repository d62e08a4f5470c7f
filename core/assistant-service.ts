import { z } from 'zod';
import {
  type AssistantOutcome,
  assistantOutcomeSchema,
  assistantQuestionSchema,
  decisionSchema,
  MAX_ASSISTANT_ANSWER,
  MAX_ASSISTANT_QUESTION,
  MAX_PROPOSALS,
  proposalSchema,
} from './assistant.ts';
import { errorCodeSchema } from './error-codes.ts';
import { modelUsageSchema } from './model-usage.ts';
import { verdictSchema } from './sandbox-protocol.ts';

/** Between the app, which answers, the room, which has the text and the tape, and the page that reads the stream. */

/** What the assistant used for one answer. */
export const answerUsageSchema = modelUsageSchema.extend({
  /** As its provider names it; null for the scripted assistant. */
  model: z.string().max(120).nullable(),
});
export type AnswerUsage = z.infer<typeof answerUsageSchema>;

/** One event of the stream that answers `POST /api/assistant/<interview>`. After `done` or `error` comes nothing. */
export const assistantEventSchema = z.discriminatedUnion('type', [
  /** The next piece of the answer. */
  z.object({ type: z.literal('content'), text: z.string() }),
  z.object({ type: z.literal('edit'), proposal: proposalSchema }),
  z.object({ type: z.literal('usage'), usage: answerUsageSchema }),
  z.object({ type: z.literal('done') }),
  z.object({ type: z.literal('error'), code: errorCodeSchema, message: z.string() }),
]);
export type AssistantEvent = z.infer<typeof assistantEventSchema>;

/** Proposals of one answer. */
const proposalsSchema = z.array(proposalSchema).max(MAX_PROPOSALS);

/** What the app asks of a room, with the service token: `POST <room>/assistant`. */
export const assistantRequestSchema = z.discriminatedUnion('type', [
  /** The candidate asks. Answered by `assistantContextSchema`. */
  assistantQuestionSchema.extend({
    type: z.literal('ask'),
    participantId: z.uuid(),
    /** Questions that the interview allows. */
    maxQuestions: z.number().int().min(0),
  }),
  /** The next piece of the answer, for everybody else in the room. */
  z.object({ type: z.literal('part'), id: z.uuid(), text: z.string().min(1).max(MAX_ASSISTANT_ANSWER) }),
  /** The whole answer, or what there is of one that broke off. */
  z.object({
    type: z.literal('answer'),
    id: z.uuid(),
    answer: z.string().max(MAX_ASSISTANT_ANSWER),
    proposals: proposalsSchema,
    usage: answerUsageSchema,
    outcome: assistantOutcomeSchema.exclude(['lost']),
  }),
]);
export type AssistantRequest = z.infer<typeof assistantRequestSchema>;

/** The end of a run's output that goes with a question, in characters: errors stand there. */
export const MAX_RUN_TAIL = 4000;

/** The last run as a candidate sees it, in short. */
export const seenRunSchema = z.object({
  entry: z.string(),
  /** Null while it runs, and where the sandbox failed. */
  verdict: verdictSchema.nullable(),
  exitCode: z.number().int().nullable(),
  /** The end of what it printed. */
  output: z.string(),
  /** Cases that did not pass, as a candidate sees them; null for a program that was run. */
  failed: z
    .array(
      z.object({
        name: z.string(),
        verdict: verdictSchema,
        /** Null where the case is hidden. */
        input: z.string().nullable(),
        expected: z.string().nullable(),
        actual: z.string().nullable(),
        message: z.string().nullable(),
      }),
    )
    .nullable(),
});
export type SeenRun = z.infer<typeof seenRunSchema>;

/** All that an answer may rest on: nothing in it that the candidate does not see themselves. */
export const assistantContextSchema = z.object({
  files: z.array(z.object({ id: z.string(), path: z.string(), text: z.string() })),
  run: seenRunSchema.nullable(),
  /** The question of the plan that is asked now. */
  question: z.object({ title: z.string(), statement: z.string(), hints: z.array(z.string()) }).nullable(),
  /** What was asked and answered before, oldest first. */
  before: z.array(z.object({ question: z.string(), answer: z.string() })),
});
export type AssistantContext = z.infer<typeof assistantContextSchema>;

/** What the tape says of the assistant. Author: who asked or decided; of an answer, the system. */
export const assistantFrameSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('asked'),
    id: z.uuid(),
    byName: z.string(),
    text: z.string().max(MAX_ASSISTANT_QUESTION),
    paths: z.array(z.string()),
  }),
  z.object({
    event: z.literal('answered'),
    id: z.uuid(),
    text: z.string(),
    proposals: proposalsSchema,
    usage: answerUsageSchema.nullable(),
    outcome: assistantOutcomeSchema,
  }),
  z.object({
    event: z.literal('decided'),
    id: z.uuid(),
    byName: z.string(),
    proposalId: z.uuid(),
    path: z.string(),
    decision: decisionSchema,
  }),
]);
export type AssistantFrame = z.infer<typeof assistantFrameSchema>;

const OUTCOME_WORDS: Record<AssistantOutcome, string> = {
  whole: 'answered',
  stopped: 'was stopped after',
  failed: 'failed after',
  lost: 'was lost after',
};

/** What stands on the tape about the assistant, in words that follow a name; of an answer, the assistant's. */
export function describeAssistantFrame(frame: AssistantFrame): string {
  switch (frame.event) {
    case 'asked':
      return `asked the assistant: ${frame.text}`;
    case 'answered':
      return `${OUTCOME_WORDS[frame.outcome]}: ${frame.text || '(nothing)'}`;
    case 'decided':
      return `${frame.decision} the assistant’s edit of ${frame.path}`;
  }
}

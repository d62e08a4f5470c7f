import { z } from 'zod';
import { assistantFrameSchema } from '../assistant-service.ts';
import { interviewClockSchema } from '../interview-clock.ts';
import { interviewStatusSchema } from '../interview-status.ts';
import { interviewerFrameSchema } from '../interviewer.ts';
import { languageIdSchema } from '../languages.ts';
import { roomRoleSchema } from '../roles.ts';
import { chatMessageSchema, runOutcomeSchema } from '../room-protocol.ts';
import { askedQuestionSchema } from '../room-question.ts';
import { outputStreamSchema } from '../sandbox-protocol.ts';
import { utteranceSchema } from '../speech.ts';
import { caseResultSchema, testSummarySchema } from '../test-protocol.ts';
import { terminalSizeSchema } from '../workspace-protocol.ts';
import { fileIdSchema, MAX_MARK_LENGTH, originSchema, signalSchema } from './context.ts';

export {
  MAX_MARK_LENGTH,
  ORIGINS,
  type Origin,
  originSchema,
  type Signal,
  signalSchema,
} from './context.ts';

/**
 * What a room writes down, in order. A frame is `[time, kind, author, payload]`; the number of its kind is
 * on disk for ever, so kinds are only ever added. Readers skip kinds that they do not know.
 */
export const FRAME_KINDS = {
  /** A document update as it arrived (Yjs V1). Author: whose connection sent it. */
  update: 1,
  /** A document update that a peer brought back after the room had lost it. Author: that peer, not the writer. */
  recovered: 2,
  /** A document update of the room itself: the first file, or undoing what went over a limit. */
  system: 3,
  /** Somebody came (their first connection opened) or went (their last one closed, or the room stopped under them). */
  presence: 4,
  chat: 5,
  runStarted: 6,
  runOutput: 7,
  runEnded: 8,
  status: 9,
  /** A Yjs client id now belongs to the author. */
  clientId: 10,
  /** Tests began. Author: who asked. */
  testsStarted: 11,
  /** One case, with everything that an interviewer sees of it; whoever shows it to others strips hidden ones. */
  testResult: 12,
  testsEnded: 13,
  /** Somebody typed into a running program. */
  runInput: 14,
  /** The shared terminal was opened, resized or closed. */
  terminal: 15,
  terminalOutput: 16,
  /** What somebody typed into the terminal. Author: who. */
  terminalInput: 17,
  /**
   * Where somebody's cursor and selection are, in a file as it is at this frame. Sampled, and left out where their own
   * edit says it: after an edit of theirs the cursor stands behind it. Author: who.
   */
  selection: 18,
  /** Somebody brought a file to the front of their editor. */
  fileOpened: 19,
  /** Somebody agreed to being recorded, before they came in. Author: who. */
  consent: 20,
  /** Something that people may want to know the context of: a paste, focus that was lost, a second tab, a broken line. */
  signal: 21,
  /** Somebody marked this moment. */
  mark: 22,
  /** What is asked has changed, or a question of the plan was asked. Author of that: who. */
  question: 23,
  /** How the content of the author's next update came to be, where nobody typed it. */
  origin: 24,
  /** The interview's clock started, stopped or was given more time, or a warning of its end was given. */
  clock: 25,
  /** A hint was given. Author: who asked for it, or gave it. */
  hint: 26,
  /** The AI interviewer decided or noticed something, or somebody took the floor from it. Author: who. */
  interviewer: 27,
  /** The candidate asked the assistant, it answered, or an edit of its was taken or not. Author: who. */
  assistant: 28,
  /** Somebody said something in the call, which ended at this frame or before it. Author: who spoke. */
  speech: 29,
} as const;
export type FrameKind = (typeof FRAME_KINDS)[keyof typeof FRAME_KINDS];

/**
 * Stands in for a frame that a reader may not see, so that positions are the same for everybody. No room writes it; it
 * says nothing, not even who did it.
 */
export const WITHHELD_KIND = 0;

/** Author of what the room does by itself. */
export const SYSTEM_AUTHOR = 'system';

export interface Frame {
  /** Server time. */
  at: number;
  kind: number;
  /** Participant id, or `SYSTEM_AUTHOR`. */
  author: string;
  payload: Uint8Array;
}

const offsetSchema = z.number().int().min(0);

/** Payloads that are JSON, by kind; the update kinds carry Yjs bytes. */
export const JSON_PAYLOADS = {
  [FRAME_KINDS.presence]: z.object({
    event: z.enum(['joined', 'left']),
    name: z.string(),
    role: roomRoleSchema,
    colour: z.number().int(),
  }),
  [FRAME_KINDS.chat]: chatMessageSchema,
  [FRAME_KINDS.runStarted]: z.object({
    runId: z.uuid(),
    byName: z.string(),
    entry: z.string(),
    language: languageIdSchema,
    position: z.number().int(),
  }),
  [FRAME_KINDS.runOutput]: z.object({ runId: z.uuid(), stream: outputStreamSchema, text: z.string() }),
  [FRAME_KINDS.runEnded]: z.object({ runId: z.uuid(), outcome: runOutcomeSchema }),
  [FRAME_KINDS.status]: z.object({ status: interviewStatusSchema }),
  [FRAME_KINDS.clientId]: z.object({ clientId: z.number().int() }),
  [FRAME_KINDS.testsStarted]: z.object({
    runId: z.uuid(),
    byName: z.string(),
    entry: z.string(),
    language: languageIdSchema,
    position: z.number().int(),
    total: z.number().int(),
  }),
  [FRAME_KINDS.testResult]: z.object({ runId: z.uuid(), result: caseResultSchema }),
  [FRAME_KINDS.testsEnded]: z.object({
    runId: z.uuid(),
    outcome: runOutcomeSchema,
    summary: testSummarySchema.nullable(),
  }),
  [FRAME_KINDS.runInput]: z.object({ runId: z.uuid(), text: z.string(), isEnd: z.boolean() }),
  [FRAME_KINDS.terminal]: z.object({
    event: z.enum(['opened', 'resized', 'closed']),
    size: terminalSizeSchema,
  }),
  [FRAME_KINDS.terminalOutput]: z.object({ data: z.string() }),
  [FRAME_KINDS.terminalInput]: z.object({ data: z.string() }),
  /** UTF-16 offsets; `fileId` null when the cursor left the editor. */
  [FRAME_KINDS.selection]: z.object({
    fileId: fileIdSchema.nullable(),
    anchor: offsetSchema,
    head: offsetSchema,
  }),
  [FRAME_KINDS.fileOpened]: z.object({ fileId: fileIdSchema }),
  [FRAME_KINDS.consent]: z.object({ version: z.string(), at: z.number() }),
  [FRAME_KINDS.signal]: signalSchema,
  [FRAME_KINDS.mark]: z.object({ id: z.uuid(), label: z.string().max(MAX_MARK_LENGTH), name: z.string() }),
  [FRAME_KINDS.question]: z.discriminatedUnion('event', [
    z.object({ event: z.literal('changed') }),
    askedQuestionSchema.extend({ event: z.literal('asked') }),
  ]),
  /** `number` counts the question's hints from 1. */
  [FRAME_KINDS.hint]: z.object({
    questionId: z.uuid(),
    number: z.number().int().min(1),
    text: z.string(),
    byName: z.string(),
  }),
  [FRAME_KINDS.interviewer]: interviewerFrameSchema,
  [FRAME_KINDS.assistant]: assistantFrameSchema,
  [FRAME_KINDS.speech]: utteranceSchema,
  [FRAME_KINDS.origin]: z.object({ origin: originSchema }),
  [FRAME_KINDS.clock]: interviewClockSchema.extend({
    // The first tapes had beginning and end alone.
    limitMs: z.number().nullable().default(null),
    pausedAt: z.number().nullable().default(null),
    pausedMs: z.number().default(0),
    /** Everybody was told that this much time is left. */
    warningMs: z.number().optional(),
  }),
} as const;

/** Whether the payload is a Yjs update, to be applied when the document is folded from the journal. */
export function isUpdateKind(kind: number): boolean {
  return kind === FRAME_KINDS.update || kind === FRAME_KINDS.recovered || kind === FRAME_KINDS.system;
}

/** UTF-8 JSON of a payload. */
export function encodeJsonPayload(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

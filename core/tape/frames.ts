import { z } from 'zod';
import { interviewStatusSchema } from '../interview-status.ts';
import { languageIdSchema } from '../languages.ts';
import { roomRoleSchema } from '../roles.ts';
import { chatMessageSchema, runOutcomeSchema } from '../room-protocol.ts';
import { outputStreamSchema } from '../sandbox-protocol.ts';
import { caseResultSchema, testSummarySchema } from '../test-protocol.ts';
import { terminalSizeSchema } from '../workspace-protocol.ts';

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
} as const;
export type FrameKind = (typeof FRAME_KINDS)[keyof typeof FRAME_KINDS];

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
} as const;

/** Whether the payload is a Yjs update, to be applied when the document is folded from the journal. */
export function isUpdateKind(kind: number): boolean {
  return kind === FRAME_KINDS.update || kind === FRAME_KINDS.recovered || kind === FRAME_KINDS.system;
}

/** UTF-8 JSON of a payload. */
export function encodeJsonPayload(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

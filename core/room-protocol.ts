import { z } from 'zod';
import { decisionSchema, exchangeSchema } from './assistant.ts';
import { errorCodeSchema } from './error-codes.ts';
import { interviewClockSchema, MAX_EXTRA_MINUTES } from './interview-clock.ts';
import { interviewStatusSchema } from './interview-status.ts';
import {
  interviewerActivitySchema,
  interviewerPhaseSchema,
  interviewerStateSchema,
  interviewerStepSchema,
  MAX_CHAT_PART,
  MAX_INTERVIEWER_MEMORY,
  MAX_STEPS_AT_ONCE,
  mindSchema,
  sensesSchema,
} from './interviewer.ts';
import { languageIdSchema, languageStatusSchema } from './languages.ts';
import { MAX_CHAT_LENGTH, MAX_RUN_INPUT } from './limits.ts';
import { roomRoleSchema } from './roles.ts';
import { askedQuestionSchema, roomQuestionSchema } from './room-question.ts';
import { outputStreamSchema, verdictSchema } from './sandbox-protocol.ts';
import { heardSchema, MAX_UTTERANCE_LENGTH, utteranceSchema } from './speech.ts';
import { browserSignalSchema, MAX_MARK_LENGTH, originSchema, signalSchema } from './tape/context.ts';
import { caseResultSchema, testSummarySchema } from './test-protocol.ts';
import { leftOutSchema, terminalSizeSchema } from './workspace-protocol.ts';

/**
 * The wire between browser and room: y-websocket's frames (0 sync, 1 awareness, 3 query awareness) and
 * frames of type 100, whose body is one JSON text of the unions below.
 * Both sides say their version on connect; a page with another one is asked to reload.
 */
export const ROOM_PROTOCOL_VERSION = 7;

export const FRAME_SYNC = 0;
export const FRAME_AWARENESS = 1;
export const FRAME_QUERY_AWARENESS = 3;
export const FRAME_MESSAGE = 100;

/** Query parameters of the socket's address. */
export const TOKEN_PARAM = 'token';
export const VERSION_PARAM = 'v';
/** Names the browser's tab, so that a page that comes back is told from a second one. */
export const TAB_PARAM = 'tab';
/** `1`: this tab is to be used instead of another one of the same person. */
export const TAKE_OVER_PARAM = 'take-over';

/** Somebody in the room, as the room knows them from their token. */
export const personSchema = z.object({
  participantId: z.uuid(),
  name: z.string(),
  role: roomRoleSchema,
  /** Index into the palette of people. */
  colour: z.number().int().min(0),
  /** When the first of their present connections opened, server time. */
  since: z.number(),
});
export type Person = z.infer<typeof personSchema>;

export const chatMessageSchema = z.object({
  id: z.uuid(),
  participantId: z.uuid(),
  name: z.string(),
  role: roomRoleSchema,
  colour: z.number().int().min(0),
  text: z.string(),
  /** Server time. */
  at: z.number(),
});
export type ChatMessage = z.infer<typeof chatMessageSchema>;

export const markSchema = z.object({
  id: z.uuid(),
  label: z.string(),
  participantId: z.uuid(),
  name: z.string(),
  /** Server time. */
  at: z.number(),
});
export type Mark = z.infer<typeof markSchema>;

export const notedSignalSchema = z.object({
  signal: signalSchema,
  participantId: z.uuid(),
  /** Server time. */
  at: z.number(),
});
export type NotedSignal = z.infer<typeof notedSignalSchema>;

export const runOutcomeSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ended'),
    verdict: verdictSchema,
    exitCode: z.number().int().nullable(),
    signal: z.string().nullable(),
    timeMs: z.number(),
    cpuMs: z.number().nullable(),
    memoryBytes: z.number().nullable(),
    outputTruncated: z.boolean(),
  }),
  z.object({ type: z.literal('failed'), code: errorCodeSchema, message: z.string() }),
]);
export type RunOutcome = z.infer<typeof runOutcomeSchema>;

/** Streams of a run as they are shown: what people typed stands among what the program printed. */
export const runStreamSchema = z.enum([...outputStreamSchema.options, 'stdin']);

/** A run, of a program or of the problem's tests, as everybody in the room sees it. */
export const runSchema = z.object({
  runId: z.uuid(),
  byParticipantId: z.uuid(),
  byName: z.string(),
  entry: z.string(),
  language: languageIdSchema,
  /** Number of journal frames before it: the document at this position is what ran. */
  position: z.number().int().min(0),
  startedAt: z.number(),
  /** Place in the sandbox's queue, or null once it runs. */
  queuePosition: z.number().int().nullable(),
  /** `byName`: who typed it, of what people typed. */
  output: z.array(z.object({ stream: runStreamSchema, text: z.string(), byName: z.string().optional() })),
  /** Whether people can type into it while it runs. */
  isInteractive: z.boolean(),
  /** Null for a program that was run; else the tests, with the results so far, as the reader's role may see them. */
  tests: z
    .object({
      total: z.number().int().min(1),
      results: z.array(caseResultSchema),
      summary: testSummarySchema.nullable(),
    })
    .nullable(),
  outcome: runOutcomeSchema.nullable(),
});
export type Run = z.infer<typeof runSchema>;

/** The shared terminal of the room, null while there is none. */
export const terminalStateSchema = z.object({
  size: terminalSizeSchema,
  /** Who typed last, and when by the room's clock; null before anybody did. */
  typist: z.object({ participantId: z.uuid(), name: z.string(), at: z.number() }).nullable(),
});
export type TerminalState = z.infer<typeof terminalStateSchema>;

/** What a browser may send. */
export const clientMessageSchema = z.discriminatedUnion('type', [
  /** Run a file. `requestId` comes back in a refusal. */
  z.object({
    type: z.literal('run'),
    requestId: z.uuid(),
    fileId: z.string().max(64),
    stdin: z.string().max(MAX_RUN_INPUT).default(''),
    /** Leaves stdin open for `run-input`. */
    isInteractive: z.boolean().default(false),
  }),
  /** Run the problem's tests against this file. */
  z.object({ type: z.literal('run-tests'), requestId: z.uuid(), fileId: z.string().max(64) }),
  /** Type into the run that goes on. */
  z.object({
    type: z.literal('run-input'),
    requestId: z.uuid(),
    runId: z.uuid(),
    text: z.string().max(MAX_RUN_INPUT),
    isEnd: z.boolean().default(false),
  }),
  /** Stops a run or tests. */
  z.object({ type: z.literal('stop-run'), requestId: z.uuid(), runId: z.uuid() }),
  /** Opens the shared terminal, or only says how large this browser's is. */
  z.object({ type: z.literal('terminal-open'), requestId: z.uuid(), size: terminalSizeSchema }),
  z.object({ type: z.literal('terminal-input'), data: z.string().min(1).max(MAX_RUN_INPUT) }),
  /** This browser's terminal has this size now, or null when it is not shown. The shared one takes the smallest. */
  z.object({ type: z.literal('terminal-resize'), size: terminalSizeSchema.nullable() }),
  z.object({ type: z.literal('terminal-close'), requestId: z.uuid() }),
  /** `id` is chosen by the sender, so that sending again after a lost line does not say it twice. */
  z.object({ type: z.literal('chat'), id: z.uuid(), text: z.string().trim().min(1).max(MAX_CHAT_LENGTH) }),
  /** The next piece of what the AI interviewer is writing; `chat` with the same id says it whole. */
  z.object({
    type: z.literal('chat-part'),
    id: z.uuid(),
    text: z.string().min(1).max(MAX_CHAT_PART),
  }),
  /** What the AI interviewer heard the candidate say, or said itself. Sent again it is taken once, by its id. */
  z.object({ type: z.literal('heard'), heard: heardSchema }),
  /** What the AI interviewer is saying right now, for captions; empty when it stops. Nothing of it is kept. */
  z.object({ type: z.literal('caption'), text: z.string().max(MAX_UTTERANCE_LENGTH) }),
  /** Where the AI interviewer is. Its first message makes it the interviewer of the room. */
  z.object({
    type: z.literal('interviewer-report'),
    mind: mindSchema,
    phase: interviewerPhaseSchema,
    activity: interviewerActivitySchema,
    senses: sensesSchema.nullable().default(null),
  }),
  /** What the AI interviewer did, with what it must not forget, written down together. */
  z.object({
    type: z.literal('interviewer-steps'),
    steps: z.array(interviewerStepSchema).max(MAX_STEPS_AT_ONCE),
    memory: z.string().max(MAX_INTERVIEWER_MEMORY),
  }),
  /** Takes the floor from the AI interviewer, or gives it back. */
  z.object({ type: z.literal('hold-interviewer'), requestId: z.uuid(), takesOver: z.boolean() }),
  z.object({ type: z.literal('hand-back'), requestId: z.uuid() }),
  /** Ends the interview for everybody; of a candidate, hands it in. */
  z.object({ type: z.literal('end-interview'), requestId: z.uuid() }),
  /** Marks this moment of the record. */
  z.object({
    type: z.literal('mark'),
    id: z.uuid(),
    label: z.string().trim().max(MAX_MARK_LENGTH).default(''),
  }),
  /** Asks a question of the plan, or goes back to one. */
  z.object({ type: z.literal('ask-question'), requestId: z.uuid(), questionId: z.uuid() }),
  /** Has the next hint of the question given, to everybody. */
  z.object({ type: z.literal('next-hint'), requestId: z.uuid() }),
  /** What the candidate made of an edit that the assistant proposed. */
  z.object({
    type: z.literal('decide-proposal'),
    requestId: z.uuid(),
    exchangeId: z.uuid(),
    proposalId: z.uuid(),
    decision: decisionSchema,
  }),
  /** Stops the interview's clock and its files, or lets both go on. */
  z.object({ type: z.literal('pause'), requestId: z.uuid() }),
  z.object({ type: z.literal('resume'), requestId: z.uuid() }),
  z.object({
    type: z.literal('add-time'),
    requestId: z.uuid(),
    minutes: z.number().int().min(1).max(MAX_EXTRA_MINUTES),
  }),
  /** The next update of this connection was not typed. It stands right before that update, or is forgotten with it. */
  z.object({ type: z.literal('origin'), origin: originSchema.exclude(['workspace']) }),
  /** Only candidates tell these; of others the room passes them over. */
  z.object({ type: z.literal('signal'), signal: browserSignalSchema }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;
export type ClientMessageInput = z.input<typeof clientMessageSchema>;

/** What the room sends. */
export const serverMessageSchema = z.discriminatedUnion('type', [
  /** First message on every connection. */
  z.object({
    type: z.literal('welcome'),
    version: z.number().int(),
    you: personSchema,
    people: z.array(personSchema),
    status: interviewStatusSchema,
    clock: interviewClockSchema,
    /** The room's clock when it sent this, to show its times on a browser whose clock is off. */
    serverTime: z.number(),
    chat: z.array(chatMessageSchema),
    /** The run that goes on, or the last one; programs and tests alike. */
    run: runSchema.nullable(),
    /** The terminal with what its screen showed, or null while there is none. */
    terminal: terminalStateSchema.extend({ scrollback: z.string() }).nullable(),
    /** The AI interviewer, once there was one. */
    interviewer: interviewerStateSchema.nullable(),
  }),
  /** The AI interviewer has changed. */
  z.object({ type: z.literal('interviewer'), interviewer: interviewerStateSchema }),
  /** What the AI interviewer wrote down before; to itself alone, once after its welcome. Null when there is nothing yet. */
  z.object({ type: z.literal('interviewer-memory'), memory: z.string().nullable() }),
  /** The next piece of what the AI interviewer is writing. */
  z.object({ type: z.literal('chat-part'), id: z.uuid(), participantId: z.uuid(), text: z.string() }),
  /** What was said in the call, oldest first; on every connection, once there is something. */
  z.object({ type: z.literal('speeches'), speeches: z.array(utteranceSchema) }),
  /** Somebody has said something in the call. */
  z.object({ type: z.literal('speech'), speech: utteranceSchema }),
  /** What the AI interviewer is saying right now; empty when it stops. */
  z.object({ type: z.literal('caption'), participantId: z.uuid(), text: z.string() }),
  /** What was asked of the candidate's assistant so far, oldest first; on every connection, once there is something. */
  z.object({ type: z.literal('exchanges'), exchanges: z.array(exchangeSchema) }),
  /** One that is new or has changed. */
  z.object({ type: z.literal('exchange'), exchange: exchangeSchema }),
  /** The next piece of an answer that is still being written. */
  z.object({ type: z.literal('exchange-part'), id: z.uuid(), text: z.string() }),
  /** What the sandbox can run; comes once the room has heard, and again when it changes. */
  z.object({ type: z.literal('languages'), languages: z.array(languageStatusSchema) }),
  /** The question that is asked now, and all that were asked so far, in order. */
  z.object({
    type: z.literal('question'),
    question: roomQuestionSchema,
    asked: z.array(askedQuestionSchema),
  }),
  /** The interviewer changed the problem: fetch it again. */
  z.object({ type: z.literal('problem-changed') }),
  /** The first `count` sync frames (steps 2 and updates) that arrived on this connection are on disk. */
  z.object({ type: z.literal('saved'), count: z.number().int().min(0) }),
  z.object({ type: z.literal('people'), people: z.array(personSchema) }),
  z.object({
    type: z.literal('status'),
    status: interviewStatusSchema,
    clock: interviewClockSchema,
  }),
  /** No more than this is left of the interview's time. */
  z.object({ type: z.literal('time-warning'), leftMs: z.number() }),
  z.object({ type: z.literal('chat'), message: chatMessageSchema }),
  /** Somebody marked this moment; sent to those who may do so themselves. */
  z.object({ type: z.literal('mark'), mark: markSchema }),
  /** The last signals, oldest first, on every connection of somebody who may see them. */
  z.object({ type: z.literal('signals'), signals: z.array(notedSignalSchema) }),
  /** One more; sent to those who may see them. */
  z.object({ type: z.literal('signal'), noted: notedSignalSchema }),
  z.object({ type: z.literal('run'), run: runSchema }),
  z.object({
    type: z.literal('run-output'),
    runId: z.uuid(),
    stream: outputStreamSchema,
    text: z.string(),
  }),
  z.object({ type: z.literal('run-queued'), runId: z.uuid(), queuePosition: z.number().int().nullable() }),
  z.object({ type: z.literal('run-test'), runId: z.uuid(), result: caseResultSchema }),
  z.object({
    type: z.literal('run-ended'),
    runId: z.uuid(),
    outcome: runOutcomeSchema,
    /** Of tests that came to their end. */
    summary: testSummarySchema.nullable(),
  }),
  /** What somebody typed into the run, as it is shown among the output. */
  z.object({
    type: z.literal('run-input'),
    runId: z.uuid(),
    byName: z.string(),
    text: z.string(),
    isEnd: z.boolean(),
  }),
  /** The terminal was opened, resized, typed into by somebody else than before, or closed (null). */
  z.object({ type: z.literal('terminal'), terminal: terminalStateSchema.nullable() }),
  z.object({ type: z.literal('terminal-output'), data: z.string() }),
  /** Files of the workspace that the document did not take in. */
  z.object({ type: z.literal('left-out'), files: z.array(leftOutSchema) }),
  /** Something in the lobby changed; sent to those who may admit. */
  z.object({ type: z.literal('lobby-changed') }),
  /** A message of this connection was not carried out. `requestId` is the request's, or the `id` of a chat message or mark. */
  z.object({
    type: z.literal('refused'),
    requestId: z.uuid().nullable(),
    code: errorCodeSchema,
    message: z.string(),
  }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;
export type ServerMessageOf<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

/** JSON of a message. The frame around it (varint 100, varint length, UTF-8) is lib0's. */
export function encodeMessage(message: ClientMessageInput | ServerMessage): string {
  return JSON.stringify(message);
}

/** A browser's message, or null when it is not one. */
export function parseClientMessage(json: string): ClientMessage | null {
  return parse(clientMessageSchema, json);
}

/** The room's message, or null when it is not one. */
export function parseServerMessage(json: string): ServerMessage | null {
  return parse(serverMessageSchema, json);
}

/** What the app may ask of a room over HTTP, with the service token: `POST <room>/control`. */
export const controlRequestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('lobby-changed') }),
  /** Closes this participant's connections; with their next token they come in by what is true then. */
  z.object({ type: z.literal('access-changed'), participantId: z.uuid() }),
  z.object({ type: z.literal('end'), byName: z.string() }),
  z.object({ type: z.literal('problem-changed') }),
  /** Whoever records the call has heard this. */
  z.object({ type: z.literal('heard'), heard: heardSchema }),
  /** Something may be due: a room whose server was restarted sleeps through its alarms. */
  z.object({ type: z.literal('wake') }),
  /** The tape with this seal is kept elsewhere, whole: the room forgets it. Refused when the room's own seal is another. */
  z.object({ type: z.literal('archived'), root: z.string(), frames: z.number().int().min(0) }),
]);
export type ControlRequest = z.infer<typeof controlRequestSchema>;

function parse<T>(schema: z.ZodType<T>, json: string): T | null {
  try {
    const result = schema.safeParse(JSON.parse(json));
    return result.success ? result.data : null;
  } catch {
    return null; // not JSON: the caller refuses the sender, which is all that can be done
  }
}

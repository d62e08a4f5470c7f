import { z } from 'zod';
import { exchangeSchema } from '#core/assistant.ts';
import { interviewClockSchema, statusReportSchema } from '#core/interview-clock.ts';
import { interviewStatusSchema } from '#core/interview-status.ts';
import { interviewerStateSchema, MAX_INTERVIEWER_MEMORY } from '#core/interviewer.ts';
import { languageIdSchema } from '#core/languages.ts';
import { chatMessageSchema, notedSignalSchema, personSchema, runSchema } from '#core/room-protocol.ts';
import { askedQuestionSchema, givenHintSchema } from '#core/room-question.ts';
import { utteranceSchema } from '#core/speech.ts';
import { encodeJsonPayload } from '#core/tape/frames.ts';
import { terminalSizeSchema } from '#core/workspace-protocol.ts';

/** What a room keeps beside its journal, as JSON. Each value is small and written with the frames that say the same. */
export const META_KEY = 'meta';
export const PRESENT_KEY = 'present';
export const RUN_KEY = 'run';
/** The terminal, while there is one. */
export const TERMINAL_KEY = 'terminal';
/** Which files the workspace has, from the first time that there is one. */
export const WORKSPACE_KEY = 'workspace';
/** What the workspace was packed into when the interview had ended. */
export const ARCHIVE_KEY = 'archive';
/** What the room says about its finished tape. From then on nothing is added to it. */
export const SEAL_KEY = 'seal';
/** Here once the tape is kept elsewhere: the room forgets all but what it must answer with. */
export const ARCHIVED_KEY = 'archived';
/** Which questions of the plan were asked, and which hints were given. */
export const QUESTIONS_KEY = 'questions';
/** The AI interviewer, and what it must not forget. */
export const INTERVIEWER_KEY = 'interviewer';
/** The last signals. */
export const SIGNALS_KEY = 'signals';
/** Up to which revision the app knows the status. */
export const REPORTED_KEY = 'reported';
/** `who:<Yjs client id>`: whom the id belongs to. */
export const OWNER_PREFIX = 'who:';
/** `consent:<participant id>`: what somebody agreed to, once it is on the tape. */
export const CONSENT_PREFIX = 'consent:';
/** `chat:<number>`: the last messages. */
export const CHAT_PREFIX = 'chat:';
/** `assistant:<number>`: what was asked of the candidate's assistant. */
export const ASSISTANT_PREFIX = 'assistant:';
/** `speech:<number>`: what was said last in the call. */
export const SPEECH_PREFIX = 'speech:';

export const metaSchema = interviewClockSchema.extend({
  version: z.literal(1),
  /** As in the room's address: the platform does not tell a room its own name in every situation. */
  roomName: z.string(),
  createdAt: z.number(),
  status: interviewStatusSchema,
  language: languageIdSchema.default('python'),
  // Rooms of before there was a clock have none of what follows.
  limitMs: z.number().nullable().default(null),
  pausedAt: z.number().nullable().default(null),
  pausedMs: z.number().default(0),
  /** Since when no candidate has been here, or null. */
  lostAt: z.number().nullable().default(null),
  /** The last warning that was given, as time left. */
  warnedMs: z.number().nullable().default(null),
  endReason: statusReportSchema.shape.endReason.default(null),
  /** Grows with each change that the app is told. */
  revision: z.number().int().default(1),
});
export type RoomMeta = z.infer<typeof metaSchema>;

/** Questions that were asked, in order. */
export const questionsSchema = z.object({
  current: z.uuid().nullable(),
  asked: z.array(askedQuestionSchema.extend({ hints: z.array(givenHintSchema) })),
});
export type StoredQuestions = z.infer<typeof questionsSchema>;

export const interviewerSchema = z.object({
  state: interviewerStateSchema.nullable(),
  memory: z.string().max(MAX_INTERVIEWER_MEMORY).nullable(),
});
export type StoredInterviewer = z.infer<typeof interviewerSchema>;
export const signalsSchema = z.array(notedSignalSchema);

export const reportedSchema = z.object({ revision: z.number().int() });

/** Whoever has a connection, one entry for each. Not empty at load: the room stopped while they were in it. */
export const presentSchema = z.array(personSchema);

/** A terminal that is open: its size, and how much of its output the journal has. */
export const terminalSchema = z.object({ size: terminalSizeSchema, offset: z.number().int().min(0) });
export type StoredTerminal = z.infer<typeof terminalSchema>;

export const workspaceSchema = z.object({ paths: z.array(z.string()) });

export const consentSchema = z.object({ version: z.string(), at: z.number() });
export type Consent = z.infer<typeof consentSchema>;

export const ownerSchema = z.object({
  participantId: z.string(),
  /** Where the journal says the same; beyond the journal's end when it was lost with the last window. */
  position: z.number().int(),
});
export type Owner = z.infer<typeof ownerSchema>;

export { chatMessageSchema, encodeJsonPayload as encodeStored, exchangeSchema, runSchema, utteranceSchema };

/** The stored value, or null when there is none or it is damaged. */
export function parseStored<T>(schema: z.ZodType<T>, bytes: Uint8Array | undefined): T | null {
  if (!bytes) return null;
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null; // damaged: the caller goes on without it, since the journal has it all
  }
}

import { z } from 'zod';
import { heardSchema } from './speech.ts';

/**
 * Between the app and the process that records calls: HTTP and JSON with the token that the two share. A process
 * records a call by a lease, as one that interviews holds an interview.
 */
export const RECORDER_CLAIMS_PATH = '/api/internal/recorder/claims';

/** `POST <path>/<interview>/speech`, `/segment` and `/usage`, the last as those who interview report it. Each names the process, which must hold the lease. */
export const RECORDER_PATH = '/api/internal/recorder';

/** Calls that one process may record at most. */
export const MAX_RECORDED_CALLS = 32;

/** `POST` to the claims. */
export const recorderClaimRequestSchema = z.strictObject({
  /** Names the process, made when it starts. */
  host: z.uuid(),
  held: z.array(z.uuid()).max(MAX_RECORDED_CALLS),
  released: z.array(z.uuid()).max(MAX_RECORDED_CALLS).default([]),
  /** How many more it takes. */
  room: z.number().int().min(0).max(MAX_RECORDED_CALLS),
});

/** A call to be recorded. */
export const recordedCallSchema = z.object({
  interviewId: z.uuid(),
  /** Address and token for LiveKit, as the hidden participant that records. The token is new with every answer. */
  url: z.string(),
  token: z.string(),
  /** The people whose voices may be recorded and written down; nobody else's are touched. Empty: nothing is recorded. */
  speakers: z.array(z.object({ participantId: z.uuid(), name: z.string() })),
  /** Numbers of the segments that are stored already, by participant: the next one of each is one higher. */
  storedSegments: z.record(z.uuid(), z.number().int().min(0)),
});
export type RecordedCall = z.infer<typeof recordedCallSchema>;

export const recorderClaimReplySchema = z.object({
  /** Those that it holds, old and new. What is missing of the ones it named must be left at once. */
  calls: z.array(recordedCallSchema),
  /** The app's clock, which is the rooms' to within a network's delay: milliseconds. */
  serverTime: z.number(),
});
export type RecorderClaimReply = z.infer<typeof recorderClaimReplySchema>;

/** `POST <interview>/speech`: what somebody said, for captions and the tape. Sent again it is taken once, by its id. */
export const speechReportSchema = z.strictObject({ host: z.uuid(), heard: heardSchema });

/**
 * `POST <interview>/segment?…` with the Ogg/Opus bytes as its body: one stretch of one speaker. Sent again it is
 * stored once, by participant and number.
 */
export const segmentHeadSchema = z.object({
  host: z.uuid(),
  participantId: z.uuid(),
  number: z.coerce.number().int().min(1).max(10_000),
  /** When its first sample was said, by the app's clock, milliseconds. */
  startedAt: z.coerce.number().int(),
  durationMs: z.coerce.number().int().min(0),
  /** Of the bytes, as hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type SegmentHead = z.infer<typeof segmentHeadSchema>;

/** Largest segment, in bytes: an hour of Opus at 24 kbit/s is 11 MB. */
export const MAX_SEGMENT_BYTES = 16 * 1024 * 1024;

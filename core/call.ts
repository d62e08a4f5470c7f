import { z } from 'zod';
import type { RoomRole } from './roles.ts';

/** The call of an interview: who may do what in it, and what the app tells a page about it. */

/** `POST <path>/<interview>`: how this participant comes into the call. Answers with `callReplySchema`. */
export const CALL_PATH = '/api/call';
/** Where the app passes sockets of browsers on to its own media server; `livekit-client` adds `/rtc` and more. */
export const MEDIA_PATH = '/livekit';

/** How long a token of a call is good for: LiveKit renews those of people who are in by itself. Milliseconds. */
export const CALL_TOKEN_TTL = 10 * 60_000;

/** Why there is no call. */
export const CALL_ABSENCES = ['not-wanted', 'no-server', 'starting', 'unreachable'] as const;
export const callAbsenceSchema = z.enum(CALL_ABSENCES);
export type CallAbsence = z.infer<typeof callAbsenceSchema>;

export const callReplySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    /** Address for `livekit-client`. */
    url: z.string(),
    token: z.string(),
    /** Whether voices are recorded and written down while this participant speaks. */
    isRecorded: z.boolean(),
  }),
  z.object({ type: z.literal('none'), why: callAbsenceSchema, message: z.string() }),
]);
export type CallReply = z.infer<typeof callReplySchema>;

/** Name of an interview's call at the media server. */
export function callNameOf(interviewId: string): string {
  return `interview-${interviewId}`;
}

/** Identity of the hidden participant that records. Everybody else's identity is their participant id. */
export const RECORDER_IDENTITY = 'recorder';

/** Attribute by which the AI interviewer says whose speech it writes down itself, so that nobody does so twice. */
export const LISTENS_TO_ATTRIBUTE = 'interlace.listens-to';

/** What a participant of the call may publish: LiveKit's names of sources. */
export type CallSource = 'microphone' | 'camera' | 'screen_share' | 'screen_share_audio';

export interface CallRights {
  sources: readonly CallSource[];
  /** Others do not see them in the call; the room lists them all the same. */
  isHidden: boolean;
}

const SPEAKS: readonly CallSource[] = ['microphone', 'camera', 'screen_share', 'screen_share_audio'];

/** What each role may do in the call. Observers hear and see, and are listed by the room as watching. */
export const CALL_RIGHTS: Record<RoomRole, CallRights> = {
  interviewer: { sources: SPEAKS, isHidden: false },
  candidate: { sources: SPEAKS, isHidden: false },
  observer: { sources: [], isHidden: true },
  ai: { sources: ['microphone'], isHidden: false },
};

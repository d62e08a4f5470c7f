import { z } from 'zod';
import { CALL_PATH, type CallReply, callReplySchema } from '#core/call.ts';

const errorReplySchema = z.object({ error: z.object({ message: z.string() }) });

export type CallAnswer =
  | CallReply
  /** The app says no, for example because the interview is over. */
  | { type: 'refused'; message: string }
  /** The app did not answer; ask again later. */
  | { type: 'unreachable' };

/** Asks the app how one comes into the call of this interview. Never throws. */
export type AskForCall = (interviewId: string) => Promise<CallAnswer>;

export const askForCall: AskForCall = async (interviewId) => {
  try {
    const response = await fetch(`${CALL_PATH}/${interviewId}`, { method: 'POST' });
    const body: unknown = await response.json();
    if (response.ok) return callReplySchema.parse(body);
    if (response.status >= 500 || response.status === 429) return { type: 'unreachable' };
    return { type: 'refused', message: errorReplySchema.parse(body).error.message };
  } catch {
    return { type: 'unreachable' }; // no network, or a proxy's page instead of the app's answer
  }
};

import { z } from 'zod';
import { type CallReply, callReplySchema } from '#core/call.ts';
import {
  type Brief,
  briefSchema,
  type ClaimReply,
  type ClaimRequest,
  claimReplySchema,
  INTERVIEWER_CLAIMS_PATH,
  INTERVIEWER_PATH,
  interviewerTokenSchema,
  type UsageReport,
} from '#core/interviewer-service.ts';

const anythingSchema = z.unknown();

/** How long the app may take to answer, in milliseconds. */
const APP_TIMEOUT = 8000;

/** The app as the processes that interview ask it. */
export interface AppClient {
  /** Renews leases and takes new interviews. */
  claim(request: ClaimRequest): Promise<ClaimReply>;
  /** What is to be known of an interview; null when it is not, or no longer, held here. */
  brief(interviewId: string): Promise<Brief | null>;
  /** A token for the interview's room; null as above. */
  token(interviewId: string): Promise<{ token: string; room: string } | null>;
  /** How this process comes into the interview's call; null as above. */
  call(interviewId: string): Promise<CallReply | null>;
  /** What an answer cost. */
  reportUsage(interviewId: string, report: Omit<UsageReport, 'host'>): Promise<void>;
}

/** The app did not answer as it should. The message holds a status at most. */
export class AppError extends Error {
  override readonly name = 'AppError';
}

/** A client of the app at this address; `host` names this process. */
export function makeAppClient(options: { url: string; token: string; host: string }): AppClient {
  const { url, token, host } = options;
  const post = async <T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T | null> => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(APP_TIMEOUT),
    });
    if (response.status === 404 || response.status === 409 || response.status === 410) return null;
    if (!response.ok) throw new AppError(`The app answered ${response.status}.`);
    const parsed = schema.safeParse(await response.json());
    if (!parsed.success) throw new AppError('The app answered something else than was asked.');
    return parsed.data;
  };
  return {
    async claim(request) {
      const reply = await post(INTERVIEWER_CLAIMS_PATH, request, claimReplySchema);
      if (!reply) throw new AppError('The app knows nothing of interviewers.');
      return reply;
    },
    brief: (interviewId) => post(`${INTERVIEWER_PATH}/${interviewId}/brief`, { host }, briefSchema),
    token: (interviewId) =>
      post(`${INTERVIEWER_PATH}/${interviewId}/token`, { host }, interviewerTokenSchema),
    call: (interviewId) => post(`${INTERVIEWER_PATH}/${interviewId}/call`, { host }, callReplySchema),
    async reportUsage(interviewId, report) {
      const path = `${INTERVIEWER_PATH}/${interviewId}/usage`;
      await post(path, { ...report, host }, anythingSchema);
    },
  };
}

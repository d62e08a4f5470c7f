import type { z } from 'zod';
import type { UsageReport } from '#core/interviewer-service.ts';
import {
  RECORDER_CLAIMS_PATH,
  RECORDER_PATH,
  type RecorderClaimReply,
  recorderClaimReplySchema,
  type recorderClaimRequestSchema,
  type SegmentHead,
} from '#core/recorder-service.ts';
import type { Heard } from '#core/speech.ts';
import { AppError } from '../app-client.ts';
import { DELIVERY_TIMEOUT } from './recorder-limits.ts';

/** How long the app may take to answer, in milliseconds. */
const APP_TIMEOUT = 8000;

/** What the app did with something: it will never be taken where it is refused, and only from another process where it is foreign. */
export type Outcome = 'taken' | 'refused' | 'foreign';

/** The app as the processes that record ask it. All throw where it does not answer, or not now. */
export interface RecorderClient {
  claim(request: z.input<typeof recorderClaimRequestSchema>): Promise<RecorderClaimReply>;
  tellSpeech(interviewId: string, host: string, heard: Heard): Promise<Outcome>;
  /** What a transcript cost. */
  reportUsage(interviewId: string, report: UsageReport): Promise<Outcome>;
  sendSegment(interviewId: string, head: SegmentHead, bytes: Buffer): Promise<Outcome>;
}

/** A client of the app at this address. */
export function makeRecorderClient({ url, token }: { url: string; token: string }): RecorderClient {
  const post = (path: string, type: string, body: string | Uint8Array<ArrayBuffer>, timeout = APP_TIMEOUT) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      body,
      signal: AbortSignal.timeout(timeout),
    });
  return {
    async claim(request) {
      const response = await post(RECORDER_CLAIMS_PATH, 'application/json', JSON.stringify(request));
      if (!response.ok) throw new AppError(`The app answered ${response.status}.`);
      const parsed = recorderClaimReplySchema.safeParse(await response.json());
      if (!parsed.success) throw new AppError('The app answered something else than was asked.');
      return parsed.data;
    },
    async tellSpeech(interviewId, host, heard) {
      const path = `${RECORDER_PATH}/${interviewId}/speech`;
      return outcomeOf(await post(path, 'application/json', JSON.stringify({ host, heard })));
    },
    async reportUsage(interviewId, report) {
      const path = `${RECORDER_PATH}/${interviewId}/usage`;
      return outcomeOf(await post(path, 'application/json', JSON.stringify(report)));
    },
    async sendSegment(interviewId, head, bytes) {
      const facts = new URLSearchParams(Object.entries(head).map(([name, value]) => [name, String(value)]));
      const path = `${RECORDER_PATH}/${interviewId}/segment?${facts}`;
      return outcomeOf(await post(path, 'audio/ogg', new Uint8Array(bytes), DELIVERY_TIMEOUT));
    },
  };
}

async function outcomeOf(response: Response): Promise<Outcome> {
  await response.body?.cancel();
  if (response.ok) return 'taken';
  if (response.status === 409) return 'foreign';
  if ([400, 403, 404, 410, 413].includes(response.status)) return 'refused';
  throw new AppError(`The app answered ${response.status}.`);
}

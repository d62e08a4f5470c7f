import { errorResponse } from '#app/server/error-response.server.ts';
import { parseId } from '#app/server/form.server.ts';
import { findRecordedSince } from './recorder-leases.server.ts';
import { findAgreed, type Speaker } from './speakers.server.ts';

/** A voice of a call that the process which asks records. */
export interface RecordedVoice {
  interviewId: string;
  /** When the call began to be recorded. */
  since: string;
  speaker: Speaker;
}

/** Whose voice this is about. Throws the refusal where another process records the call, or the speaker did not agree. */
export async function requireRecordedVoice(
  host: string,
  interviewId: string | undefined,
  participantId: string,
): Promise<RecordedVoice> {
  const call = await requireRecordedCall(host, interviewId);
  const speaker = await findAgreed(call.interviewId, participantId);
  if (!speaker) throw errorResponse('forbidden', { message: 'This voice may not be recorded.' });
  return { ...call, speaker };
}

/** The call that this is about. Throws the refusal where another process records it. */
export async function requireRecordedCall(
  host: string,
  interviewId: string | undefined,
): Promise<Omit<RecordedVoice, 'speaker'>> {
  const id = parseId(interviewId);
  if (!id) throw errorResponse('not_found');
  const since = await findRecordedSince(host, id);
  if (!since) throw errorResponse('conflict', { message: 'This process does not record the call.' });
  return { interviewId: id, since };
}

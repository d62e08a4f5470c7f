import { z } from 'zod';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { recordedCallSchema } from '#core/recorder-service.ts';

export type Speaker = z.infer<typeof recordedCallSchema>['speakers'][number];

/** The people of an interview whose voices may be recorded now; the database decides. */
export async function listSpeakers(interviewId: string): Promise<Speaker[]> {
  const { data, error } = await getServiceClient().rpc('call_speakers', { p_interview_id: interviewId });
  if (error) throw new Error('Who may be recorded could not be read.', { cause: error });
  return z.array(recordedCallSchema.shape.speakers.element).parse(data);
}

/**
 * Somebody of this interview whose voice might be recorded: a member, a guest who agreed, or the AI interviewer, whose
 * voice is kept where anybody's is. Null for everybody else.
 * Also when the interview is over: what was recorded until then comes a little later.
 */
export async function findAgreed(interviewId: string, participantId: string): Promise<Speaker | null> {
  const { data, error } = await getServiceClient()
    .from('participants')
    .select('id, display_name')
    .eq('id', participantId)
    .eq('interview_id', interviewId)
    .in('role', ['interviewer', 'candidate', 'ai'])
    .or('user_id.not.is.null,voice_consent.is.true,role.eq.ai')
    .maybeSingle();
  if (error) throw new Error('The participant could not be read.', { cause: error });
  return data && { participantId: data.id, name: data.display_name };
}

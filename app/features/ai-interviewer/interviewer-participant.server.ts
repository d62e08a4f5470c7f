import { admissionSchema } from '#app/features/participants/admission.ts';
import type { TokenFacts } from '#app/features/participants/room-token.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { languageIdSchema } from '#core/languages.ts';

/** Its name in the room and on the record. */
export const INTERVIEWER_NAME = 'AI interviewer';

const COLUMNS =
  'id, role, display_name, colour, admission, interviews!participants_interview_id_fkey(language, minutes, status)';
const UNIQUE_VIOLATION = '23505';

/** The participant that the AI interviewer is in this interview: made when it comes first, the same ever after. */
export async function getInterviewerParticipant(interviewId: string): Promise<TokenFacts> {
  let row = await find(interviewId);
  if (!row) {
    await make(interviewId);
    row = await find(interviewId);
  }
  if (!row) throw new Error('The AI interviewer was not stored.');
  const { interviews: interview } = row;
  return {
    participantId: row.id,
    interviewId,
    role: row.role,
    name: row.display_name,
    colour: row.colour,
    admission: admissionSchema.parse(row.admission),
    consent: null,
    language: languageIdSchema.parse(interview.language),
    minutes: interview.minutes,
    status: interview.status,
  };
}

async function find(interviewId: string) {
  const { data, error } = await getServiceClient()
    .from('participants')
    .select(COLUMNS)
    .eq('interview_id', interviewId)
    .eq('role', 'ai')
    .maybeSingle();
  if (error) throw new Error('The AI interviewer could not be read.', { cause: error });
  return data;
}

async function make(interviewId: string): Promise<void> {
  const { error } = await getServiceClient().from('participants').insert({
    interview_id: interviewId,
    role: 'ai',
    display_name: INTERVIEWER_NAME,
    admission: 'admitted',
  });
  // Two came at once: the other one's row is the one to use.
  if (error && error.code !== UNIQUE_VIOLATION)
    throw new Error('The AI interviewer could not be stored.', { cause: error });
}

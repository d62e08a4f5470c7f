import type { AppSupabase } from '#app/server/supabase.server.ts';
import type { RoomRole } from '#core/roles.ts';
import { type Admission, admissionSchema } from './admission.ts';

/** Most participants of one interview that its page shows. */
const MAX_PEOPLE = 200;

export interface ListedPerson {
  id: string;
  name: string;
  role: RoomRole;
  colour: number;
  admission: Admission;
  isMember: boolean;
  cameAt: string;
  consentAt: string | null;
  consentVersion: string | null;
}

/** Everybody who ever came to an interview's door, those who wait first. */
export async function listPeople(supabase: AppSupabase, interviewId: string): Promise<ListedPerson[]> {
  const { data, error } = await supabase
    .from('participants')
    .select('id, display_name, role, colour, admission, user_id, created_at, consent_at, consent_version')
    .eq('interview_id', interviewId)
    .order('created_at')
    .limit(MAX_PEOPLE);
  if (error) throw new Error('The participants could not be read.', { cause: error });
  const people = data.map((row) => ({
    id: row.id,
    name: row.display_name,
    role: row.role,
    colour: row.colour,
    admission: admissionSchema.parse(row.admission),
    isMember: row.user_id !== null,
    cameAt: row.created_at,
    consentAt: row.consent_at,
    consentVersion: row.consent_version,
  }));
  return people.sort((a, b) => Number(b.admission === 'waiting') - Number(a.admission === 'waiting'));
}

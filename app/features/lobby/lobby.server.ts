import { tellAccessChanged } from '#app/features/calls/leave-call.server.ts';
import { claimCandidate } from '#app/features/interviews/progress.server.ts';
import { admissionSchema, type Decision, nextAdmission } from '#app/features/participants/admission.ts';
import { tellRoom } from '#app/server/room-control.server.ts';
import type { AppSupabase } from '#app/server/supabase.server.ts';
import type { ErrorCode } from '#core/error-codes.ts';
import { isOver } from '#core/interview-status.ts';
import type { WaitingPerson } from './waiting-person.ts';

/** Most people shown as waiting. A link that leaked must not fill the room's page. */
const MAX_WAITING = 50;

/** Who waits in the lobby, the longest first. Reads as the member, under row-level security. */
export async function listWaiting(supabase: AppSupabase, interviewId: string): Promise<WaitingPerson[]> {
  const { data, error } = await supabase
    .from('participants')
    .select('id, display_name, role, created_at')
    .eq('interview_id', interviewId)
    .eq('admission', 'waiting')
    .order('created_at')
    .limit(MAX_WAITING);
  if (error) throw new Error('The lobby could not be read.', { cause: error });
  return data.map((row) => ({
    participantId: row.id,
    name: row.display_name,
    role: row.role,
    since: Date.parse(row.created_at),
  }));
}

/**
 * Lets a guest in, turns them away or puts them out, and tells the room. Acts as the member, so that the
 * database refuses who may not and notes who did it. Null when done, otherwise why not.
 */
export async function decideAdmission(options: {
  supabase: AppSupabase;
  interviewId: string;
  participantId: string;
  decision: Decision;
}): Promise<ErrorCode | null> {
  const { supabase, interviewId, participantId, decision } = options;
  const { data: guest, error } = await supabase
    .from('participants')
    .select('id, role, admission, user_id, interviews!participants_interview_id_fkey(status)')
    .eq('id', participantId)
    .eq('interview_id', interviewId)
    .maybeSingle();
  if (error) throw new Error('The participant could not be read.', { cause: error });
  // Members are in by their membership; ending that is for the organisation's owners.
  if (!guest?.interviews || guest.user_id !== null) return 'not_found';
  if (decision === 'admit' && isOver(guest.interviews.status)) return 'interview_over';
  const from = admissionSchema.parse(guest.admission);
  const to = nextAdmission(from, decision);
  if (!to) return 'conflict';
  if (to === 'admitted' && guest.role === 'candidate' && !(await claimCandidate(supabase, interviewId)))
    return 'candidate_busy';

  const updated = await supabase
    .from('participants')
    .update({ admission: to })
    .eq('id', participantId)
    .eq('admission', from)
    .select('id');
  if (updated.error?.code === '42501') return 'forbidden';
  if (updated.error) throw new Error('The admission could not be stored.', { cause: updated.error });
  if (updated.data.length === 0) return 'conflict';

  await tellRoom(interviewId, { type: 'lobby-changed' });
  if (from === 'admitted') await tellAccessChanged(interviewId, participantId);
  return null;
}

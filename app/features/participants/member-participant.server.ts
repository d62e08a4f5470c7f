import { getServiceClient } from '#app/server/supabase.server.ts';
import type { MemberRole, RoomRole } from '#core/roles.ts';

const COLUMNS = 'id, role, display_name, colour, admission';

/** Role in the room that a member comes in with: who may write interviews may also act in them. */
export function roomRoleOf(role: MemberRole): RoomRole {
  return role === 'reviewer' ? 'observer' : 'interviewer';
}

/**
 * The participant that a member is in an interview: made on first entry, and brought up to date when the
 * member's role or name changed since. The caller has checked the membership.
 */
export async function getMemberParticipant(options: {
  interviewId: string;
  userId: string;
  displayName: string;
  memberRole: MemberRole;
}) {
  const { interviewId, userId, displayName, memberRole } = options;
  const role = roomRoleOf(memberRole);
  const found = await find(interviewId, userId);
  if (found && found.role === role && found.display_name === displayName && found.admission === 'admitted')
    return found;
  const table = getServiceClient().from('participants');
  const facts = { role, display_name: displayName, admission: 'admitted', admitted_by: userId };
  const stored = found
    ? await table.update(facts).eq('id', found.id).select(COLUMNS).single()
    : await table
        .insert({ ...facts, interview_id: interviewId, user_id: userId })
        .select(COLUMNS)
        .single();
  if (!stored.error) return stored.data;
  // Two tabs opened at the same moment: the other one's row is the one to use.
  const other = stored.error.code === '23505' ? await find(interviewId, userId) : null;
  if (!other) throw new Error('The participant could not be stored.', { cause: stored.error });
  return other;
}

async function find(interviewId: string, userId: string) {
  const { data, error } = await getServiceClient()
    .from('participants')
    .select(COLUMNS)
    .eq('interview_id', interviewId)
    .eq('user_id', userId)
    .maybeSingle();
  if (error) throw new Error('The participant could not be read.', { cause: error });
  return data;
}

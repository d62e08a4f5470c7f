import { claimCandidate } from '#app/features/interviews/progress.server.ts';
import type { OpenLink } from '#app/features/links/open-link.server.ts';
import { logError } from '#app/server/log.server.ts';
import { tellRoom } from '#app/server/room-control.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { consentFor } from '#core/consent.ts';

export type Joined = { type: 'joined'; participantId: string; isLetIn: boolean } | { type: 'candidate-busy' };

/** What a guest says of themselves when they join. */
export interface GuestAnswers {
  name: string;
  /** Whether their voice may be recorded; null where no call is. */
  voiceConsent: boolean | null;
}

/**
 * Makes a guest a participant, with the consent they have just given, and tells the room. They wait in the lobby, but
 * for the candidate of an AI interviewer, whom nobody is there to let in. The caller has checked the link.
 */
export async function joinAsGuest(link: OpenLink, { name, voiceConsent }: GuestAnswers): Promise<Joined> {
  const isLetIn = await comesInAtOnce(link);
  if (isLetIn && !(await claimCandidate(getServiceClient(), link.interviewId)))
    return { type: 'candidate-busy' };
  const service = getServiceClient();
  const now = new Date().toISOString();
  const { data, error } = await service
    .from('participants')
    .insert({
      interview_id: link.interviewId,
      link_id: link.linkId,
      role: link.role,
      display_name: name,
      admission: isLetIn ? 'admitted' : 'waiting',
      consent_at: now,
      consent_version: consentFor(link).version,
      voice_consent: voiceConsent,
    })
    .select('id')
    .single();
  if (error) throw new Error('The participant could not be stored.', { cause: error });
  const used = await service.from('invite_links').update({ last_used_at: now }).eq('id', link.linkId);
  if (used.error) logError('http', 'The use of a link could not be noted.', { code: used.error.code });
  await tellRoom(link.interviewId, { type: 'lobby-changed' });
  return { type: 'joined', participantId: data.id, isLetIn };
}

/** Whether somebody who joins by this link is let in by nobody. Once a person has put a candidate out, people decide. */
async function comesInAtOnce({ interviewId, role, isHeldByAi }: OpenLink): Promise<boolean> {
  if (role !== 'candidate' || !isHeldByAi) return false;
  const { data, error } = await getServiceClient()
    .from('participants')
    .select('id')
    .eq('interview_id', interviewId)
    .eq('role', 'candidate')
    .in('admission', ['declined', 'removed'])
    .limit(1);
  if (error) throw new Error('The participants could not be read.', { cause: error });
  return data.length === 0;
}

/** Takes somebody who was never let in out of the lobby again, and tells the room. */
export async function leaveLobby(interviewId: string, participantId: string): Promise<void> {
  const { error } = await getServiceClient()
    .from('participants')
    .delete()
    .eq('id', participantId)
    .eq('interview_id', interviewId)
    .eq('admission', 'waiting')
    .is('user_id', null);
  if (error) throw new Error('The participant could not be taken out of the lobby.', { cause: error });
  await tellRoom(interviewId, { type: 'lobby-changed' });
}

/** Whether this browser's participant came by this very link and may go on as who they were. */
export async function cameBy(participantId: string, link: OpenLink): Promise<boolean> {
  const { data, error } = await getServiceClient()
    .from('participants')
    .select('id')
    .eq('id', participantId)
    .eq('interview_id', link.interviewId)
    .eq('link_id', link.linkId)
    .maybeSingle();
  if (error) throw new Error('The participant could not be read.', { cause: error });
  return data !== null;
}

import { tellAccessChanged } from '#app/features/calls/leave-call.server.ts';
import { tellRoom } from '#app/server/room-control.server.ts';
import { type AppSupabase, getServiceClient } from '#app/server/supabase.server.ts';
import { hashLinkSecret, isLinkSecret } from './link-secret.server.ts';

/**
 * Takes a link back, or makes it work again, as the member. The sockets of guests who came by a link that is
 * taken back are closed. False when there is no such link that this member may change.
 */
export async function setLinkRevoked(
  supabase: AppSupabase,
  options: { interviewId: string; linkId: string; isRevoked: boolean },
): Promise<boolean> {
  const { interviewId, linkId, isRevoked } = options;
  const { data, error } = await supabase
    .from('invite_links')
    .update({ revoked_at: isRevoked ? new Date().toISOString() : null })
    .eq('id', linkId)
    .eq('interview_id', interviewId)
    .select('id');
  if (error && error.code !== '42501') throw new Error('The link could not be changed.', { cause: error });
  if (!data || data.length === 0) return false;
  if (isRevoked) await closeGuestsOf(interviewId, linkId);
  return true;
}

/** Whether this secret opens this link of this interview, and for whom it is. Null when it does not. */
export async function checkLinkSecret(
  supabase: AppSupabase,
  options: { interviewId: string; linkId: string; secret: string },
): Promise<{ role: string } | null> {
  if (!isLinkSecret(options.secret)) return null;
  const { data, error } = await supabase
    .from('invite_links')
    .select('role')
    .eq('id', options.linkId)
    .eq('interview_id', options.interviewId)
    .eq('secret_hash', hashLinkSecret(options.secret))
    .is('revoked_at', null)
    .maybeSingle();
  if (error) throw new Error('The link could not be read.', { cause: error });
  return data;
}

async function closeGuestsOf(interviewId: string, linkId: string): Promise<void> {
  const { data, error } = await getServiceClient()
    .from('participants')
    .select('id')
    .eq('interview_id', interviewId)
    .eq('link_id', linkId)
    .eq('admission', 'admitted');
  if (error) throw new Error('The participants could not be read.', { cause: error });
  await Promise.all(data.map(({ id }) => tellAccessChanged(interviewId, id)));
  await tellRoom(interviewId, { type: 'lobby-changed' });
}

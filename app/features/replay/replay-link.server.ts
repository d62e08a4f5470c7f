import { hashLinkSecret, isLinkSecret } from '#app/features/links/link-secret.server.ts';
import { logError } from '#app/server/log.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';

/** The link to a replay with this secret, or null: unknown, taken back and expired links are not told apart. */
export async function findReplayLink(
  secret: string,
): Promise<{ linkId: string; interviewId: string } | null> {
  if (!isLinkSecret(secret)) return null;
  const service = getServiceClient();
  const { data, error } = await service
    .from('replay_links')
    .select('id, interview_id, revoked_at, expires_at')
    .eq('secret_hash', hashLinkSecret(secret))
    .maybeSingle();
  if (error) throw new Error('The link could not be read.', { cause: error });
  if (!data || !works(data)) return null;
  const used = await service
    .from('replay_links')
    .update({ last_used_at: new Date().toISOString() })
    .eq('id', data.id);
  if (used.error) logError('http', 'The use of a link could not be noted.', { code: used.error.code });
  return { linkId: data.id, interviewId: data.interview_id };
}

/** The link of this id, while it works for this interview; its label is what it was made for. */
export async function getWorkingReplayLink(
  linkId: string,
  interviewId: string,
): Promise<{ label: string } | null> {
  const { data, error } = await getServiceClient()
    .from('replay_links')
    .select('label, revoked_at, expires_at')
    .eq('id', linkId)
    .eq('interview_id', interviewId)
    .maybeSingle();
  if (error) throw new Error('The link could not be read.', { cause: error });
  return data && works(data) ? { label: data.label } : null;
}

function works({ revoked_at, expires_at }: { revoked_at: string | null; expires_at: string }): boolean {
  return revoked_at === null && Date.parse(expires_at) > Date.now();
}

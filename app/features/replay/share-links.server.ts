import { hashLinkSecret, makeLinkSecret } from '#app/features/links/link-secret.server.ts';
import { getEnv } from '#app/server/env.server.ts';
import type { AppSupabase } from '#app/server/supabase.server.ts';
import type { ReplayLink } from '#core/replay-protocol.ts';

/** Most links of one replay that are shown. */
const MAX_LINKS = 100;

const DAY = 24 * 3600_000;

const COLUMNS = 'id, label, created_at, expires_at, revoked_at, last_used_at, profiles(display_name)';

/** Links to a replay, the newest first. Their secrets are not stored. */
export async function listReplayLinks(supabase: AppSupabase, interviewId: string): Promise<ReplayLink[]> {
  const { data, error } = await supabase
    .from('replay_links')
    .select(COLUMNS)
    .eq('interview_id', interviewId)
    .order('created_at', { ascending: false })
    .limit(MAX_LINKS);
  if (error) throw new Error('The links could not be read.', { cause: error });
  return data.map(toLink);
}

/** Makes a link as the member, and tells its address this once. Null when the database does not let them. */
export async function createReplayLink(
  supabase: AppSupabase,
  options: { interviewId: string; userId: string; label: string; days: number },
): Promise<{ link: ReplayLink; url: string } | null> {
  const secret = makeLinkSecret();
  const { data, error } = await supabase
    .from('replay_links')
    .insert({
      interview_id: options.interviewId,
      created_by: options.userId,
      label: options.label,
      secret_hash: hashLinkSecret(secret),
      expires_at: new Date(Date.now() + options.days * DAY).toISOString(),
    })
    .select('id')
    .single();
  if (error?.code === '42501') return null;
  if (error) throw new Error('The link could not be stored.', { cause: error });
  // The answer to a write cannot bring along who made it.
  const made = await supabase.from('replay_links').select(COLUMNS).eq('id', data.id).single();
  if (made.error) throw new Error('The link could not be read.', { cause: made.error });
  return { link: toLink(made.data), url: `${getEnv().APP_URL}/replay/${secret}` };
}

/** Takes a link back, as the member; whoever has it sees nothing more. False when there is none that they may take back. */
export async function revokeReplayLink(
  supabase: AppSupabase,
  { interviewId, linkId }: { interviewId: string; linkId: string },
): Promise<boolean> {
  const { data, error } = await supabase
    .from('replay_links')
    .update({ revoked_at: new Date().toISOString() })
    .eq('id', linkId)
    .eq('interview_id', interviewId)
    .select('id');
  if (error && error.code !== '42501') throw new Error('The link could not be taken back.', { cause: error });
  return data !== null && data.length > 0;
}

interface LinkRow {
  id: string;
  label: string;
  created_at: string;
  expires_at: string;
  revoked_at: string | null;
  last_used_at: string | null;
  profiles: { display_name: string } | null;
}

function toLink(row: LinkRow): ReplayLink {
  const isExpired = Date.parse(row.expires_at) <= Date.now();
  return {
    id: row.id,
    label: row.label,
    createdAt: row.created_at,
    createdByName: row.profiles?.display_name ?? null,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    state: row.revoked_at !== null ? 'revoked' : isExpired ? 'expired' : 'works',
  };
}

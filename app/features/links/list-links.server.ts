import type { AppSupabase } from '#app/server/supabase.server.ts';
import type { RoomRole } from '#core/roles.ts';

/** Most links of one interview that its page shows. */
const MAX_LINKS = 100;

export interface ListedLink {
  id: string;
  role: RoomRole;
  label: string;
  expiresAt: string;
  revokedAt: string | null;
  lastUsedAt: string | null;
  state: 'works' | 'expired' | 'revoked';
}

/** Links of an interview, the newest first. Their secrets are not stored. */
export async function listLinks(supabase: AppSupabase, interviewId: string): Promise<ListedLink[]> {
  const { data, error } = await supabase
    .from('invite_links')
    .select('id, role, label, expires_at, revoked_at, last_used_at')
    .eq('interview_id', interviewId)
    .order('created_at', { ascending: false })
    .limit(MAX_LINKS);
  if (error) throw new Error('The links could not be read.', { cause: error });
  return data.map((row) => ({
    id: row.id,
    role: row.role,
    label: row.label,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    state:
      row.revoked_at !== null ? 'revoked' : Date.parse(row.expires_at) <= Date.now() ? 'expired' : 'works',
  }));
}

import type { AppSupabase } from '#app/server/supabase.server.ts';
import { LINK_TTL } from '#core/limits.ts';
import { hashLinkSecret, makeLinkSecret } from './link-secret.server.ts';

export type LinkRole = 'candidate' | 'observer';

/** A link right after it was made: the only moment at which its secret is known. */
export interface NewLink {
  linkId: string;
  role: LinkRole;
  label: string;
  secret: string;
}

interface CreateLinksOptions {
  interviewId: string;
  userId: string;
  /** When the interview takes place; links work at least `ttl` beyond it. */
  scheduledAt: number | null;
  links: { role: LinkRole; label: string }[];
  /** How long they work, in milliseconds. */
  ttl?: number;
}

/** Makes links, as the member. Only hashes of the secrets are stored. */
export async function createLinks(
  supabase: AppSupabase,
  { interviewId, userId, scheduledAt, links, ttl = LINK_TTL }: CreateLinksOptions,
): Promise<NewLink[]> {
  const expiresAt = new Date(Math.max(Date.now(), scheduledAt ?? 0) + ttl).toISOString();
  const made = links.map((link) => ({ ...link, secret: makeLinkSecret() }));
  const { data, error } = await supabase
    .from('invite_links')
    .insert(
      made.map(({ role, label, secret }) => ({
        interview_id: interviewId,
        role,
        label,
        secret_hash: hashLinkSecret(secret),
        expires_at: expiresAt,
        created_by: userId,
      })),
    )
    .select('id, secret_hash');
  if (error) throw new Error('The links could not be stored.', { cause: error });
  const idOf = new Map(data.map((row) => [row.secret_hash, row.id]));
  return made.map(({ role, label, secret }) => {
    const linkId = idOf.get(hashLinkSecret(secret));
    if (!linkId) throw new Error('A link was stored without an id.');
    return { linkId, role, label, secret };
  });
}

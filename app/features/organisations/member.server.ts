import { requireUser, type Session, type SessionUser } from '#app/features/auth/session.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { type MemberCapability, type MemberRole, memberCan } from '#core/roles.ts';
import { getChosenOrganisation } from './organisation-cookie.server.ts';

export interface Organisation {
  id: string;
  name: string;
  role: MemberRole;
}

export interface Member extends Session {
  user: SessionUser;
  displayName: string;
  settings: Record<string, unknown>;
  /** The organisation whose things the pages show. */
  organisation: Organisation;
  /** All organisations this person belongs to, by name. */
  organisations: Organisation[];
}

/**
 * The signed-in person in their organisation. Throws the redirect to the sign-in page, or 403 for somebody who
 * belongs to no organisation any more.
 */
export async function requireMember(request: Request): Promise<Member> {
  const { supabase, headers, user } = await requireUser(request);
  const [profile, memberships] = await Promise.all([
    supabase.from('profiles').select('display_name, settings').eq('user_id', user.id).maybeSingle(),
    supabase
      .from('memberships')
      .select('role, created_at, organizations(id, name)')
      .eq('user_id', user.id)
      .order('created_at'),
  ]);
  if (profile.error || memberships.error)
    throw new Error('The membership could not be read.', { cause: profile.error ?? memberships.error });
  const organisations: Organisation[] = memberships.data.flatMap(({ role, organizations }) =>
    organizations ? [{ id: organizations.id, name: organizations.name, role }] : [],
  );
  const chosen = await getChosenOrganisation(request);
  const organisation = organisations.find(({ id }) => id === chosen) ?? organisations[0];
  if (!organisation || !profile.data) throw pageError('forbidden', headers);
  return {
    supabase,
    headers,
    user,
    displayName: profile.data.display_name,
    settings: asSettings(profile.data.settings),
    organisation,
    organisations,
  };
}

/** Like `requireMember`, and the role allows this. Otherwise throws 403. */
export async function requireMemberWho(request: Request, capability: MemberCapability): Promise<Member> {
  const member = await requireMember(request);
  if (!memberCan(member.organisation.role, capability)) throw pageError('forbidden', member.headers);
  return member;
}

/** Settings as an object, whatever the column holds. */
export function asSettings(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

import { redirect } from '@remix-run/node';
import { signInPath } from '#app/features/auth/next-path.ts';
import { getUser, type Session, type SessionUser } from '#app/features/auth/session.server.ts';
import { asSettings } from '#app/features/organisations/member.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { parseId } from '#app/server/form.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import type { InterviewStatus } from '#core/interview-status.ts';
import { type LanguageId, languageIdSchema } from '#core/languages.ts';
import type { RoomRole } from '#core/roles.ts';
import { type Admission, admissionSchema } from './admission.ts';
import { getGuestId } from './guest-cookie.server.ts';
import { getMemberParticipant } from './member-participant.server.ts';

/** Somebody at the door of a room, or in it. */
export interface RoomEntry {
  participantId: string;
  interviewId: string;
  role: RoomRole;
  name: string;
  /** Index into the palette of people. */
  colour: number;
  admission: Admission;
  /** The text that a guest agreed to, and when (milliseconds); null for members. */
  consent: { version: string; at: number } | null;
  /** Signed in and a member of the organisation; guests came by a link. */
  isMember: boolean;
  title: string;
  organisationName: string;
  language: LanguageId;
  /** How long the interview may take; null where nothing limits it. */
  minutes: number | null;
  status: InterviewStatus;
  /** Whether an AI interviewer holds it. */
  isHeldByAi: boolean;
  /** Whether the candidate has an assistant. */
  allowsAssistant: boolean;
  /** Whether people can talk in a call. */
  hasCall: boolean;
  /** The member's preferences; empty for guests. */
  settings: Record<string, unknown>;
}

/**
 * Who the sender of this request is in this interview, or null: members by their session (a participant is made
 * on first entry), guests by their cookie while their link works. An interview that is over is still returned;
 * its status says so. `headers` may hold cookies of a refreshed session.
 */
export async function getRoomEntry(
  request: Request,
  interviewId: string,
): Promise<{ entry: RoomEntry | null; headers: Headers }> {
  const { entry, headers } = await findEntry(request, interviewId);
  return { entry, headers };
}

/** Like `getRoomEntry`, but throws the redirect to the sign-in page for strangers and 404 for everybody else. */
export async function requireRoomEntry(
  request: Request,
  interviewId: string,
): Promise<{ entry: RoomEntry; headers: Headers }> {
  const { entry, headers, user } = await findEntry(request, interviewId);
  if (entry) return { entry, headers };
  if (user || !parseId(interviewId)) throw pageError('not_found', headers);
  throw redirect(signInPath(new URL(request.url).pathname), { headers });
}

/** `getRoomEntry` with the session it read, for routes that go on to act as that member. */
export async function findEntry(
  request: Request,
  interviewId: string,
): Promise<Session & { entry: RoomEntry | null; user: SessionUser | null }> {
  const { supabase, headers, user } = await getUser(request);
  const id = parseId(interviewId);
  let entry: RoomEntry | null = null;
  if (id && user) entry = await findMemberEntry({ supabase, user, interviewId: id });
  if (id && !entry) entry = await findGuestEntry(request, id);
  return { supabase, headers, user, entry };
}

async function findMemberEntry(options: {
  supabase: Session['supabase'];
  user: SessionUser;
  interviewId: string;
}): Promise<RoomEntry | null> {
  const { supabase, user, interviewId } = options;
  // Row-level security answers with nothing for people of other organisations.
  const interview = await supabase
    .from('interviews')
    .select(
      'id, title, language, minutes, status, interviewer_mind, allows_assistant, allows_call, organization_id, organizations(name)',
    )
    .eq('id', interviewId)
    .maybeSingle();
  if (interview.error) throw new Error('The interview could not be read.', { cause: interview.error });
  if (!interview.data?.organizations) return null;
  const [membership, profile] = await Promise.all([
    supabase
      .from('memberships')
      .select('role')
      .eq('user_id', user.id)
      .eq('organization_id', interview.data.organization_id)
      .maybeSingle(),
    supabase.from('profiles').select('display_name, settings').eq('user_id', user.id).maybeSingle(),
  ]);
  if (membership.error || profile.error)
    throw new Error('The membership could not be read.', { cause: membership.error ?? profile.error });
  if (!membership.data || !profile.data) return null;
  const participant = await getMemberParticipant({
    interviewId,
    userId: user.id,
    displayName: profile.data.display_name,
    memberRole: membership.data.role,
  });
  return {
    participantId: participant.id,
    interviewId,
    role: participant.role,
    name: participant.display_name,
    colour: participant.colour,
    admission: admissionSchema.parse(participant.admission),
    consent: null,
    isMember: true,
    title: interview.data.title,
    organisationName: interview.data.organizations.name,
    language: languageIdSchema.parse(interview.data.language),
    minutes: interview.data.minutes,
    status: interview.data.status,
    isHeldByAi: interview.data.interviewer_mind !== null,
    allowsAssistant: interview.data.allows_assistant,
    hasCall: interview.data.allows_call,
    settings: asSettings(profile.data.settings),
  };
}

async function findGuestEntry(request: Request, interviewId: string): Promise<RoomEntry | null> {
  const participantId = await getGuestId(request, interviewId);
  if (!participantId) return null;
  const { data, error } = await getServiceClient()
    .from('participants')
    .select(
      `id, role, display_name, colour, admission, consent_at, consent_version,
       invite_links(revoked_at, expires_at),
       interviews!participants_interview_id_fkey(title, language, minutes, status, interviewer_mind, allows_assistant, allows_call, organizations(name))`,
    )
    .eq('id', participantId)
    .eq('interview_id', interviewId)
    .is('user_id', null)
    .maybeSingle();
  if (error) throw new Error('The participant could not be read.', { cause: error });
  const link = data?.invite_links;
  const interview = data?.interviews;
  if (!data || !link || !interview?.organizations) return null;
  if (link.revoked_at !== null || Date.parse(link.expires_at) <= Date.now()) return null;
  return {
    participantId: data.id,
    interviewId,
    role: data.role,
    name: data.display_name,
    colour: data.colour,
    admission: admissionSchema.parse(data.admission),
    consent:
      data.consent_version === null || data.consent_at === null
        ? null
        : { version: data.consent_version, at: Date.parse(data.consent_at) },
    isMember: false,
    title: interview.title,
    organisationName: interview.organizations.name,
    language: languageIdSchema.parse(interview.language),
    minutes: interview.minutes,
    status: interview.status,
    isHeldByAi: interview.interviewer_mind !== null,
    allowsAssistant: interview.allows_assistant,
    hasCall: interview.allows_call,
    settings: {},
  };
}

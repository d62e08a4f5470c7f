import { redirect } from '@remix-run/node';
import { signInPath } from '#app/features/auth/next-path.ts';
import { getUser, type Session } from '#app/features/auth/session.server.ts';
import { getRoomEntry } from '#app/features/participants/room-entry.server.ts';
import { errorResponse, pageError } from '#app/server/error-response.server.ts';
import { parseId } from '#app/server/form.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { type InterviewStatus, isOver } from '#core/interview-status.ts';
import type { ViewedThing } from '#core/replay-protocol.ts';
import { type MemberRole, memberCan, memberSeesHiddenTests, memberSeesSignals } from '#core/roles.ts';
import type { TapeRights } from '#core/tape/view.ts';
import { getReplayLinkId } from './link-cookie.server.ts';
import { getWorkingReplayLink } from './replay-link.server.ts';

/**
 * Whoever looks at a replay. `guest`: an observer who was let into the room, while the interview goes on. Candidates
 * see no replay: what interviewers mark and say about it is not for them.
 */
export type Viewer =
  | { kind: 'member'; userId: string; name: string; role: MemberRole }
  | { kind: 'guest'; participantId: string; name: string }
  | { kind: 'link'; linkId: string; name: string };

/** An interview whose replay somebody may see. */
export interface ReplayedInterview {
  interviewId: string;
  title: string;
  candidateName: string;
  status: InterviewStatus;
}

/** What was found out about a request for a replay. Responses must carry `headers`. */
export type ReplayVisit = Session & { viewer: Viewer; interview: ReplayedInterview };

/** What a viewer may do beside looking. */
export function rightsOf(
  viewer: Viewer,
): TapeRights & { canComment: boolean; canShare: boolean; canRun: boolean; seesNotes: boolean } {
  const isMember = viewer.kind === 'member';
  return {
    seesHiddenTests: isMember && memberSeesHiddenTests(viewer.role),
    seesSignals: isMember && memberSeesSignals(viewer.role),
    canComment: isMember,
    canShare: isMember && memberCan(viewer.role, 'write-interviews'),
    canRun: isMember,
    // the same people: what they noted is theirs, as what the room noted for them
    seesNotes: isMember && memberSeesSignals(viewer.role),
  };
}

/** The visit of whoever sent this request, for a route that answers with JSON. Throws the refusal. */
export async function requireReplayViewer(request: Request, interviewId: string): Promise<ReplayVisit> {
  const { visit, headers, isSignedIn, hadLink } = await findVisit(request, interviewId);
  if (visit) return visit;
  throw errorResponse(hadLink ? 'link_invalid' : isSignedIn ? 'not_found' : 'unauthenticated', { headers });
}

/** The same for the page: strangers are sent to sign in. */
export async function requireReplayPage(request: Request, interviewId: string): Promise<ReplayVisit> {
  const { visit, headers, isSignedIn, hadLink } = await findVisit(request, interviewId);
  if (visit) return visit;
  if (hadLink) throw pageError('link_invalid', headers);
  if (isSignedIn || !parseId(interviewId)) throw pageError('not_found', headers);
  throw redirect(signInPath(new URL(request.url).pathname), { headers });
}

/** The visit of a member, for what only members do. Throws the refusal as JSON. */
export async function requireReplayMember(
  request: Request,
  interviewId: string,
): Promise<ReplayVisit & { viewer: Extract<Viewer, { kind: 'member' }> }> {
  const visit = await requireReplayViewer(request, interviewId);
  const { viewer } = visit;
  if (viewer.kind !== 'member') throw errorResponse('forbidden', { headers: visit.headers });
  return { ...visit, viewer };
}

/** Writes into the log that the organisation reads. Throws when that failed: what is not logged is not shown. */
export async function recordView({ viewer, interview }: ReplayVisit, what: ViewedThing): Promise<void> {
  const { error } = await getServiceClient()
    .from('replay_views')
    .insert({
      interview_id: interview.interviewId,
      what,
      user_id: viewer.kind === 'member' ? viewer.userId : null,
      link_id: viewer.kind === 'link' ? viewer.linkId : null,
      participant_id: viewer.kind === 'guest' ? viewer.participantId : null,
    });
  if (error) throw new Error('A view could not be logged.', { cause: error });
}

/** How long a page that loads itself again, as after each press on it, is one look at it. In milliseconds. */
const ONE_LOOK = 10 * 60_000;

/** `recordView` for a page that loads itself again while one looks at it: once for a while. */
export async function recordLook(visit: ReplayVisit, what: ViewedThing): Promise<void> {
  const { viewer, interview } = visit;
  if (viewer.kind !== 'member') return recordView(visit, what);
  const { count, error } = await getServiceClient()
    .from('replay_views')
    .select('id', { count: 'exact', head: true })
    .match({ interview_id: interview.interviewId, user_id: viewer.userId, what })
    .gte('created_at', new Date(Date.now() - ONE_LOOK).toISOString());
  if (error) throw new Error('The log of views could not be read.', { cause: error });
  if (count === 0) await recordView(visit, what);
}

async function findVisit(request: Request, id: string) {
  const session = await getUser(request);
  const { supabase, headers, user } = session;
  const interviewId = parseId(id);
  const unknown = { visit: null, headers, isSignedIn: user !== null, hadLink: false };
  if (!interviewId) return unknown;
  const interview = await findInterview(interviewId);
  if (!interview) return unknown;
  const found = (viewer: Viewer) => ({ ...unknown, visit: { supabase, headers, viewer, interview } });
  if (user) {
    // Row-level security answers with nothing for people of other organisations.
    const { data, error } = await supabase
      .from('interviews')
      .select('organization_id, organizations(memberships(role, user_id, profiles(display_name)))')
      .eq('id', interviewId)
      .eq('organizations.memberships.user_id', user.id)
      .maybeSingle();
    if (error) throw new Error('The membership could not be read.', { cause: error });
    const membership = data?.organizations?.memberships[0];
    if (membership && memberCan(membership.role, 'read-interviews')) {
      const name = membership.profiles?.display_name ?? '';
      return found({ kind: 'member', userId: user.id, name, role: membership.role });
    }
  }
  if (!isOver(interview.status)) {
    const { entry } = await getRoomEntry(request, interviewId);
    if (entry?.role === 'observer' && entry.admission === 'admitted')
      return found({ kind: 'guest', participantId: entry.participantId, name: entry.name });
  }
  const linkId = await getReplayLinkId(request, interviewId);
  const link = linkId ? await getWorkingReplayLink(linkId, interviewId) : null;
  if (linkId && link) return found({ kind: 'link', linkId, name: link.label });
  return { ...unknown, hadLink: linkId !== null };
}

async function findInterview(interviewId: string): Promise<ReplayedInterview | null> {
  const { data, error } = await getServiceClient()
    .from('interviews')
    .select('title, candidate_name, status')
    .eq('id', interviewId)
    .maybeSingle();
  if (error) throw new Error('The interview could not be read.', { cause: error });
  return data && { interviewId, title: data.title, candidateName: data.candidate_name, status: data.status };
}

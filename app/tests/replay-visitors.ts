import { action as decideAction, loader as lobbyList } from '#app/routes/api.lobby.$interviewId.ts';
import { action as createLink } from '#app/routes/api.replay.$interviewId.links.ts';
import { loader as openLink } from '#app/routes/replay.$secret.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { type BuiltInterview, buildStranger, joinBy } from './factories.ts';
import { signInAs, Visitor } from './visitor.ts';

export interface MadeLink {
  id: string;
  secret: string;
}

/** A link to a replay, made by the interviewer. */
export async function makeReplayLink({ id, host }: BuiltInterview, label = 'Panel'): Promise<MadeLink> {
  const path = `/api/replay/${id}/links`;
  const { body, status } = await host.postJson(createLink, path, { label, days: 7 }, { interviewId: id });
  if (status !== 200) throw new Error(`No link: ${JSON.stringify(body)}`);
  return { id: body.link.id, secret: body.url.slice(body.url.lastIndexOf('/') + 1) };
}

/** A browser that has opened this link. */
export async function openReplayLink(secret: string): Promise<Visitor> {
  const visitor = new Visitor();
  await visitor.get(openLink, `/replay/${secret}`, { secret });
  return visitor;
}

/** Makes a link end now. */
export async function expireLink(id: string): Promise<void> {
  const past = new Date(Date.now() - 1000).toISOString();
  await getServiceClient().from('replay_links').update({ expires_at: past }).eq('id', id);
}

/** Takes a link back past every route. */
export async function revokeLink(id: string): Promise<void> {
  await getServiceClient().from('replay_links').update({ revoked_at: new Date().toISOString() }).eq('id', id);
}

/** A guest whom the interviewer has let in. */
export async function admitBy(
  { id, host, secrets }: BuiltInterview,
  role: 'candidate' | 'observer',
): Promise<Visitor> {
  const guest = await joinBy(secrets[role], role);
  const params = { interviewId: id };
  const list = await host.get(lobbyList, `/api/lobby/${id}`, params);
  const { participantId } = list.body.waiting[0];
  await host.postJson(decideAction, `/api/lobby/${id}`, { participantId, decision: 'admit' }, params);
  return guest;
}

export const VIEWER_KINDS = [
  'owner',
  'interviewer',
  'reviewer',
  'other organisation',
  'candidate',
  'link',
  'expired link',
  'revoked link',
  'anonymous',
] as const;
export type ViewerKind = (typeof VIEWER_KINDS)[number];

/** Somebody of each kind, before one interview's replay. The candidate was let in while it went on. */
export async function buildViewers(interview: BuiltInterview): Promise<Record<ViewerKind, Visitor>> {
  const [works, expires, goes] = [
    await makeReplayLink(interview),
    await makeReplayLink(interview),
    await makeReplayLink(interview),
  ];
  const viewers = {
    owner: await signInAs('owner'),
    interviewer: interview.host,
    reviewer: await signInAs('reviewer'),
    'other organisation': await buildStranger(),
    candidate: await admitBy(interview, 'candidate'),
    link: await openReplayLink(works.secret),
    'expired link': await openReplayLink(expires.secret),
    'revoked link': await openReplayLink(goes.secret),
    anonymous: new Visitor(),
  };
  await expireLink(expires.id);
  await revokeLink(goes.id);
  return viewers;
}

/** Statuses by kind of viewer for what only members may do. */
export const MEMBERS_ONLY: Record<ViewerKind, number> = {
  owner: 200,
  interviewer: 200,
  reviewer: 200,
  'other organisation': 404,
  candidate: 401,
  link: 403,
  'expired link': 404,
  'revoked link': 404,
  anonymous: 401,
};

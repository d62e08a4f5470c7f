import { expect, test } from 'vitest';
import { action as revoke } from '#app/routes/api.replay.$interviewId.links.$linkId.ts';
import { action as create, loader as list } from '#app/routes/api.replay.$interviewId.links.ts';
import { loader as views } from '#app/routes/api.replay.$interviewId.views.ts';
import { loader as page } from '#app/routes/interviews.$interviewId.replay.tsx';
import { loader as openLink } from '#app/routes/replay.$secret.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { linkListSchema, linkReplySchema, MAX_LINK_DAYS, viewListSchema } from '#core/replay-protocol.ts';
import { buildInterview } from './factories.ts';
import { APP_URL } from './harness.ts';
import {
  buildViewers,
  expireLink,
  MEMBERS_ONLY,
  makeReplayLink,
  openReplayLink,
  VIEWER_KINDS,
  type ViewerKind,
} from './replay-visitors.ts';
import { Visitor } from './visitor.ts';

const at = (id: string) => [`/api/replay/${id}/links`, { interviewId: id }] as const;

/** Reviewers read links and make none. */
const WRITERS_ONLY: Record<ViewerKind, number> = { ...MEMBERS_ONLY, reviewer: 403 };

test('[replay links] are made and listed by those who may, and by nobody else', async () => {
  const interview = await buildInterview();
  const viewers = await buildViewers(interview);
  const [path, params] = at(interview.id);
  for (const kind of VIEWER_KINDS) {
    const made = await viewers[kind].postJson(create, path, { label: kind, days: 1 }, params);
    expect(made.status, kind).toBe(WRITERS_ONLY[kind]);
    const listed = await viewers[kind].get(list, path, params);
    expect(listed.status, kind).toBe(MEMBERS_ONLY[kind]);
  }
  const { links } = linkListSchema.parse((await interview.host.get(list, path, params)).body);
  expect(links.slice(0, 2).map(({ label, state }) => [label, state])).toEqual([
    ['interviewer', 'works'],
    ['owner', 'works'],
  ]);
  expect(links[0]?.createdByName).toBe('Iris Interviewer');
});

test('[replay links] tell their address once; the database holds only its hash', async () => {
  const interview = await buildInterview();
  const [path, params] = at(interview.id);
  const answer = await interview.host.postJson(create, path, { days: 3 }, params);
  const { link, url } = linkReplySchema.parse(answer.body);
  expect(url).toMatch(new RegExp(`^${APP_URL}/replay/[A-Za-z0-9_-]{27}$`));
  const secret = url.slice(url.lastIndexOf('/') + 1);
  const days = (Date.parse(link.expiresAt) - Date.parse(link.createdAt)) / (24 * 3600_000);
  expect(Math.round(days)).toBe(3);
  const { data } = await getServiceClient().from('replay_links').select().eq('id', link.id);
  expect(JSON.stringify(data)).not.toContain(secret);
  expect(JSON.stringify((await interview.host.get(list, path, params)).body)).not.toContain(secret);
});

test.each([{ days: 0 }, { days: MAX_LINK_DAYS + 1 }, { days: 1.5 }, {}, { days: 1, label: 'x'.repeat(121) }])(
  '[replay links] cannot be made of %j',
  async (body) => {
    const { id, host } = await buildInterview();
    const [path, params] = at(id);
    expect((await host.postJson(create, path, body, params)).status).toBe(400);
  },
);

test('[replay links] open the replay until they are taken back, also where they were open before', async () => {
  const interview = await buildInterview();
  const { id, host } = interview;
  const link = await makeReplayLink(interview);
  const visitor = new Visitor();
  const opened = await visitor.get(openLink, `/replay/${link.secret}?t=9.5`, { secret: link.secret });
  expect(opened.location).toBe(`/interviews/${id}/replay?t=9.5`);
  expect(opened.headers.get('set-cookie')).toMatch(/HttpOnly/i);
  const look = (who: Visitor) => who.get(page, `/interviews/${id}/replay`, { interviewId: id });
  expect((await look(visitor)).status).toBe(200);
  const params = { interviewId: id, linkId: link.id };
  const path = `/api/replay/${id}/links/${link.id}`;
  expect((await host.postJson(revoke, path, {}, params, 'DELETE')).status).toBe(204);
  expect((await look(visitor)).status).toBe(404);
  const again = await new Visitor().get(openLink, '/replay/x', { secret: link.secret });
  const unknown = await new Visitor().get(openLink, '/replay/x', { secret: 'x'.repeat(27) });
  expect([again.status, again.body]).toEqual([unknown.status, unknown.body]);
  expect(again.status).toBe(404);
});

test('[replay links] end by themselves', async () => {
  const interview = await buildInterview();
  const link = await makeReplayLink(interview);
  const visitor = await openReplayLink(link.secret);
  await expireLink(link.id);
  const look = await visitor.get(page, '/x', { interviewId: interview.id });
  expect(look.status).toBe(404);
  const [path, params] = at(interview.id);
  expect((await interview.host.get(list, path, params)).body.links[0].state).toBe('expired');
});

test('[replay links] open their own interview only, and no forged cookie opens any', async () => {
  const [mine, other] = [await buildInterview(), await buildInterview()];
  const link = await makeReplayLink(mine);
  const visitor = await openReplayLink(link.secret);
  expect((await visitor.get(page, '/x', { interviewId: other.id })).location).toContain('/sign-in');
  const forger = new Visitor();
  const claim = JSON.stringify([{ interviewId: mine.id, linkId: link.id }]);
  forger.cookies.set('replays', `${Buffer.from(claim).toString('base64')}.forged`);
  expect((await forger.get(page, '/x', { interviewId: mine.id })).location).toContain('/sign-in');
});

test('[replay links] are taken back by those who may make them, and only where they belong', async () => {
  const [mine, other] = [await buildInterview(), await buildInterview()];
  const link = await makeReplayLink(other);
  const viewers = await buildViewers(other);
  const take = (visitor: Visitor, interviewId: string) =>
    visitor.postJson(
      revoke,
      `/api/replay/${interviewId}/links/${link.id}`,
      {},
      { interviewId, linkId: link.id },
      'DELETE',
    );
  expect((await take(mine.host, mine.id)).status).toBe(404);
  for (const kind of VIEWER_KINDS.filter((kind) => !['owner', 'interviewer'].includes(kind)))
    expect((await take(viewers[kind], other.id)).status, kind).toBe(WRITERS_ONLY[kind]);
  expect((await take(viewers.owner, other.id)).status).toBe(204);
});

test('[replay links] and all others who looked are in the log, for those who may hand out links', async () => {
  const interview = await buildInterview();
  const { id } = interview;
  const viewers = await buildViewers(interview);
  for (const kind of ['interviewer', 'reviewer', 'link'] as const)
    await viewers[kind].get(page, '/x', { interviewId: id });
  const ask = (kind: ViewerKind) => viewers[kind].get(views, `/api/replay/${id}/views`, { interviewId: id });
  for (const kind of VIEWER_KINDS) expect((await ask(kind)).status, kind).toBe(WRITERS_ONLY[kind]);
  const log = viewListSchema.parse((await ask('owner')).body).views;
  expect(log.map(({ kind, name, what }) => [kind, name, what])).toEqual([
    ['link', 'Panel', 'page'],
    ['member', 'Ravi Reviewer', 'page'],
    ['member', 'Iris Interviewer', 'page'],
  ]);
});

import { expect, test } from 'vitest';
import { loader as list } from '#app/routes/_app.interviews._index.tsx';
import {
  action as interviewAction,
  loader as interviewPage,
} from '#app/routes/_app.interviews.$interviewId.tsx';
import { action as create, loader as newPage } from '#app/routes/_app.interviews.new.tsx';
import { loader as find } from '#app/routes/api.interviews.find.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { buildInterview, buildStranger } from './factories.ts';
import { getHarness, readMails, uniqueEmail } from './harness.ts';
import { signInAs } from './visitor.ts';

test('[interviews] creates an interview with both links, at the time meant by the chosen zone', async () => {
  const { id } = await buildInterview({ title: ' Two   spaces ', scheduledAt: '2026-12-03T14:30' });
  const { data } = await getServiceClient()
    .from('interviews')
    .select(
      'title, scheduled_at, status, language, invite_links!invite_links_interview_id_fkey(role, expires_at)',
    )
    .eq('id', id)
    .single();
  expect(data).toMatchObject({ title: 'Two spaces', status: 'created', language: 'python' });
  expect(Date.parse(data?.scheduled_at ?? '')).toBe(Date.parse('2026-12-03T13:30:00Z'));
  expect(data?.invite_links.map(({ role }) => role).sort()).toEqual(['candidate', 'observer']);
  // A link must not end before the interview that it is for.
  for (const link of data?.invite_links ?? [])
    expect(Date.parse(link.expires_at)).toBeGreaterThan(Date.parse('2026-12-03T13:30:00Z'));
});

test('[interviews] keeps what was typed when something is wrong', async () => {
  const host = await signInAs('interviewer');
  const answer = await host.post(create, '/interviews/new', {
    title: '',
    candidateName: 'Kim',
    candidateEmail: '',
    language: 'python',
    scheduledAt: '2026-02-31T10:00',
    timeZone: 'Europe/Berlin',
    sendMail: 'on',
  });
  expect(answer.status).toBe(400);
  expect(Object.keys(answer.body.errors)).toEqual(expect.arrayContaining(['title', 'scheduledAt']));
  expect(answer.body.values).toMatchObject({ candidateName: 'Kim', scheduledAt: '2026-02-31T10:00' });
});

test('[interviews] are not there for people of another organisation: page, change, search', async () => {
  const { id } = await buildInterview({ title: 'Secret of Acme' });
  const stranger = await buildStranger();
  const params = { interviewId: id };
  expect((await stranger.get(interviewPage, `/interviews/${id}`, params)).status).toBe(404);
  const change = await stranger.post(interviewAction, `/interviews/${id}`, { intent: 'end' }, params);
  expect(change.status).toBe(404);
  expect((await stranger.get(list, '/interviews')).body.interviews).toEqual([]);
  expect((await stranger.get(find, '/api/interviews/find?q=Secret')).body.interviews).toEqual([]);
  const { data } = await getServiceClient().from('interviews').select('status').eq('id', id).single();
  expect(data?.status).toBe('created');
});

test('[interviews] can be read by a reviewer, not created or changed', async () => {
  const { id } = await buildInterview();
  const visitor = await signInAs('reviewer');
  const params = { interviewId: id };
  const page = await visitor.get(interviewPage, `/interviews/${id}`, params);
  expect(page.body.canWrite).toBe(false);
  expect((await visitor.get(newPage, '/interviews/new')).status).toBe(403);
  for (const fields of [{ intent: 'end' }, { intent: 'new-link', role: 'candidate', label: '', days: '1' }]) {
    expect((await visitor.post(interviewAction, `/interviews/${id}`, fields, params)).status).toBe(403);
  }
});

test('[interviews] are found by words of title and candidate, whatever else is typed', async () => {
  const mark = crypto.randomUUID().slice(0, 8);
  const { host } = await buildInterview({ title: `Cache (${mark}), part 2`, candidateName: 'Zoë Ångström' });
  const titles = async (q: string) => {
    const page = await host.get(list, `/interviews?${new URLSearchParams({ q })}`);
    return page.body.interviews.map((each: { title: string }) => each.title);
  };
  expect(await titles(`${mark}`)).toEqual([`Cache (${mark}), part 2`]);
  expect(await titles(`cache (${mark}), part`)).toEqual([`Cache (${mark}), part 2`]);
  expect(await titles('zoë ång')).toContain(`Cache (${mark}), part 2`);
  expect(await titles(`${mark},status.eq.created`)).toEqual([]);
  expect(await titles('")%*\\')).not.toHaveLength(0);
});

test('[interviews] sort and filter by the address', async () => {
  const mark = crypto.randomUUID().slice(0, 8);
  const b = await buildInterview({ title: `B ${mark}`, scheduledAt: '2026-12-01T10:00' });
  const a = await buildInterview({ title: `A ${mark}` });
  const ids = async (search: string) => {
    const page = await a.host.get(list, `/interviews?q=${mark}&${search}`);
    return page.body.interviews.map((each: { id: string }) => each.id);
  };
  expect(await ids('')).toEqual([a.id, b.id]);
  expect(await ids('sort=title&order=asc')).toEqual([a.id, b.id]);
  expect(await ids('sort=title&order=desc')).toEqual([b.id, a.id]);
  expect(await ids('sort=scheduled&order=desc')).toEqual([b.id, a.id]);
  await a.host.post(interviewAction, `/interviews/${a.id}`, { intent: 'end' }, { interviewId: a.id });
  expect(await ids('show=open')).toEqual([b.id]);
  expect(await ids('show=ended')).toEqual([a.id]);
});

test('[interviews] can be moved and renamed', async () => {
  const { id, host } = await buildInterview();
  const saved = await host.post(
    interviewAction,
    `/interviews/${id}`,
    {
      intent: 'save',
      title: 'New name',
      candidateName: 'Casey C.',
      candidateEmail: 'casey@example.com',
      scheduledAt: '2026-12-24T09:00',
      timeZone: 'UTC',
    },
    { interviewId: id },
  );
  expect(saved.location).toBe(`/interviews/${id}?saved=1`);
  const page = await host.get(interviewPage, `/interviews/${id}`, { interviewId: id });
  expect(page.body.interview).toMatchObject({ title: 'New name', candidateEmail: 'casey@example.com' });
  expect(Date.parse(page.body.interview.scheduledAt)).toBe(Date.parse('2026-12-24T09:00:00Z'));
});

test('[interviews] end once for all, with the time, and the room is told', async () => {
  const { id, host } = await buildInterview();
  const params = { interviewId: id };
  await host.post(interviewAction, `/interviews/${id}`, { intent: 'end' }, params);
  const first = await getServiceClient().from('interviews').select('status, ended_at').eq('id', id).single();
  expect(first.data?.status).toBe('completed');
  expect(first.data?.ended_at).not.toBeNull();
  await host.post(interviewAction, `/interviews/${id}`, { intent: 'end' }, params);
  const second = await getServiceClient().from('interviews').select('status, ended_at').eq('id', id).single();
  expect(second.data).toEqual(first.data);
  const told = getHarness().room.messages.filter(({ room }) => room === `interview-${id}`);
  expect(told.map(({ message }) => message)).toContainEqual({ type: 'end', byName: 'Iris Interviewer' });
});

test('[interviews] mail the candidate their link when asked to', async () => {
  const candidateEmail = uniqueEmail('candidate');
  const { secrets } = await buildInterview({
    title: 'Rate <limiter>',
    candidateEmail,
    sendMail: 'on',
    scheduledAt: '2026-12-03T14:30',
  });
  const [mail] = await readMails(candidateEmail);
  expect(mail?.subject).toBe('Interview with Acme Interviews: Rate <limiter>');
  expect(mail?.text).toContain(`http://127.0.0.1:3000/join/${secrets.candidate}`);
  expect(mail?.text).toContain('3 Dec 2026, 14:30 (time in Europe/Berlin)');
  expect(mail?.html).toContain('Rate &lt;limiter&gt;');
});

import { expect, test } from 'vitest';
import { action as end } from '#app/routes/api.interviews.$interviewId.end.ts';
import { action as decideAction, loader as lobbyList } from '#app/routes/api.lobby.$interviewId.ts';
import { loader as endedPage } from '#app/routes/ended.$interviewId.tsx';
import { action as lobbyAction, loader as lobbyPage } from '#app/routes/lobby.$interviewId.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { buildInterview, buildStranger, joinBy } from './factories.ts';
import { getHarness } from './harness.ts';
import { signInAs, Visitor } from './visitor.ts';

const at = (interviewId: string) => [`/api/lobby/${interviewId}`, { interviewId }] as const;

async function decide(by: Visitor, interviewId: string, participantId: string, decision: string) {
  const [path, params] = at(interviewId);
  return by.postJson(decideAction, path, { participantId, decision }, params);
}

async function waitingId(host: Visitor, interviewId: string): Promise<string> {
  const list = await host.get(lobbyList, ...at(interviewId));
  return list.body.waiting[0].participantId;
}

test('[lobby] shows interviewers who waits, and moves the guest on once they are let in', async () => {
  const { id, host, secrets } = await buildInterview();
  const guest = await joinBy(secrets.candidate);
  const page = await guest.get(lobbyPage, `/lobby/${id}`, { interviewId: id });
  expect(page.body).toMatchObject({
    admission: 'waiting',
    hostName: 'Iris Interviewer',
    name: 'Casey Candidate',
  });

  const list = await host.get(lobbyList, ...at(id));
  expect(list.body.waiting).toEqual([
    {
      participantId: expect.any(String),
      name: 'Casey Candidate',
      role: 'candidate',
      since: expect.any(Number),
    },
  ]);
  const answer = await decide(host, id, list.body.waiting[0].participantId, 'admit');
  expect(answer.body).toEqual({ waiting: [] });
  expect((await guest.get(lobbyPage, `/lobby/${id}`, { interviewId: id })).location).toBe(`/room/${id}`);

  const { data } = await getServiceClient()
    .from('participants')
    .select('admission, admitted_at, profiles!participants_admitted_by_fkey(display_name)')
    .eq('interview_id', id)
    .eq('role', 'candidate')
    .single();
  expect(data?.profiles?.display_name).toBe('Iris Interviewer');
  expect(data?.admitted_at).not.toBeNull();
});

test('[lobby] leaves the beginning to the room, and takes the candidate for this interview alone', async () => {
  const { id, host, secrets } = await buildInterview();
  const read = async () =>
    (await getServiceClient().from('interviews').select('status, is_candidate_in').eq('id', id).single())
      .data;
  await joinBy(secrets.observer, 'Ola Observer');
  await decide(host, id, await waitingId(host, id), 'admit');
  expect(await read()).toEqual({ status: 'created', is_candidate_in: false });
  await joinBy(secrets.candidate);
  await decide(host, id, await waitingId(host, id), 'admit');
  expect(await read()).toEqual({ status: 'created', is_candidate_in: true });
});

test('[lobby] can be seen and decided by nobody but interviewers', async () => {
  const { id, host, secrets } = await buildInterview();
  const guest = await joinBy(secrets.candidate);
  const participantId = await waitingId(host, id);
  const reviewer = await signInAs('reviewer');
  const stranger = await buildStranger();
  const expected = [
    [reviewer, 403],
    [guest, 403],
    [stranger, 404],
    [new Visitor(), 401],
  ] as const;
  for (const [visitor, status] of expected) {
    expect((await visitor.get(lobbyList, ...at(id))).status).toBe(status);
    expect((await decide(visitor, id, participantId, 'admit')).status).toBe(status);
    const [, params] = at(id);
    expect((await visitor.postJson(end, `/api/interviews/${id}/end`, {}, params)).status).toBe(status);
  }
  expect(await waitingId(host, id)).toBe(participantId);
});

test('[lobby] tells the guest when they are turned away or removed, and closes their sockets', async () => {
  const { id, host, secrets } = await buildInterview();
  const guest = await joinBy(secrets.candidate);
  const page = () => guest.get(lobbyPage, `/lobby/${id}`, { interviewId: id });
  const participantId = await waitingId(host, id);
  await decide(host, id, participantId, 'decline');
  expect((await page()).body.admission).toBe('declined');
  await decide(host, id, participantId, 'admit');
  expect((await page()).location).toBe(`/room/${id}`);
  await decide(host, id, participantId, 'remove');
  expect((await page()).body.admission).toBe('removed');
  const told = getHarness().room.messages.filter(({ room }) => room === `interview-${id}`);
  expect(told.map(({ message }) => message)).toContainEqual({ type: 'access-changed', participantId });
});

test('[lobby] refuses decisions that do not apply, and what it cannot read', async () => {
  const { id, host, secrets } = await buildInterview();
  await joinBy(secrets.candidate);
  const participantId = await waitingId(host, id);
  expect((await decide(host, id, crypto.randomUUID(), 'admit')).status).toBe(404);
  expect((await decide(host, id, participantId, 'promote')).status).toBe(400);
  expect((await decide(host, id, 'x', 'admit')).status).toBe(400);
  await decide(host, id, participantId, 'admit');
  expect((await decide(host, id, participantId, 'admit')).status).toBe(409);
  const other = await buildInterview();
  expect((await decide(other.host, other.id, participantId, 'remove')).status).toBe(404);
  // Members are in by their membership.
  const { data } = await getServiceClient()
    .from('participants')
    .select('id')
    .eq('interview_id', id)
    .not('user_id', 'is', null)
    .single();
  expect((await decide(host, id, data?.id ?? '', 'remove')).status).toBe(404);
});

test('[lobby] lets a guest leave, and no interviewer sees them waiting any more', async () => {
  const { id, host, secrets } = await buildInterview();
  const guest = await joinBy(secrets.candidate);
  const left = await guest.post(lobbyAction, `/lobby/${id}`, {}, { interviewId: id });
  expect(left.location).toBe(`/ended/${id}`);
  expect(guest.cookies.has('guest')).toBe(false);
  expect((await host.get(lobbyList, ...at(id))).body.waiting).toEqual([]);
  expect((await guest.get(lobbyPage, `/lobby/${id}`, { interviewId: id })).status).toBe(404);
});

test('[lobby] leads to the thank-you page when the interview ends', async () => {
  const { id, host, secrets } = await buildInterview();
  const guest = await joinBy(secrets.candidate);
  const [, params] = at(id);
  expect((await host.postJson(end, `/api/interviews/${id}/end`, {}, params)).body).toEqual({ ended: true });
  expect((await guest.get(lobbyPage, `/lobby/${id}`, params)).location).toBe(`/ended/${id}`);
  const page = await guest.get(endedPage, `/ended/${id}`, params);
  expect(page.body.known).toMatchObject({ isOver: true, isMember: false });
  expect((await decide(host, id, await firstParticipant(id), 'admit')).status).toBe(410);
});

async function firstParticipant(interviewId: string): Promise<string> {
  const { data } = await getServiceClient()
    .from('participants')
    .select('id')
    .eq('interview_id', interviewId)
    .is('user_id', null)
    .single();
  return data?.id ?? '';
}

import { expect, test } from 'vitest';
import { action as interviewAction } from '#app/routes/_app.interviews.$interviewId.tsx';
import { loader as join, action as joinAction } from '#app/routes/join.$secret.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { CONSENT_POINTS, CONSENT_VERSION } from '#core/consent.ts';
import { buildInterview, joinBy } from './factories.ts';
import { getHarness } from './harness.ts';
import { signInAs, Visitor } from './visitor.ts';

const peopleOf = async (interviewId: string) => {
  const { data, error } = await getServiceClient()
    .from('participants')
    .select('*')
    .eq('interview_id', interviewId)
    .order('created_at');
  if (error) throw error;
  return data;
};

test('[join] says who invites, to what and what is recorded before anything is asked', async () => {
  const { secrets } = await buildInterview({ title: 'Rate limiter' });
  const page = await new Visitor().get(join, '/join/x', { secret: secrets.candidate });
  expect(page.body).toMatchObject({
    title: 'Rate limiter',
    organisationName: 'Acme Interviews',
    role: 'candidate',
    suggestedName: 'Casey Candidate',
    memberRoom: null,
  });
  expect(page.body.consentPoints).toEqual([...CONSENT_POINTS]);
});

test('[join] stores the consent with its time and version, and the guest waits', async () => {
  const { id, secrets, linkIds } = await buildInterview();
  const before = Date.now();
  const guest = new Visitor();
  const fields = { name: ' Casey\u202e  C. ', consent: 'on' };
  const answer = await guest.post(joinAction, '/join/x', fields, { secret: secrets.candidate });
  expect(answer.location).toBe(`/lobby/${id}`);
  const [person] = await peopleOf(id);
  expect(person).toMatchObject({
    role: 'candidate',
    display_name: 'Casey C.',
    admission: 'waiting',
    consent_version: CONSENT_VERSION,
    link_id: linkIds.candidate,
    user_id: null,
  });
  expect(Date.parse(person?.consent_at ?? '')).toBeGreaterThanOrEqual(before - 1000);
  const cookie = answer.headers.getSetCookie().join();
  expect(cookie).toMatch(/^guest=/);
  expect(cookie).toMatch(/httponly/i);
  expect(cookie).toMatch(/samesite=lax/i);
  const told = getHarness().room.messages.filter(({ room }) => room === `interview-${id}`);
  expect(told.map(({ message }) => message)).toContainEqual({ type: 'lobby-changed' });
  const audit = await getServiceClient()
    .from('audit_log')
    .select('action')
    .eq('subject_id', person?.id ?? '');
  expect(audit.data).toEqual([{ action: 'participant.waiting' }]);
});

test('[join] lets nobody in without consent or a name, and keeps what was typed', async () => {
  const { id, secrets } = await buildInterview();
  const guest = new Visitor();
  const noConsent = await guest.post(joinAction, '/join/x', { name: 'Casey' }, { secret: secrets.candidate });
  expect(noConsent.status).toBe(400);
  expect(noConsent.body.errors.consent).toContain('Agree');
  expect(noConsent.body.values.name).toBe('Casey');
  const noName = await guest.post(
    joinAction,
    '/join/x',
    { name: ' ', consent: 'on' },
    { secret: secrets.candidate },
  );
  expect(noName.body.errors.name).toBe('Enter a name.');
  expect(await peopleOf(id)).toEqual([]);
});

test('[join] makes the same person come back instead of a second one', async () => {
  const { id, secrets } = await buildInterview();
  const guest = await joinBy(secrets.candidate);
  const page = await guest.get(join, '/join/x', { secret: secrets.candidate });
  expect(page.location).toBe(`/lobby/${id}`);
  await guest.post(joinAction, '/join/x', { name: 'Again', consent: 'on' }, { secret: secrets.candidate });
  expect(await peopleOf(id)).toHaveLength(1);
  await joinBy(secrets.candidate, 'Somebody else');
  expect(await peopleOf(id)).toHaveLength(2);
});

test('[join] is over when the interview is', async () => {
  const { id, host, secrets } = await buildInterview();
  await host.post(interviewAction, `/interviews/${id}`, { intent: 'end' }, { interviewId: id });
  expect((await new Visitor().get(join, '/join/x', { secret: secrets.candidate })).status).toBe(410);
  const late = await new Visitor().post(
    joinAction,
    '/join/x',
    { name: 'Late', consent: 'on' },
    { secret: secrets.candidate },
  );
  expect(late.status).toBe(410);
  expect(await peopleOf(id)).toEqual([]);
});

test('[join] offers members of the organisation the room itself', async () => {
  const { id, secrets } = await buildInterview();
  const member = await signInAs('owner');
  const page = await member.get(join, '/join/x', { secret: secrets.candidate });
  expect(page.body.memberRoom).toBe(`/room/${id}`);
});

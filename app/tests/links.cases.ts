import { expect, test } from 'vitest';
import {
  action as interviewAction,
  loader as interviewPage,
} from '#app/routes/_app.interviews.$interviewId.tsx';
import { loader as join } from '#app/routes/join.$secret.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { LINK_SECRET_BYTES } from '#core/limits.ts';
import { buildInterview, buildStranger, joinBy } from './factories.ts';
import { getHarness, readMails, uniqueEmail } from './harness.ts';
import { Visitor } from './visitor.ts';

test('[links] are shown once; the database holds only their hash', async () => {
  const { id, host, secrets } = await buildInterview();
  expect(Buffer.from(secrets.candidate, 'base64url')).toHaveLength(LINK_SECRET_BYTES);
  const again = await host.get(interviewPage, `/interviews/${id}`, { interviewId: id });
  expect(again.body.newLinks).toEqual([]);
  expect(JSON.stringify(again.body)).not.toContain(secrets.candidate);
  const { data } = await getServiceClient().from('invite_links').select('*').eq('interview_id', id);
  expect(data).toHaveLength(2);
  expect(JSON.stringify(data)).not.toContain(secrets.candidate);
  expect(data?.every(({ secret_hash }) => /^[0-9a-f]{64}$/.test(secret_hash))).toBe(true);
});

test('[links] work for the role they were made for until they end', async () => {
  const { id, host } = await buildInterview();
  const params = { interviewId: id };
  const fields = { intent: 'new-link', role: 'observer', label: 'CTO', days: '1' };
  await host.post(interviewAction, `/interviews/${id}`, fields, params);
  const page = await host.get(interviewPage, `/interviews/${id}`, params);
  const [link] = page.body.newLinks;
  const opened = await new Visitor().get(join, `/join/${link.secret}`, { secret: link.secret });
  expect(opened.body).toMatchObject({ role: 'observer', suggestedName: '' });
  const past = new Date(Date.now() - 1000).toISOString();
  await getServiceClient().from('invite_links').update({ expires_at: past }).eq('id', link.linkId);
  expect((await new Visitor().get(join, `/join/${link.secret}`, { secret: link.secret })).status).toBe(404);
});

test('[links] answer alike when unknown, ended or taken back', async () => {
  const { id, host, secrets, linkIds } = await buildInterview();
  const params = { interviewId: id };
  await host.post(
    interviewAction,
    `/interviews/${id}`,
    { intent: 'revoke-link', linkId: linkIds.candidate },
    params,
  );
  const past = new Date(Date.now() - 1000).toISOString();
  await getServiceClient().from('invite_links').update({ expires_at: past }).eq('id', linkIds.observer);
  const look = async (secret: string) => {
    const { status, body, headers } = await new Visitor().get(join, '/join/x', { secret });
    return { status, body, headers: [...headers.keys()] };
  };
  const unknown = await look('x'.repeat(27));
  expect(unknown.status).toBe(404);
  expect(await look(secrets.candidate)).toEqual(unknown);
  expect(await look(secrets.observer)).toEqual(unknown);
  expect(await look('../../etc/passwd')).toEqual(unknown);
});

test('[links] that are taken back close the sockets of their guests, and can be given back', async () => {
  const { id, host, secrets, linkIds } = await buildInterview();
  const params = { interviewId: id };
  await joinBy(secrets.candidate);
  const { data } = await getServiceClient().from('participants').select('id').eq('interview_id', id).single();
  const participantId = data?.id ?? '';
  const decide = { intent: 'decide', participantId, decision: 'admit' };
  await host.post(interviewAction, `/interviews/${id}`, decide, params);
  const link = { linkId: linkIds.candidate };
  await host.post(interviewAction, `/interviews/${id}`, { intent: 'revoke-link', ...link }, params);
  const told = getHarness().room.messages.filter(({ room }) => room === `interview-${id}`);
  expect(told.map(({ message }) => message)).toContainEqual({ type: 'access-changed', participantId });
  await host.post(interviewAction, `/interviews/${id}`, { intent: 'restore-link', ...link }, params);
  const opened = await new Visitor().get(join, '/join/x', { secret: secrets.candidate });
  expect(opened.status).toBe(200);
});

test('[links] of other interviews and organisations cannot be changed', async () => {
  const mine = await buildInterview();
  const other = await buildInterview();
  const revoke = { intent: 'revoke-link', linkId: other.linkIds.candidate };
  const wrong = await mine.host.post(interviewAction, `/interviews/${mine.id}`, revoke, {
    interviewId: mine.id,
  });
  expect(wrong.status).toBe(404);
  const stranger = await buildStranger();
  const refused = await stranger.post(interviewAction, `/interviews/${other.id}`, revoke, {
    interviewId: other.id,
  });
  expect(refused.status).toBe(404);
  expect((await new Visitor().get(join, '/join/x', { secret: other.secrets.candidate })).status).toBe(200);
});

test('[links] are mailed only with the secret that opens them, and only to the candidate', async () => {
  const candidateEmail = uniqueEmail('candidate');
  const { id, host, secrets, linkIds } = await buildInterview({ candidateEmail });
  const send = (linkId: string, secret: string) =>
    host.post(
      interviewAction,
      `/interviews/${id}`,
      { intent: 'mail-link', linkId, secret, timeZone: 'UTC' },
      { interviewId: id },
    );
  expect((await send(linkIds.candidate, 'x'.repeat(27))).status).toBe(404);
  expect((await send(linkIds.observer, secrets.observer)).status).toBe(404);
  expect(await readMails(candidateEmail)).toEqual([]);
  expect((await send(linkIds.candidate, secrets.candidate)).location).toBe(`/interviews/${id}?mail=sent`);
  expect((await readMails(candidateEmail))[0]?.text).toContain(secrets.candidate);
});

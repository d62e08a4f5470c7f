import { jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { getRoomEntry, requireRoomEntry } from '#app/features/participants/room-entry.server.ts';
import { mintRoomToken } from '#app/features/participants/room-token.server.ts';
import { action as end } from '#app/routes/api.interviews.$interviewId.end.ts';
import { action as decideAction, loader as lobbyList } from '#app/routes/api.lobby.$interviewId.ts';
import { action as tokenAction } from '#app/routes/api.room-token.$interviewId.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { CONSENT_VERSION } from '#core/consent.ts';
import { ROOM_TOKEN_TTL } from '#core/limits.ts';
import { ROOM_TOKEN_AUDIENCE, roomTokenClaimsSchema, TOKEN_ISSUER } from '#core/tokens.ts';
import { type BuiltInterview, buildInterview, buildStranger, joinBy } from './factories.ts';
import { getHarness } from './harness.ts';
import { signInAs, Visitor } from './visitor.ts';

const askToken = (visitor: Visitor, interviewId: string) =>
  visitor.postJson(tokenAction, `/api/room-token/${interviewId}`, {}, { interviewId });

async function decideFirst({ host, id }: BuiltInterview, decision: string): Promise<string> {
  const params = { interviewId: id };
  const list = await host.get(lobbyList, `/api/lobby/${id}`, params);
  const { participantId } = list.body.waiting[0];
  await host.postJson(decideAction, `/api/lobby/${id}`, { participantId, decision }, params);
  return participantId;
}

const secret = () => new TextEncoder().encode(getHarness().environment.ROOM_TOKEN_SECRET);

test('[room] gives members a token with the claims that the room checks', async () => {
  const { id, host } = await buildInterview({ language: 'typescript' });
  const answer = await askToken(host, id);
  expect(answer.status).toBe(200);
  expect(answer.body.url).toBe('ws://127.0.0.1:3000/parties/main');
  const { payload, protectedHeader } = await jwtVerify(answer.body.token, secret(), {
    algorithms: ['HS256'],
    issuer: TOKEN_ISSUER,
    audience: ROOM_TOKEN_AUDIENCE,
  });
  expect(protectedHeader.alg).toBe('HS256');
  const claims = roomTokenClaimsSchema.parse(payload);
  expect(claims).toMatchObject({
    room: `interview-${id}`,
    role: 'interviewer',
    name: 'Iris Interviewer',
    language: 'typescript',
  });
  expect(claims.consent).toBeUndefined();
  expect(claims.exp * 1000).toBe(answer.body.expiresAt);
  expect(claims.exp - claims.iat).toBe(ROOM_TOKEN_TTL / 1000);
});

test('[room] lets the member in with the role that they have, once, and with their name of today', async () => {
  const { id } = await buildInterview();
  const owner = await signInAs('owner');
  const [first, second] = await Promise.all([
    getRoomEntry(owner.request(`/room/${id}`), id),
    getRoomEntry(owner.request(`/room/${id}`), id),
  ]);
  expect(first.entry?.participantId).toBe(second.entry?.participantId);
  expect(first.entry).toMatchObject({
    role: 'interviewer',
    admission: 'admitted',
    isMember: true,
    organisationName: 'Acme Interviews',
    status: 'created',
  });
});

test('[room] gives guests a token only while they are let in', async () => {
  const interview = await buildInterview();
  const guest = await joinBy(interview.secrets.candidate);
  const waiting = await askToken(guest, interview.id);
  expect([waiting.status, waiting.body.error.code]).toEqual([403, 'forbidden']);
  const participantId = await decideFirst(interview, 'admit');
  const admitted = await askToken(guest, interview.id);
  expect(admitted.status).toBe(200);
  const { payload } = await jwtVerify(admitted.body.token, secret());
  expect(payload).toMatchObject({ sub: participantId, role: 'candidate', name: 'Casey Candidate' });
  const { consent } = roomTokenClaimsSchema.parse(payload);
  expect(consent?.version).toBe(CONSENT_VERSION);
  expect(Math.abs(Date.now() - (consent?.at ?? 0))).toBeLessThan(60_000);

  const params = { interviewId: interview.id };
  const remove = { participantId, decision: 'remove' };
  await interview.host.postJson(decideAction, `/api/lobby/${interview.id}`, remove, params);
  expect((await askToken(guest, interview.id)).status).toBe(403);
});

test('[room] gives nobody a token once the interview is over', async () => {
  const interview = await buildInterview();
  const guest = await joinBy(interview.secrets.candidate);
  await decideFirst(interview, 'admit');
  await interview.host.postJson(
    end,
    `/api/interviews/${interview.id}/end`,
    {},
    { interviewId: interview.id },
  );
  for (const visitor of [guest, interview.host]) {
    const answer = await askToken(visitor, interview.id);
    expect([answer.status, answer.body.error.code]).toEqual([410, 'interview_over']);
    const { entry } = await getRoomEntry(visitor.request('/'), interview.id);
    expect(entry?.status).toBe('completed');
  }
});

test('[room] ends a guest’s access with their link', async () => {
  const interview = await buildInterview();
  const guest = await joinBy(interview.secrets.candidate);
  await decideFirst(interview, 'admit');
  const set = (change: { revoked_at?: string | null; expires_at?: string }) =>
    getServiceClient().from('invite_links').update(change).eq('id', interview.linkIds.candidate);
  await set({ revoked_at: new Date().toISOString() });
  const refusal = await askToken(guest, interview.id);
  expect([refusal.status, refusal.body.error.code]).toEqual([404, 'link_invalid']);
  await set({ revoked_at: null });
  expect((await askToken(guest, interview.id)).status).toBe(200);
  await set({ expires_at: new Date(Date.now() - 1000).toISOString() });
  expect((await getRoomEntry(guest.request('/'), interview.id)).entry).toBeNull();
});

test('[room] is closed to strangers, other interviews’ guests and forged cookies', async () => {
  const { id } = await buildInterview();
  const other = await buildInterview();
  const guestElsewhere = await joinBy(other.secrets.candidate);
  expect((await askToken(new Visitor(), id)).status).toBe(401);
  expect((await askToken(guestElsewhere, id)).status).toBe(401);
  expect((await askToken(await buildStranger(), id)).status).toBe(404);
  expect((await askToken(new Visitor(), 'not-an-id')).status).toBe(401);

  const forger = new Visitor();
  const { data } = await getServiceClient()
    .from('participants')
    .select('id')
    .eq('interview_id', other.id)
    .single();
  const claim = JSON.stringify([{ interviewId: other.id, participantId: data?.id }]);
  forger.cookies.set('guest', `${Buffer.from(claim).toString('base64')}.forged`);
  expect((await getRoomEntry(forger.request('/'), other.id)).entry).toBeNull();
});

test('[room] sends strangers to the sign-in page and everybody else nowhere', async () => {
  const { id } = await buildInterview();
  const thrownBy = async (visitor: Visitor) => {
    try {
      await requireRoomEntry(visitor.request(`/room/${id}`), id);
    } catch (thrown) {
      if (thrown instanceof Response)
        return { status: thrown.status, location: thrown.headers.get('location') };
    }
    return null;
  };
  expect(await thrownBy(new Visitor())).toEqual({ status: 302, location: `/sign-in?next=%2Froom%2F${id}` });
  expect(await thrownBy(await buildStranger())).toEqual({ status: 404, location: null });
});

test('[room] never mints a token for somebody who may not enter, whoever asks for it', async () => {
  const interview = await buildInterview();
  const guest = await joinBy(interview.secrets.candidate);
  const { entry } = await getRoomEntry(guest.request('/'), interview.id);
  if (!entry) throw new Error('The guest is not known.');
  await expect(mintRoomToken(entry)).rejects.toThrow();
});

test('[room] is told only with the service token', () => {
  expect(getHarness().room.refused).toBe(0);
});

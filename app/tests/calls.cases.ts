import { decodeJwt, jwtVerify } from 'jose';
import { AccessToken } from 'livekit-server-sdk';
import { expect, test } from 'vitest';
import { applyStatusReport } from '#app/features/interviews/status-report.server.ts';
import { loader as interviewsPage } from '#app/routes/_app.interviews._index.tsx';
import { action as call, loader as callByGet } from '#app/routes/api.call.$interviewId.ts';
import { loader as health } from '#app/routes/api.health.ts';
import { action as callOfInterviewer } from '#app/routes/api.internal.interviewer.$interviewId.call.ts';
import { action as claims } from '#app/routes/api.internal.interviewer.claims.ts';
import { action as decideAction } from '#app/routes/api.lobby.$interviewId.ts';
import { action as webhook } from '#app/routes/api.webhooks.livekit.ts';
import { loader as join, action as joinAction } from '#app/routes/join.$secret.tsx';
import { loader as roomPage } from '#app/routes/room.$interviewId/route.tsx';
import { loadEnv } from '#app/server/env.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { CALL_TOKEN_TTL, callReplySchema } from '#core/call.ts';
import { CALL_CONSENT_POINTS } from '#core/consent.ts';
import { STOPPED_CLOCK } from '#core/interview-clock.ts';
import { type BuiltInterview, buildInterview, buildStranger, joinBy } from './factories.ts';
import {
  APP_URL,
  getHarness,
  INTERVIEWER_SERVICE_TOKEN,
  LIVEKIT_API_KEY,
  LIVEKIT_API_SECRET,
} from './harness.ts';
import { signInAs, Visitor } from './visitor.ts';

const WITH_CALL = { allowsCall: 'on' };
const RECORDED = { allowsCall: 'on', recordsCall: 'on' };

const ask = (visitor: Visitor, interviewId: string) =>
  visitor.postJson(call, `/api/call/${interviewId}`, {}, { interviewId });

async function askReply(visitor: Visitor, interviewId: string) {
  const answer = await ask(visitor, interviewId);
  expect(answer.status).toBe(200);
  return callReplySchema.parse(answer.body);
}

async function askToken(visitor: Visitor, interviewId: string) {
  const reply = await askReply(visitor, interviewId);
  if (reply.type !== 'ready') throw new Error(`No call: ${reply.why}`);
  return { ...reply, claims: decodeJwt<{ video: object; metadata?: string }>(reply.token) };
}

/** Lets everybody in who waits. */
async function admitAll(interviewId: string): Promise<void> {
  await getServiceClient()
    .from('participants')
    .update({ admission: 'admitted' })
    .eq('interview_id', interviewId);
}

async function joinIn(
  { id, secrets }: BuiltInterview,
  role: 'candidate' | 'observer',
  fields: Record<string, string> = {},
): Promise<Visitor> {
  const guest = await joinBy(secrets[role], `A ${role}`, fields);
  await admitAll(id);
  return guest;
}

test('[call] lets each role do what it may, and nobody anything else', async () => {
  const interview = await buildInterview(WITH_CALL);
  const { id, host } = interview;
  const SPEAKS = {
    room: `interview-${id}`,
    roomJoin: true,
    hidden: false,
    canSubscribe: true,
    canPublish: true,
    canPublishSources: ['microphone', 'camera', 'screen_share', 'screen_share_audio'],
    canPublishData: true,
    canUpdateOwnMetadata: false,
  };
  const { canPublishSources: _, ...watches } = {
    ...SPEAKS,
    hidden: true,
    canPublish: false,
    canPublishData: false,
  };
  const member = await askToken(host, id);
  const { payload } = await jwtVerify(member.token, new TextEncoder().encode(LIVEKIT_API_SECRET));
  expect(payload).toMatchObject({ iss: LIVEKIT_API_KEY, name: 'Iris Interviewer' });
  expect(payload.video).toEqual(SPEAKS);
  expect(member.url).toBe('ws://127.0.0.1:3000/livekit');
  expect(Number(payload.exp) - Math.floor(Date.now() / 1000)).toBeLessThanOrEqual(CALL_TOKEN_TTL / 1000);
  const candidate = await askToken(await joinIn(interview, 'candidate'), id);
  expect(candidate.claims.video).toEqual(SPEAKS);
  const observer = await askToken(await joinIn(interview, 'observer'), id);
  expect(observer.claims.video).toEqual(watches);
  const reviewer = await askToken(await signInAs('reviewer'), id);
  expect(reviewer.claims.video).toEqual(watches);
  const { data } = await getServiceClient()
    .from('participants')
    .select('id, role, colour')
    .eq('interview_id', id);
  for (const { claims } of [member, candidate, observer, reviewer]) {
    const row = data?.find((one) => one.id === claims.sub);
    expect(JSON.parse(claims.metadata ?? '')).toEqual({ role: row?.role, colour: row?.colour });
  }
});

test('[call] is for those who may be in the room', async () => {
  const interview = await buildInterview(WITH_CALL);
  const { id, secrets, host } = interview;
  const waiting = await joinBy(secrets.candidate);
  expect((await ask(waiting, id)).status).toBe(403);
  expect((await ask(new Visitor(), id)).status).toBe(401);
  expect((await ask(await buildStranger(), id)).status).toBe(404);
  await getServiceClient().from('interviews').update({ status: 'completed' }).eq('id', id);
  expect((await ask(host, id)).status).toBe(410);
  expect(callByGet().status).toBe(405);
});

test('[call] lets the process that holds an interview in as the AI interviewer', async () => {
  const { id } = await buildInterview(WITH_CALL);
  const service = getServiceClient();
  await service.from('interviews').update({ interviewer_mind: null }).not('interviewer_mind', 'is', null);
  await service
    .from('interviews')
    .update({ interviewer_mind: 'scripted', is_candidate_in: true })
    .eq('id', id);
  const host = crypto.randomUUID();
  const visitor = new Visitor();
  const post = (route: unknown, body: unknown, bearer = INTERVIEWER_SERVICE_TOKEN) =>
    visitor.postJson(route, '/api/internal/interviewer', body, { interviewId: id }, 'POST', {
      authorization: `Bearer ${bearer}`,
    });
  expect((await post(callOfInterviewer, { host })).status).toBe(409);
  await post(claims, { host, held: [], room: 1 });
  expect((await post(callOfInterviewer, { host }, 'another-token-of-tests')).status).toBe(401);
  const reply = callReplySchema.parse((await post(callOfInterviewer, { host })).body);
  if (reply.type !== 'ready') throw new Error(`No call: ${reply.why}`);
  expect(reply.url).toBe(getHarness().media.url);
  const token = decodeJwt<{ kind: string; video: object }>(reply.token);
  expect(token.kind).toBe('agent');
  expect(token.video).toEqual({
    room: `interview-${id}`,
    roomJoin: true,
    agent: true,
    hidden: false,
    canSubscribe: true,
    canPublish: true,
    canPublishSources: ['microphone'],
    canPublishData: true,
    canUpdateOwnMetadata: true,
  });
});

test('[call] says why there is none', async () => {
  const { environment } = getHarness();
  const { id: without, host } = await buildInterview();
  expect(await askReply(host, without)).toMatchObject({ type: 'none', why: 'not-wanted' });
  const { id } = await buildInterview(WITH_CALL, host);
  const states = {
    'no-server': { LIVEKIT_URL: '' },
    starting: { LIVEKIT_URL: 'ws://127.0.0.1:9' },
    // another machine, as far as the app knows
    unreachable: { LIVEKIT_URL: 'ws://127.0.0.2:9' },
  };
  try {
    for (const [why, change] of Object.entries(states)) {
      loadEnv({ ...environment, ...change });
      expect(await askReply(host, id)).toMatchObject({ type: 'none', why });
      const { calls, ok } = await (await health()).json();
      expect([ok, calls]).toEqual([true, why === 'no-server' ? 'off' : why]);
    }
  } finally {
    loadEnv(environment);
  }
  expect((await askReply(host, id)).type).toBe('ready');
  for (const [one, hasCall] of [
    [without, false],
    [id, true],
  ] as const) {
    const room = await host.get(roomPage, `/room/${one}`, { interviewId: one });
    expect(room.body.visitor.hasCall).toBe(hasCall);
  }
});

test('[call] is put out of for whoever is removed from the room, and ends with the interview', async () => {
  const interview = await buildInterview(WITH_CALL);
  const { id, host } = interview;
  const { claims } = await askToken(await joinIn(interview, 'candidate'), id);
  const { asked } = getHarness().media;
  const room = `interview-${id}`;
  const decision = { participantId: claims.sub, decision: 'remove' };
  const answer = await host.postJson(decideAction, `/api/lobby/${id}`, decision, { interviewId: id });
  expect(answer.status).toBe(200);
  expect(asked).toContainEqual({
    method: 'RemoveParticipant',
    body: { room, identity: claims.sub, revokeTokenTs: expect.stringMatching(/^\d+$/) },
  });
  const report = {
    revision: 5,
    status: 'completed',
    clock: STOPPED_CLOCK,
    dueAt: null,
    endReason: 'ended',
  } as const;
  await applyStatusReport(id, report);
  expect(asked).toContainEqual({ method: 'DeleteRoom', body: { room } });
});

test('[call] hears of what the media server signed, and of nothing else', async () => {
  const send = async (body: string, signed: string, secret = LIVEKIT_API_SECRET) => {
    const token = new AccessToken(LIVEKIT_API_KEY, secret);
    const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(signed));
    token.sha256 = Buffer.from(sum).toString('base64');
    const headers = { authorization: await token.toJwt(), 'content-type': 'application/webhook+json' };
    const request = new Request(`${APP_URL}/api/webhooks/livekit`, { method: 'POST', headers, body });
    const context = { cspNonce: '', clientAddress: '127.0.0.1' };
    return (await webhook({ request, params: {}, context })).status;
  };
  const event = JSON.stringify({ event: 'participant_joined', room: { name: 'interview-x' }, id: 'EV_1' });
  expect(await send(event, event)).toBe(200);
  expect(await send(event.replace('interview-x', 'interview-y'), event)).toBe(401);
  expect(await send(event, event, 'another-secret-of-tests-0123456789-0123456789')).toBe(401);
  const unsigned = new Request(`${APP_URL}/api/webhooks/livekit`, { method: 'POST', body: event });
  const context = { cspNonce: '', clientAddress: '127.0.0.1' };
  expect((await webhook({ request: unsigned, params: {}, context })).status).toBe(401);
});

test('[call] is recorded for a candidate who agreed, and for nobody where they said no', async () => {
  for (const [voice, isRecorded] of [
    ['yes', true],
    ['no', false],
  ] as const) {
    const interview = await buildInterview(RECORDED);
    const candidate = await joinIn(interview, 'candidate', { voice });
    expect((await askToken(candidate, interview.id)).isRecorded).toBe(isRecorded);
    expect((await askToken(interview.host, interview.id)).isRecorded).toBe(isRecorded);
    expect((await askToken(await joinIn(interview, 'observer'), interview.id)).isRecorded).toBe(isRecorded);
  }
  const unrecorded = await buildInterview(WITH_CALL);
  expect((await askToken(unrecorded.host, unrecorded.id)).isRecorded).toBe(false);
});

test('[call] that is recorded is said before joining, and each candidate answers for their own voice', async () => {
  const { secrets, id } = await buildInterview(RECORDED);
  const page = await new Visitor().get(join, '/join/x', { secret: secrets.candidate });
  expect(page.body.recordsCall).toBe(true);
  expect(page.body.consentPoints).toEqual(expect.arrayContaining([...CALL_CONSENT_POINTS]));
  const secret = { secret: secrets.candidate };
  const fields = { name: 'Casey', consent: 'on' };
  for (const answer of [{}, { voice: '' }, { voice: 'maybe' }]) {
    const refused = await new Visitor().post(joinAction, '/join/x', { ...fields, ...answer }, secret);
    expect(refused.status).toBe(400);
    expect(refused.body.errors.voice).toContain('Choose whether your voice is recorded.');
  }
  await joinBy(secrets.candidate, 'Agrees', { voice: 'yes' });
  await joinBy(secrets.candidate, 'Declines', { voice: 'no' });
  await joinBy(secrets.observer, 'Observer');
  const { data } = await getServiceClient()
    .from('participants')
    .select('display_name, voice_consent, consent_version')
    .eq('interview_id', id)
    .not('link_id', 'is', null);
  expect(Object.fromEntries(data?.map((one) => [one.display_name, one.voice_consent]) ?? [])).toEqual({
    Agrees: true,
    Declines: false,
    Observer: null,
  });
  for (const { consent_version } of data ?? []) expect(consent_version).toMatch(/-call$/);
});

test('[call] state is told to those who run the organisation, and to nobody else', async () => {
  for (const [role, calls] of [
    ['owner', 'Calls are ready.'],
    ['interviewer', null],
    ['reviewer', null],
  ] as const) {
    const page = await (await signInAs(role)).get(interviewsPage, '/interviews');
    expect([role, page.body.calls]).toEqual([role, calls]);
  }
});

import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { RECORDINGS_BUCKET } from '#app/features/recordings/tape-store.server.ts';
import { loader as interviewPage } from '#app/routes/_app.interviews.$interviewId.tsx';
import { action as call } from '#app/routes/api.call.$interviewId.ts';
import { action as segmentOf } from '#app/routes/api.internal.recorder.$interviewId.segment.ts';
import { action as speechOf } from '#app/routes/api.internal.recorder.$interviewId.speech.ts';
import { action as usageOf } from '#app/routes/api.internal.recorder.$interviewId.usage.ts';
import { action as claims } from '#app/routes/api.internal.recorder.claims.ts';
import { loadEnv } from '#app/server/env.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { NO_USAGE } from '#core/model-usage.ts';
import { MAX_SEGMENT_BYTES, type RecordedCall, recorderClaimReplySchema } from '#core/recorder-service.ts';
import { buildInterview, buildStranger, joinBy } from './factories.ts';
import { APP_URL, getHarness, INTERVIEWER_SERVICE_TOKEN, RECORDER_SERVICE_TOKEN } from './harness.ts';
import type { Visitor } from './visitor.ts';

type Route = typeof claims;
const OGG = Buffer.from(`OggS${'x'.repeat(200)}`);
const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

interface Sent {
  interviewId?: string;
  bearer?: string | null;
  query?: Record<string, string | number>;
}

/** A request as a process that records sends it. */
async function post(route: Route, body: unknown, sent: Sent = {}) {
  const { interviewId = '', bearer = RECORDER_SERVICE_TOKEN, query = {} } = sent;
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const request = new Request(`${APP_URL}/api/internal/recorder?${search}`, {
    method: 'POST',
    headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` },
    body: body instanceof Buffer ? new Uint8Array(body) : JSON.stringify(body),
  });
  const context = { cspNonce: '', clientAddress: '127.0.0.1' };
  try {
    const response = await route({ request, params: { interviewId }, context });
    return { status: response.status, body: await response.json() };
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    return { status: thrown.status, body: await thrown.json() };
  }
}

async function claim(
  host: string,
  change: { held?: string[]; released?: string[]; room?: number } = {},
): Promise<RecordedCall[]> {
  const { body } = await post(claims, { host, held: [], room: 0, ...change });
  const reply = recorderClaimReplySchema.parse(body);
  expect(Math.abs(reply.serverTime - Date.now())).toBeLessThan(5000);
  return reply.calls;
}

const idsOf = (calls: RecordedCall[]) => calls.map(({ interviewId }) => interviewId);

async function askCall(visitor: Visitor, interviewId: string): Promise<string> {
  const answer = await visitor.postJson(call, `/api/call/${interviewId}`, {}, { interviewId });
  return decodeJwt(answer.body.token).sub ?? '';
}

/** An interview with a recorded call in which both are, and the only call that waits to be recorded. */
async function buildCall(voice: 'yes' | 'no' = 'yes', fields: Record<string, string> = {}) {
  const service = getServiceClient();
  await service.from('call_recordings').delete().not('interview_id', 'is', null);
  const { id, host, secrets } = await buildInterview({ allowsCall: 'on', recordsCall: 'on', ...fields });
  const guest = await joinBy(secrets.candidate, 'Casey Candidate', { voice });
  await service.from('participants').update({ admission: 'admitted' }).eq('interview_id', id);
  const interviewer = await askCall(host, id);
  const candidate = await askCall(guest, id);
  return { id, interviewer, candidate, owner: host };
}

async function buildRecorded() {
  const built = await buildCall();
  const host = crypto.randomUUID();
  expect(idsOf(await claim(host, { room: 1 }))).toEqual([built.id]);
  return { ...built, host };
}

const newHead = (host: string, participantId: string, change: Record<string, string | number> = {}) => ({
  host,
  participantId,
  number: 1,
  startedAt: Date.now(),
  durationMs: 1000,
  sha256: sha256Of(OGG),
  ...change,
});

const newHeard = (participantId: string) => ({
  id: crypto.randomUUID(),
  participantId,
  text: 'a hash map',
  startedAt: Date.now() - 1000,
  endedAt: Date.now(),
  words: [],
  isCut: false,
});

const newCost = (host: string) => ({
  ...{ ...NO_USAGE, costMicros: 600 },
  ...{ host, id: crypto.randomUUID(), model: 'whisper-1' },
});

test('[recorder] is given a call once it was entered, with who speaks in it and a token that only hears', async () => {
  const { id, interviewer, candidate } = await buildCall();
  const [given] = await claim(crypto.randomUUID(), { room: 5 });
  expect(given).toMatchObject({ interviewId: id, url: getHarness().media.url, storedSegments: {} });
  expect(given?.speakers).toHaveLength(2);
  expect(given?.speakers).toEqual(
    expect.arrayContaining([
      { participantId: interviewer, name: 'Iris Interviewer' },
      { participantId: candidate, name: 'Casey Candidate' },
    ]),
  );
  const token = decodeJwt<{ video: object }>(given?.token ?? '');
  expect(token.sub).toBe('recorder');
  expect(token.video).toEqual({
    room: `interview-${id}`,
    roomJoin: true,
    hidden: true,
    recorder: true,
    canSubscribe: true,
    canPublish: false,
    canPublishData: false,
    canUpdateOwnMetadata: false,
  });
});

test('[recorder] is given nothing where nobody came, the candidate said no, or nothing is to be recorded', async () => {
  const host = crypto.randomUUID();
  await buildCall('no');
  expect(await claim(host, { room: 5 })).toEqual([]);
  const { id } = await buildCall('yes');
  const service = getServiceClient();
  await service.from('interviews').update({ records_call: false }).eq('id', id);
  expect(await claim(host, { room: 5 })).toEqual([]);
  await service.from('interviews').update({ records_call: true, status: 'completed' }).eq('id', id);
  expect(await claim(host, { room: 5 })).toEqual([]);
  await service.from('call_recordings').delete().not('interview_id', 'is', null);
  await buildInterview({ allowsCall: 'on', recordsCall: 'on' });
  expect(await claim(host, { room: 5 })).toEqual([]);
});

test('[recorder] must leave a call at once when a candidate comes who said no', async () => {
  const { id, host } = await buildRecorded();
  expect(idsOf(await claim(host, { held: [id] }))).toEqual([id]);
  const service = getServiceClient();
  await service
    .from('participants')
    .update({ voice_consent: false })
    .eq('interview_id', id)
    .eq('role', 'candidate');
  expect(await claim(host, { held: [id], room: 5 })).toEqual([]);
});

test('[recorder] holds a call alone, until it gives it back or its lease runs out', async () => {
  const { id, host } = await buildRecorded();
  const others = Array.from({ length: 4 }, () => crypto.randomUUID());
  const replies = await Promise.all(others.map((other) => claim(other, { room: 5 })));
  expect(replies.flat()).toEqual([]);
  expect(await claim(host, { released: [id] })).toEqual([]);
  const [next = '', another = ''] = others;
  expect(idsOf(await claim(next, { room: 1 }))).toEqual([id]);
  const past = new Date(Date.now() - 1000).toISOString();
  await getServiceClient().from('call_recordings').update({ lease_until: past }).eq('interview_id', id);
  expect(idsOf(await claim(another, { room: 1 }))).toEqual([id]);
  expect(await claim(next, { held: [id] })).toEqual([]);
});

test('[recorder] is given no call while there is no media server', async () => {
  await buildCall();
  try {
    loadEnv({ ...getHarness().environment, LIVEKIT_URL: '' });
    expect(await claim(crypto.randomUUID(), { room: 5 })).toEqual([]);
  } finally {
    loadEnv(getHarness().environment);
  }
});

test('[recorder] is let in by its own token alone, with bodies that fit', async () => {
  const { id, host, candidate } = await buildRecorded();
  const attempts: [Route, unknown, Record<string, string | number>][] = [
    [claims, { host, held: [id], room: 0 }, {}],
    [speechOf, { host, heard: newHeard(candidate) }, {}],
    [segmentOf, OGG, newHead(host, candidate)],
    [usageOf, newCost(host), {}],
  ];
  for (const [route, body, query] of attempts) {
    for (const bearer of [null, INTERVIEWER_SERVICE_TOKEN])
      expect((await post(route, body, { interviewId: id, bearer, query })).status).toBe(401);
    expect((await post(route, { host: 'no-id' }, { interviewId: id })).status).toBe(400);
    expect((await post(route, body, { interviewId: id, query })).status).toBe(200);
  }
});

test('[recorder] hands in speech and sound only of calls that it holds, and of people who agreed', async () => {
  const { id, host, candidate } = await buildRecorded();
  const stranger = crypto.randomUUID();
  const speech = (by: string, who: string) =>
    post(speechOf, { host: by, heard: newHeard(who) }, { interviewId: id });
  const segment = (by: string, who: string) =>
    post(segmentOf, OGG, { interviewId: id, query: newHead(by, who, { number: 7 }) });
  for (const send of [speech, segment]) {
    expect((await send(stranger, candidate)).status).toBe(409);
    expect((await send(host, stranger)).status).toBe(403);
  }
  const service = getServiceClient();
  for (const voice_consent of [false, null]) {
    await service.from('participants').update({ voice_consent }).eq('id', candidate);
    for (const send of [speech, segment]) expect((await send(host, candidate)).status).toBe(403);
  }
});

test('[recorder] tells the room what was said, and hears when the room does not answer', async () => {
  const { id, host, candidate } = await buildRecorded();
  const { room, environment } = getHarness();
  const heard = newHeard(candidate);
  expect((await post(speechOf, { host, heard }, { interviewId: id })).status).toBe(200);
  const told = room.messages.filter((one) => one.room === `interview-${id}`).map(({ message }) => message);
  expect(told).toContainEqual({ type: 'heard', heard });
  try {
    loadEnv({ ...environment, ROOM_URL: 'http://127.0.0.1:9' });
    expect((await post(speechOf, { host, heard }, { interviewId: id })).status).toBe(503);
  } finally {
    loadEnv(environment);
  }
});

test('[recorder] tells what transcripts cost, each once, of calls that it holds; members read it, others do not', async () => {
  const { id, host, owner } = await buildRecorded();
  const look = (visitor: Visitor) => visitor.get(interviewPage, `/interviews/${id}`, { interviewId: id });
  expect((await look(owner)).body.interviewer).toMatchObject({ transcripts: null });
  const report = newCost(host);
  for (const cost of [report, report, newCost(host)])
    expect((await post(usageOf, cost, { interviewId: id })).status).toBe(200);
  expect((await post(usageOf, newCost(crypto.randomUUID()), { interviewId: id })).status).toBe(409);
  expect((await post(usageOf, newCost(host), { interviewId: crypto.randomUUID() })).status).toBe(409);
  expect((await look(owner)).body.interviewer).toMatchObject({
    usage: null,
    transcripts: { usage: { turns: 0, costMicros: 1200 }, models: ['whisper-1'] },
  });
  expect((await look(await buildStranger())).status).toBe(404);
});

test('[recorder] has sound stored once, and hears where to go on', async () => {
  const { id, host, candidate } = await buildRecorded();
  const query = newHead(host, candidate);
  const send = () => post(segmentOf, OGG, { interviewId: id, query });
  for (const again of [1, 2, 3]) expect([again, (await send()).status]).toEqual([again, 200]);
  expect((await post(segmentOf, OGG, { interviewId: id, query: { ...query, number: 3 } })).status).toBe(200);
  const service = getServiceClient();
  const { data } = await service.from('audio_segments').select('*').eq('interview_id', id).order('number');
  expect(data).toMatchObject([
    {
      participant_id: candidate,
      name: 'Casey Candidate',
      number: 1,
      started_at_ms: query.startedAt,
      duration_ms: 1000,
      bytes: OGG.length,
      sha256: query.sha256,
    },
    { number: 3 },
  ]);
  const path = data?.[0]?.storage_path ?? '';
  expect(path).toMatch(new RegExp(`^\\d{4}/\\d{2}/\\d{2}/${id}/voice/${candidate}-1\\.ogg$`));
  const file = await service.storage.from(RECORDINGS_BUCKET).download(path);
  expect(await file.data?.text()).toBe(OGG.toString());
  const [held] = await claim(host, { held: [id] });
  expect(held?.storedSegments).toEqual({ [candidate]: 3 });
  await service.from('interviews').delete().eq('id', id);
  const removals = await service.from('storage_removals').select('path').like('path', `%${id}/voice/%`);
  expect(removals.data?.map((one) => one.path)).toContain(path);
});

test('[recorder] hands in what it has when the interview is over', async () => {
  const { id, host, candidate } = await buildRecorded();
  await getServiceClient().from('interviews').update({ status: 'completed' }).eq('id', id);
  expect(await claim(host, { held: [id] })).toEqual([]);
  const query = newHead(host, candidate);
  expect((await post(segmentOf, OGG, { interviewId: id, query })).status).toBe(200);
});

test('[recorder] has nothing stored that is not what it says, no Ogg or too large', async () => {
  const { id, host, candidate } = await buildRecorded();
  const send = (body: Buffer, change: Record<string, string | number> = {}) =>
    post(segmentOf, body, {
      interviewId: id,
      query: newHead(host, candidate, { sha256: sha256Of(body), ...change }),
    });
  expect((await send(OGG, { sha256: 'ab'.repeat(32) })).status).toBe(400);
  expect((await send(Buffer.from('RIFF, which is another kind'))).status).toBe(400);
  expect((await send(Buffer.alloc(0))).status).toBe(400);
  expect((await send(OGG, { number: 0 })).status).toBe(400);
  expect((await send(Buffer.concat([OGG, Buffer.alloc(MAX_SEGMENT_BYTES)]))).status).toBe(413);
  const { data } = await getServiceClient().from('audio_segments').select('id').eq('interview_id', id);
  expect(data).toEqual([]);
});

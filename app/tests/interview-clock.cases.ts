import { jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { wakeDueRooms } from '#app/features/interviews/room-waker.server.ts';
import { action as report } from '#app/routes/api.internal.status.$interviewId.ts';
import { action as end } from '#app/routes/api.interviews.$interviewId.end.ts';
import { action as decide, loader as lobbyList } from '#app/routes/api.lobby.$interviewId.ts';
import { action as token } from '#app/routes/api.room-token.$interviewId.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { STOPPED_CLOCK, type StatusReport } from '#core/interview-clock.ts';
import { buildInterview, joinBy } from './factories.ts';
import { ROOM_SERVICE_TOKEN } from './fake-rooms.ts';
import { APP_URL, getHarness } from './harness.ts';

const NOW = Date.UTC(2026, 10, 28, 9, 0, 0);

const buildReport = (parts: Partial<StatusReport> = {}): StatusReport => ({
  revision: 3,
  status: 'in_progress',
  clock: { ...STOPPED_CLOCK, startedAt: NOW, limitMs: 3_600_000 },
  dueAt: NOW + 3_000_000,
  endReason: null,
  ...parts,
});

async function tell(id: string, body: unknown, bearer = ROOM_SERVICE_TOKEN): Promise<number> {
  const request = new Request(`${APP_URL}/api/internal/status/${id}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const context = { cspNonce: '', clientAddress: '127.0.0.1' };
  return (await report({ request, params: { interviewId: id }, context })).status;
}

async function rowOf(id: string) {
  const { data } = await getServiceClient().from('interviews').select().eq('id', id).single();
  if (!data) throw new Error('No such interview.');
  return data;
}

test('[clock] takes what a room reports, from the room server alone, and nothing older afterwards', async () => {
  const { id } = await buildInterview();
  expect(await tell(id, buildReport(), 'another-token')).toBe(401);
  expect(await tell(id, { status: 'completed' })).toBe(400);
  expect(await tell(crypto.randomUUID(), buildReport())).toBe(404);
  expect((await rowOf(id)).status).toBe('created');
  expect(await tell(id, buildReport())).toBe(200);
  expect(await rowOf(id)).toMatchObject({ status: 'in_progress', status_revision: 3 });
  expect(await tell(id, buildReport({ revision: 2, status: 'created' }))).toBe(200);
  expect(await tell(id, buildReport({ status: 'paused' }))).toBe(200);
  expect((await rowOf(id)).status).toBe('in_progress');
  const over = buildReport({
    revision: 4,
    status: 'completed',
    clock: { ...STOPPED_CLOCK, startedAt: NOW, endedAt: NOW + 3_600_000 },
    dueAt: null,
    endReason: 'time-up',
  });
  expect(await tell(id, over)).toBe(200);
  expect(await tell(id, over)).toBe(200);
  const row = await rowOf(id);
  expect(row).toMatchObject({ status: 'completed', end_reason: 'time-up', due_at: null });
  expect(Date.parse(row.ended_at ?? '')).toBe(NOW + 3_600_000);
});

test('[clock] ends an interview by its room, and leaves it as it is when that does not answer', async () => {
  const { id, host } = await buildInterview();
  const { room } = getHarness();
  room.failNext('end', 503);
  const refused = await host.postJson(end, `/api/interviews/${id}/end`, {}, { interviewId: id });
  expect([refused.status, refused.body.error.code]).toEqual([503, 'room_unavailable']);
  expect((await rowOf(id)).status).toBe('created');
  const done = await host.postJson(end, `/api/interviews/${id}/end`, {}, { interviewId: id });
  expect([done.status, (await rowOf(id)).status]).toEqual([200, 'completed']);
});

test('[clock] wakes rooms that sleep through what is due, and only those', async () => {
  const [late, early] = [await buildInterview(), await buildInterview()];
  await tell(late.id, buildReport({ dueAt: NOW }));
  await tell(early.id, buildReport({ dueAt: NOW + 60_000 }));
  const { room } = getHarness();
  const before = room.messages.length;
  await wakeDueRooms(NOW + 10_000);
  const woken = room.messages.slice(before).filter(({ message }) => message.type === 'wake');
  expect(woken.some((one) => one.room.endsWith(late.id))).toBe(true);
  expect(woken.some((one) => one.room.endsWith(early.id))).toBe(false);
  await tell(late.id, buildReport({ revision: 9, status: 'completed', dueAt: null, endReason: 'time-up' }));
});

test('[clock] the room learns the length of the interview from the token', async () => {
  const { id, host } = await buildInterview({ minutes: '45' });
  const answer = await host.postJson(token, `/api/room-token/${id}`, {}, { interviewId: id });
  const secret = new TextEncoder().encode(getHarness().environment.ROOM_TOKEN_SECRET);
  const { payload } = await jwtVerify(answer.body.token, secret);
  expect(payload.minutes).toBe(45);
});

test('[clock] a candidate is in one interview at a time', async () => {
  const candidateEmail = `casey-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const first = await buildInterview({ candidateEmail });
  const second = await buildInterview({ candidateEmail: candidateEmail.toUpperCase() });
  const admit = async ({ id, host, secrets }: typeof first) => {
    await joinBy(secrets.candidate);
    const params = { interviewId: id };
    const { body } = await host.get(lobbyList, `/api/lobby/${id}`, params);
    const { participantId } = body.waiting[0];
    return host.postJson(decide, `/api/lobby/${id}`, { participantId, decision: 'admit' }, params);
  };
  expect((await admit(first)).status).toBe(200);
  const refused = await admit(second);
  expect([refused.status, refused.body.error.code]).toEqual([409, 'candidate_busy']);
  await first.host.postJson(end, `/api/interviews/${first.id}/end`, {}, { interviewId: first.id });
  const { host, id } = second;
  const { body } = await host.get(lobbyList, `/api/lobby/${id}`, { interviewId: id });
  const again = { participantId: body.waiting[0].participantId, decision: 'admit' };
  expect((await host.postJson(decide, `/api/lobby/${id}`, again, { interviewId: id })).status).toBe(200);
});

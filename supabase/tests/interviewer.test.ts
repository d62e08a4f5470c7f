import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { INTERVIEW_STATUSES } from '#core/interview-status.ts';
import { claimReplySchema } from '#core/interviewer-service.ts';
import type { TablesInsert } from '../database.types.ts';
import { startDatabase } from './embedded.ts';
import { buildInterview, must } from './people.ts';

const database = startDatabase();

const LEASE = 60_000;

async function claim(
  host: string,
  { held = [], released = [], room = 0 }: { held?: string[]; released?: string[]; room?: number },
) {
  const reply = await database.service.rpc('claim_interviews', {
    p_host: host,
    p_held: held,
    p_released: released,
    p_room: room,
    p_lease_ms: LEASE,
  });
  return claimReplySchema.parse(must(reply));
}

/** An interview that waits for an AI interviewer, and nobody else does. */
async function buildOpen(change: Partial<TablesInsert<'interviews'>> = {}): Promise<string> {
  await database.sql`update public.interviews set interviewer_mind = null`;
  return buildInterview(database, { interviewer_mind: 'auto', is_candidate_in: true, ...change });
}

async function expire(interviewId: string): Promise<void> {
  await database.sql`update public.interviewer_leases set expires_at = now() - interval '1 second'
    where interview_id = ${interviewId}`;
}

test('[claim] grants what waits for an AI interviewer, and renews it', async () => {
  const [host, id] = [randomUUID(), await buildOpen()];
  expect(await claim(host, { room: 3 })).toEqual({ held: [], granted: [id] });
  const before = must(await database.service.from('interviewer_leases').select().single());
  expect(await claim(host, { held: [id], room: 2 })).toEqual({ held: [id], granted: [] });
  const after = must(await database.service.from('interviewer_leases').select().single());
  expect(Date.parse(after.expires_at)).toBeGreaterThan(Date.parse(before.expires_at));
  expect(after.granted_at).toBe(before.granted_at);
});

test('[claim] passes over interviews of people, without a candidate, paused, interrupted, or over', async () => {
  await buildOpen({ interviewer_mind: null });
  expect((await claim(randomUUID(), { room: 9 })).granted).toEqual([]);
  await buildOpen({ is_candidate_in: false });
  expect((await claim(randomUUID(), { room: 9 })).granted).toEqual([]);
  const granted = [];
  for (const status of INTERVIEW_STATUSES) {
    await buildOpen({ status });
    if ((await claim(randomUUID(), { room: 9 })).granted.length > 0) granted.push(status);
  }
  expect(granted).toEqual(['created', 'in_progress']);
});

test('[claim] grants no more than there is room for, the oldest first', async () => {
  const newer = await buildOpen({ created_at: '2026-11-02T00:00:00Z' });
  const older = await buildInterview(database, {
    interviewer_mind: 'auto',
    is_candidate_in: true,
    created_at: '2026-11-01T00:00:00Z',
  });
  const host = randomUUID();
  expect((await claim(host, { room: 0 })).granted).toEqual([]);
  expect((await claim(host, { room: 1 })).granted).toEqual([older]);
  expect((await claim(host, { held: [older], room: 1 })).granted).toEqual([newer]);
});

test('[claim] gives each interview to one of those who ask at once', async () => {
  const ids = [await buildOpen()];
  while (ids.length < 5)
    ids.push(await buildInterview(database, { interviewer_mind: 'auto', is_candidate_in: true }));
  for (let round = 0; round < 20; round++) {
    await database.sql`delete from public.interviewer_leases`;
    const hosts = Array.from({ length: 6 }, () => randomUUID());
    const replies = await Promise.all(hosts.map((host) => claim(host, { room: 5 })));
    // one that another process was just looking at may be left for the next time
    replies.push(await claim(randomUUID(), { room: 5 }));
    expect(replies.flatMap(({ granted }) => granted).sort()).toEqual(ids.toSorted());
  }
});

test('[claim] moves on what a dead process held, and the dead one is told when it comes back', async () => {
  const [dead, next, id] = [randomUUID(), randomUUID(), await buildOpen()];
  await claim(dead, { room: 1 });
  expect((await claim(next, { room: 1 })).granted).toEqual([]);
  await expire(id);
  expect((await claim(next, { room: 1 })).granted).toEqual([id]);
  expect(await claim(dead, { held: [id], room: 1 })).toEqual({ held: [], granted: [] });
});

test('[claim] lets a process that was slow go on when nobody else came', async () => {
  const [host, id] = [randomUUID(), await buildOpen()];
  await claim(host, { room: 1 });
  await expire(id);
  expect((await claim(host, { held: [id], room: 1 })).held).toEqual([id]);
  expect((await claim(randomUUID(), { room: 1 })).granted).toEqual([]);
});

test('[claim] frees at once what is given up, and only by its own process', async () => {
  const [host, other, id] = [randomUUID(), randomUUID(), await buildOpen()];
  await claim(host, { room: 1 });
  expect((await claim(other, { released: [id], room: 1 })).granted).toEqual([]);
  await claim(host, { released: [id] });
  expect((await claim(other, { room: 1 })).granted).toEqual([id]);
});

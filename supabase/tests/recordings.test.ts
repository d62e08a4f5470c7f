import { expect, test } from 'vitest';
import { startDatabase } from './embedded.ts';
import {
  addMember,
  buildComment,
  buildGuest,
  buildInterview,
  buildLink,
  buildOrganization,
  buildPerson,
  buildReplayLink,
  buildUser,
  must,
  newLink,
  newRecording,
} from './people.ts';

const database = startDatabase();

async function readDue(interviewId: string) {
  return must(await database.service.from('recordings_due').select().eq('interview_id', interviewId));
}

async function endAt(interviewId: string, ended_at?: string) {
  const change = { status: 'completed' as const, ...(ended_at && { ended_at }) };
  return must(
    await database.service
      .from('interviews')
      .update(change)
      .eq('id', interviewId)
      .select('ended_at')
      .single(),
  ).ended_at;
}

test('[recording] is due from the end of its interview until the room knows that it is stored', async () => {
  const id = await buildInterview(database);
  expect(await readDue(id)).toEqual([]);
  await endAt(id, '2026-11-28T23:59:59.999Z');
  const path = `2026/11/28/${id}/tape.interlace`;
  expect(await readDue(id)).toMatchObject([{ path, title: 'Pairing', is_stored: false }]);
  must(
    await database.service
      .from('recordings')
      .insert({ ...newRecording(id), path })
      .select(),
  );
  expect(await readDue(id)).toMatchObject([{ path, is_stored: true }]);
  const told = { released_at: new Date().toISOString() };
  must(await database.service.from('recordings').update(told).eq('interview_id', id).select());
  expect(await readDue(id)).toEqual([]);
});

test('[recording] is in the folder of the day, by UTC, on which its interview ended, and stays there', async () => {
  const id = await buildInterview(database);
  const end = must({ data: await endAt(id, '2026-12-01T00:30:00+02:00'), error: null });
  expect(await readDue(id)).toMatchObject([{ path: `2026/11/30/${id}/tape.interlace` }]);
  const moved = { ended_at: '2027-01-01T00:00:00Z', title: 'Other' };
  must(await database.service.from('interviews').update(moved).eq('id', id).select());
  expect(await readDue(id)).toMatchObject([{ title: 'Other', ended_at: end }]);
});

test('[recording] of an interview that nobody gave an end has the moment of its status', async () => {
  const before = Date.now();
  for (const status of ['completed', 'abandoned'] as const) {
    const [due] = await readDue(await buildInterview(database, { status }));
    expect(Date.parse(due?.ended_at ?? '')).toBeGreaterThan(before - 60_000);
  }
});

test('[recording] goes with its interview, and its file is remembered for removal', async () => {
  const id = await buildInterview(database, { status: 'completed', ended_at: '2026-11-28T10:00:00Z' });
  const open = await buildInterview(database);
  must(await database.service.from('recordings').insert(newRecording(id)).select());
  must(await database.service.from('interviews').delete().in('id', [id, open]).select());
  expect(must(await database.service.from('recordings').select().eq('interview_id', id))).toEqual([]);
  const removals = async (interviewId: string) =>
    must(await database.service.from('storage_removals').select().like('path', `%${interviewId}%`));
  expect(await removals(id)).toMatchObject([
    { bucket: 'recordings', path: `2026/11/28/${id}/tape.interlace` },
  ]);
  expect(await removals(open)).toEqual([]);
});

test('[recording] is remembered for removal also when its organisation goes', async () => {
  const organization_id = await buildOrganization(database);
  const id = await buildInterview(database, { organization_id, status: 'completed' });
  must(await database.service.from('organizations').delete().eq('id', organization_id).select());
  expect(must(await database.service.from('storage_removals').select().like('path', `%${id}%`))).toHaveLength(
    1,
  );
});

test('[recording] lies where nobody but the service reads, lists, signs or writes', async () => {
  const organizationId = await buildOrganization(database);
  const owner = await buildPerson(database);
  await addMember(database, { organizationId, userId: owner.id, role: 'owner' });
  const path = `2026/11/28/${await buildInterview(database, { organization_id: organizationId })}/tape.interlace`;
  must(await database.service.storage.from('recordings').upload(path, 'tape'));
  for (const client of [owner.client, database.makeClient()]) {
    const bucket = client.storage.from('recordings');
    expect((await bucket.download(path)).error).not.toBeNull();
    expect((await bucket.list('2026/11/28')).data ?? []).toEqual([]);
    expect((await bucket.createSignedUrl(path, 60)).error).not.toBeNull();
    expect((await bucket.upload(path, 'other', { upsert: true })).error).not.toBeNull();
    await bucket.remove([path]);
  }
  const kept = must(await database.service.storage.from('recordings').download(path));
  expect(await kept.text()).toBe('tape');
});

test('[views] stay as they are, also for the database itself, until their interview goes', async () => {
  const interview_id = await buildInterview(database);
  const user_id = await buildUser(database);
  const link_id = await buildReplayLink(database, interview_id);
  const { service, sql } = database;
  must(await service.from('replay_views').insert({ interview_id, user_id, what: 'page' }).select());
  must(await service.from('replay_views').insert({ interview_id, link_id, what: 'tape' }).select());
  await expect(sql`update public.replay_views set what = 'fork'`).rejects.toMatchObject({ code: '42501' });
  await expect(sql`delete from public.replay_views`).rejects.toMatchObject({ code: '42501' });
  await expect(sql`truncate public.replay_views`).rejects.toMatchObject({ code: '42501' });
  await sql`delete from auth.users where id = ${user_id}`;
  const left = must(
    await service.from('replay_views').select('user_id, link_id').eq('interview_id', interview_id),
  );
  expect(left).toEqual(
    expect.arrayContaining([
      { user_id: null, link_id },
      { user_id: null, link_id: null },
    ]),
  );
  must(await service.from('interviews').delete().eq('id', interview_id).select());
  expect(must(await service.from('replay_views').select().eq('interview_id', interview_id))).toEqual([]);
});

test('[views] are by a link of the same interview, and by one viewer', async () => {
  const interview_id = await buildInterview(database);
  const link_id = await buildReplayLink(database, await buildInterview(database));
  const add = (view: { link_id?: string; user_id?: string }) =>
    database.service.from('replay_views').insert({ interview_id, what: 'page', ...view });
  expect((await add({ link_id })).error?.code).toBe('23503');
  const own = await buildReplayLink(database, interview_id);
  expect((await add({ link_id: own, user_id: await buildUser(database) })).error?.code).toBe('23514');
  expect((await add({ link_id: own })).error).toBeNull();
});

test('[replay links] work 90 days at most, and the log says who made and revoked them', async () => {
  const organizationId = await buildOrganization(database);
  const owner = await buildPerson(database);
  await addMember(database, { organizationId, userId: owner.id, role: 'owner' });
  const interview_id = await buildInterview(database, { organization_id: organizationId });
  const make = (days: number) =>
    owner.client
      .from('replay_links')
      .insert({
        interview_id,
        created_by: owner.id,
        secret_hash: newLink().secret_hash,
        expires_at: new Date(Date.now() + days * 24 * 3600_000).toISOString(),
      })
      .select('id')
      .single();
  expect((await make(92)).error?.code).toBe('23514');
  const { id } = must(await make(90));
  const revoked = { revoked_at: new Date().toISOString() };
  must(await owner.client.from('replay_links').update(revoked).eq('id', id).select());
  const log = must(await database.service.from('audit_log').select().eq('subject_id', id).order('id'));
  expect(log).toMatchObject([
    { action: 'replay_link.created', actor_user_id: owner.id, details: { interview_id } },
    { action: 'replay_link.revoked', actor_user_id: owner.id, organization_id: organizationId },
  ]);
});

test('[comments] have answers one level deep, in their own interview, for no more people than they', async () => {
  const id = await buildInterview(database);
  const quiet = await buildComment(database, id);
  const open = await buildComment(database, id, { visibility: 'everyone' });
  const read = async (comment: string) =>
    must(await database.service.from('replay_comments').select().eq('id', comment).single());
  const answer = await buildComment(database, id, { parent_id: quiet, visibility: 'everyone' });
  expect((await read(answer)).visibility).toBe('members');
  const shown = { visibility: 'everyone' };
  must(await database.service.from('replay_comments').update(shown).eq('id', answer).select());
  expect((await read(answer)).visibility).toBe('members');
  const openAnswer = await buildComment(database, id, { parent_id: open, visibility: 'everyone' });
  expect((await read(openAnswer)).visibility).toBe('everyone');
  const add = (row: { interview_id: string; parent_id: string }) =>
    database.service.from('replay_comments').insert({ ...row, at_ms: 0, position: 0, body: 'Yes.' });
  expect((await add({ interview_id: id, parent_id: answer })).error?.code).toBe('23514');
  const elsewhere = await buildInterview(database);
  expect((await add({ interview_id: elsewhere, parent_id: quiet })).error?.code).toBe('23503');
});

test('[comments] keep the time of their text, and go with what they answer', async () => {
  const id = await buildInterview(database);
  const comment = await buildComment(database, id);
  const answer = await buildComment(database, id, { parent_id: comment });
  const change = async (what: { body?: string; resolved_at?: string }) =>
    must(await database.service.from('replay_comments').update(what).eq('id', comment).select().single());
  const resolved = await change({ resolved_at: new Date().toISOString() });
  expect(resolved.updated_at).toBe(resolved.created_at);
  const edited = await change({ body: 'Look here.' });
  expect(Date.parse(edited.updated_at)).toBeGreaterThan(Date.parse(edited.created_at));
  must(await database.service.from('replay_comments').delete().eq('id', comment).select());
  expect(must(await database.service.from('replay_comments').select().eq('id', answer))).toEqual([]);
});

test.each([
  ['an empty text', { body: ' \n' }],
  ['a text that is too long', { body: 'x'.repeat(4001) }],
  ['a moment before the tape', { at_ms: -1 }],
  ['half a millisecond', { at_ms: 0.5 }],
  ['a range without a file', { range_start: 0, range_end: 1 }],
  ['a range that ends before it begins', { file_id: 'f', range_start: 2, range_end: 1 }],
  ['a range without an end', { file_id: 'f', range_start: 2 }],
  ['readers that do not exist', { visibility: 'candidates' }],
])('[comments] refuse %s', async (_name, change) => {
  const row = {
    interview_id: await buildInterview(database),
    at_ms: 0,
    position: 0,
    body: 'Look.',
    ...change,
  };
  const { error } = await database.service.from('replay_comments').insert(row);
  expect(error?.code).toBe('23514');
});

test('[recording] of a voice goes with its interview, and its file is remembered for removal', async () => {
  const interview_id = await buildInterview(database);
  const participant_id = await buildGuest(database, interview_id);
  const storage_path = `2026/11/28/${interview_id}/voice/${participant_id}-1.ogg`;
  const segment = {
    ...{ interview_id, participant_id, storage_path, number: 1, name: 'Casey', bytes: 1 },
    ...{ started_at_ms: 1, duration_ms: 1, sha256: 'ab'.repeat(32) },
  };
  const add = (change = {}) => database.service.from('audio_segments').insert({ ...segment, ...change });
  expect((await add()).error).toBeNull();
  expect((await add({ storage_path: storage_path.replace('-1', '-2') })).error?.code).toBe('23505');
  expect((await add({ number: 2, storage_path: '2026/11/28/elsewhere.ogg' })).error?.code).toBe('23514');
  must(await database.service.from('interviews').delete().eq('id', interview_id).select());
  const removals = await database.service.from('storage_removals').select('bucket').eq('path', storage_path);
  expect(must(removals)).toEqual([{ bucket: 'recordings' }]);
});

test('[recording] of a voice is answered for by guests alone', async () => {
  const interview_id = await buildInterview(database);
  const link_id = await buildLink(database, interview_id);
  const guest = { interview_id, role: 'candidate', display_name: 'Casey', voice_consent: true } as const;
  const add = (change: { link_id?: string }) =>
    database.service.from('participants').insert({ ...guest, ...change });
  expect((await add({})).error?.code).toBe('23514');
  expect((await add({ link_id })).error).toBeNull();
});

import fs from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { INTERVIEW_STATUSES, isOver } from '#core/interview-status.ts';
import { MIND_CHOICES } from '#core/interviewer.ts';
import { LANGUAGE_IDS } from '#core/languages.ts';
import { MAX_NAME_LENGTH } from '#core/limits.ts';
import { USAGE_PURPOSES } from '#core/model-usage.ts';
import { MAX_NOTE_LENGTH, MAX_REMARK_LENGTH, RUBRIC_LEVELS } from '#core/panel-protocol.ts';
import { PERSON_COLOURS } from '#core/people.ts';
import { DIFFICULTIES, DRAFT_STATES, QUESTION_KINDS, QUESTION_STATES } from '#core/question.ts';
import { COMMENT_VISIBILITIES, MAX_COMMENT_LENGTH, VIEWED_THINGS } from '#core/replay-protocol.ts';
import { MEMBER_ROLES, ROOM_ROLES } from '#core/roles.ts';
import { MAIL_SUBJECTS } from '../embedded/mail-template.ts';
import { introspect } from '../types-introspection.ts';
import { writeTypes } from '../types-writer.ts';
import { startDatabase } from './embedded.ts';
import {
  addMember,
  buildComment,
  buildGuest,
  buildInterview,
  buildLink,
  buildMark,
  buildNote,
  buildOrganization,
  buildPerson,
  buildUser,
  must,
  planQuestion,
} from './people.ts';

const database = startDatabase();

async function readEnum(name: string): Promise<string[]> {
  const rows = await database.sql<{ value: string }[]>`
    select unnest(enum_range(null::${database.sql.unsafe(name)}))::text as value`;
  return rows.map((row) => row.value);
}

/** The values that a check constraint lists. */
async function readCheck(name: string): Promise<string[]> {
  const [row] = await database.sql<{ text: string }[]>`
    select pg_get_constraintdef(oid) as text from pg_constraint where conname = ${name}`;
  return [...(row?.text ?? '').matchAll(/'([^']+)'::/g)].map((match) => match[1] ?? '');
}

describe('SQL repeats the lists of core', () => {
  test('member roles', async () => expect(await readEnum('public.member_role')).toEqual([...MEMBER_ROLES]));
  test('room roles', async () => expect(await readEnum('public.room_role')).toEqual([...ROOM_ROLES]));
  test('interview states', async () =>
    expect(await readEnum('public.interview_status')).toEqual([...INTERVIEW_STATUSES]));
  test('kinds, difficulties and states of questions', async () => {
    expect(await readEnum('public.question_kind')).toEqual([...QUESTION_KINDS]);
    expect(await readEnum('public.question_difficulty')).toEqual([...DIFFICULTIES]);
    expect(await readEnum('public.question_state')).toEqual([...QUESTION_STATES]);
    expect(await readEnum('public.draft_state')).toEqual([...DRAFT_STATES]);
  });
  test('levels of a rubric', async () =>
    expect(await readEnum('public.rubric_level')).toEqual([...RUBRIC_LEVELS]));
  test('what models are asked for', async () =>
    expect(await readCheck('interviewer_usage_purpose_check')).toEqual([...USAGE_PURPOSES]));
  test('languages', async () =>
    expect(await readCheck('interviews_language_check')).toEqual([...LANGUAGE_IDS]));

  test('minds of AI interviewers', async () =>
    expect(await readCheck('interviews_interviewer_mind_check')).toEqual([...MIND_CHOICES]));

  test('who reads comments, and what is done with replays', async () => {
    expect(await readCheck('replay_comments_visibility_check')).toEqual([...COMMENT_VISIBILITIES]);
    expect(await readCheck('replay_views_what_check')).toEqual([...VIEWED_THINGS]);
  });

  test('the longest comment', async () => {
    const id = await buildInterview(database);
    await buildComment(database, id, { body: 'x'.repeat(MAX_COMMENT_LENGTH) });
    await expect(buildComment(database, id, { body: 'x'.repeat(MAX_COMMENT_LENGTH + 1) })).rejects.toThrow(
      'replay_comments_body_check',
    );
  });

  test('the longest note and remark', async () => {
    const id = await buildInterview(database);
    const note = (length: number) => buildNote(database, id, { text: 'x'.repeat(length) });
    await note(MAX_NOTE_LENGTH);
    await expect(note(MAX_NOTE_LENGTH + 1)).rejects.toThrow('interview_notes_text_check');
    const question_id = await planQuestion(database, id);
    const mark = async (length: number) =>
      buildMark(database, id, {
        author: await buildUser(database),
        question_id,
        remark: 'x'.repeat(length),
      });
    await mark(MAX_REMARK_LENGTH);
    await expect(mark(MAX_REMARK_LENGTH + 1)).rejects.toThrow('rubric_marks_remark_check');
  });

  test('the longest name, for everybody who can have one', async () => {
    const id = await buildInterview(database, { candidate_name: 'x'.repeat(MAX_NAME_LENGTH) });
    const { service } = database;
    const long = 'x'.repeat(MAX_NAME_LENGTH + 1);
    const interview = await service.from('interviews').update({ candidate_name: long }).eq('id', id);
    expect(interview.error?.code).toBe('23514');
    const guest = await buildGuest(database, id);
    const participant = (name: string) =>
      service.from('participants').update({ display_name: name }).eq('id', guest);
    expect((await participant('x'.repeat(MAX_NAME_LENGTH))).error).toBeNull();
    expect((await participant(long)).error?.code).toBe('23514');
  });

  test.each(INTERVIEW_STATUSES.filter(isOver))('%s is final', async (status) => {
    const id = await buildInterview(database, { status });
    const change = (to: (typeof INTERVIEW_STATUSES)[number]) =>
      database.service.from('interviews').update({ status: to, title: 'Still editable' }).eq('id', id);
    expect((await change('in_progress')).error).toMatchObject({
      code: 'P0001',
      hint: 'Create a new interview.',
    });
    expect((await change(status)).error).toBeNull();
  });
});

describe('the schema', () => {
  test('has row-level security on every table', async () => {
    const open = await database.sql`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not relrowsecurity`;
    expect(open).toEqual([]);
  });

  test('has views that ask the policies of whoever reads them', async () => {
    const open = await database.sql`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
        and not coalesce('security_invoker=true' = any (reloptions), false)`;
    expect(open).toEqual([]);
  });

  test('gives anonymous callers no privilege at all', async () => {
    const given = await database.sql`
      select table_name, privilege_type from information_schema.role_table_grants
      where table_schema = 'public' and grantee in ('anon', 'PUBLIC')`;
    expect(given).toEqual([]);
    const functions = await database.sql`
      select proname from pg_proc where pronamespace in ('public'::regnamespace, 'private'::regnamespace)
        and has_function_privilege('anon', oid, 'execute')`;
    expect(functions).toEqual([]);
  });

  test('gives members the functions that policies ask and those that save and reject questions, and no others', async () => {
    const functions = await database.sql<{ name: string }[]>`
      select proname as name from pg_proc where pronamespace in ('public'::regnamespace, 'private'::regnamespace)
        and has_function_privilege('authenticated', oid, 'execute') order by proname`;
    expect(functions.map((one) => one.name)).toEqual([
      'add_question_version',
      'asks_criterion',
      'create_question',
      'has_role',
      'holds_interview',
      'is_fellow_member',
      'is_member',
      'organization_of',
      'plan_interview',
      'plans_question',
      'reads_question',
      'reject_draft',
      'save_question',
      'sees_marks',
      'works_with',
      'writes_question',
    ]);
  });

  test('fixes the search path of every function that runs as its owner', async () => {
    const open = await database.sql`
      select proname from pg_proc where pronamespace in ('public'::regnamespace, 'private'::regnamespace)
        and prosecdef and not coalesce('search_path=""' = any (proconfig), false)`;
    expect(open).toEqual([]);
  });

  test('has an index for every foreign key', async () => {
    const slow = await database.sql`
      select k.conrelid::regclass::text as relation, k.conname from pg_constraint k
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not exists (
        select from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1])`;
    expect(slow).toEqual([]);
  });

  test('is what database.types.ts says', async () => {
    const file = await fs.readFile(new URL('../database.types.ts', import.meta.url), 'utf8');
    expect(writeTypes(await introspect(database.sql))).toBe(file);
  });
});

describe('participants', () => {
  test('who join at once get a colour each, in turn', async () => {
    const interviewId = await buildInterview(database);
    await Promise.all(Array.from({ length: PERSON_COLOURS + 2 }, () => buildGuest(database, interviewId)));
    const rows = must(
      await database.service.from('participants').select('colour').eq('interview_id', interviewId),
    );
    expect(rows.map((row) => row.colour).sort()).toEqual([0, 0, 1, 1, 2, 3, 4, 5, 6, 7]);
  });

  test('come by a link of their own interview only', async () => {
    const link = await buildLink(database, await buildInterview(database));
    const { error } = await database.service.from('participants').insert({
      interview_id: await buildInterview(database),
      role: 'candidate',
      link_id: link,
      display_name: 'Casey',
    });
    expect(error?.code).toBe('23503');
  });

  test('are in an interview once per account', async () => {
    const interview_id = await buildInterview(database);
    const user_id = await buildUser(database);
    const join = () =>
      database.service
        .from('participants')
        .insert({ interview_id, user_id, role: 'interviewer', display_name: 'I' });
    expect((await join()).error).toBeNull();
    expect((await join()).error?.code).toBe('23505');
  });

  test('are one AI interviewer an interview at most', async () => {
    const interview_id = await buildInterview(database);
    const come = () =>
      database.service
        .from('participants')
        .insert({ interview_id, role: 'ai', display_name: 'AI interviewer', admission: 'admitted' });
    const codes = (await Promise.all([come(), come()])).map(({ error }) => error?.code);
    expect(codes.sort()).toEqual(['23505', undefined]);
  });

  test('go with their interview', async () => {
    const id = await buildInterview(database);
    const guest = await buildGuest(database, id);
    must(await database.service.from('interviews').delete().eq('id', id).select());
    expect(must(await database.service.from('participants').select().eq('id', guest))).toEqual([]);
  });
});

describe('the audit log', () => {
  async function readLog(subjectId: string) {
    return must(await database.service.from('audit_log').select().eq('subject_id', subjectId).order('id'));
  }

  async function buildOwner() {
    const organizationId = await buildOrganization(database);
    const owner = await buildPerson(database);
    await addMember(database, { organizationId, userId: owner.id, role: 'owner' });
    return { organizationId, owner };
  }

  test('says who created an interview and changed its status', async () => {
    const { organizationId, owner } = await buildOwner();
    const { id } = must(
      await owner.client
        .from('interviews')
        .insert({ organization_id: organizationId, title: 'T', candidate_name: 'C', language: 'python' })
        .select('id')
        .single(),
    );
    must(await database.service.from('interviews').update({ status: 'in_progress' }).eq('id', id).select());
    must(await owner.client.from('interviews').update({ title: 'No entry' }).eq('id', id).select());
    expect(await readLog(id)).toMatchObject([
      { action: 'interview.created', actor_user_id: owner.id, organization_id: organizationId },
      {
        action: 'interview.status_changed',
        // its room did, by the service
        actor_user_id: null,
        details: { from: 'created', to: 'in_progress' },
      },
    ]);
  });

  test('says who made and revoked a link, without its secret', async () => {
    const { organizationId, owner } = await buildOwner();
    const link = await buildLink(
      database,
      await buildInterview(database, { organization_id: organizationId }),
    );
    const revoked_at = new Date().toISOString();
    must(await owner.client.from('invite_links').update({ revoked_at }).eq('id', link).select());
    const log = await readLog(link);
    expect(log.map((entry) => entry.action)).toEqual(['link.created', 'link.revoked']);
    expect(log[1]?.actor_user_id).toBe(owner.id);
    expect(JSON.stringify(log)).not.toMatch(/secret|[0-9a-f]{64}/);
  });

  test('says who admitted and removed somebody, whatever the statement claims', async () => {
    const { organizationId, owner } = await buildOwner();
    const guest = await buildGuest(
      database,
      await buildInterview(database, { organization_id: organizationId }),
    );
    const participant = must(
      await owner.client
        .from('participants')
        .update({ admission: 'admitted' })
        .eq('id', guest)
        .select()
        .single(),
    );
    expect(participant).toMatchObject({ admitted_by: owner.id, admitted_at: expect.any(String) });
    must(
      await database.service.from('participants').update({ admission: 'removed' }).eq('id', guest).select(),
    );
    expect(await readLog(guest)).toMatchObject([
      { action: 'participant.waiting', actor_user_id: null },
      { action: 'participant.admitted', actor_user_id: owner.id, details: { from: 'waiting' } },
      { action: 'participant.removed', actor_user_id: null, details: { from: 'admitted' } },
    ]);
  });

  test('cannot be changed, emptied or cut, even by the database owner', async () => {
    await buildInterview(database);
    const { sql } = database;
    await expect(sql`update public.audit_log set action = 'a.b'`).rejects.toMatchObject({ code: '42501' });
    await expect(sql`delete from public.audit_log`).rejects.toMatchObject({ code: '42501' });
    await expect(sql`truncate public.audit_log`).rejects.toMatchObject({ code: '42501' });
  });
});

describe('an organisation', () => {
  test('keeps an owner: the last one can neither leave nor be removed', async () => {
    const organizationId = await buildOrganization(database);
    const [one, other] = [await buildPerson(database), await buildPerson(database)];
    for (const { id } of [one, other])
      await addMember(database, { organizationId, userId: id, role: 'owner' });
    const leave = (person: typeof one) =>
      person.client
        .from('memberships')
        .delete()
        .eq('user_id', person.id)
        .eq('organization_id', organizationId);
    const results = await Promise.all([leave(one), leave(other)]);
    expect(results.map(({ error }) => error?.code).sort()).toEqual(['P0001', undefined]);
  });

  test('goes with all that belongs to it, and its people stay', async () => {
    const organizationId = await buildOrganization(database);
    const userId = await buildUser(database);
    await addMember(database, { organizationId, userId, role: 'owner' });
    await buildGuest(
      database,
      await buildInterview(database, { organization_id: organizationId, created_by: userId }),
    );
    must(await database.service.from('organizations').delete().eq('id', organizationId).select());
    expect(
      must(await database.service.from('profiles').select('user_id').eq('user_id', userId)),
    ).toHaveLength(1);
  });
});

describe('take_rate_limit', () => {
  const take = (key: string, limit: number, windowInS = 3600) =>
    database.service.rpc('take_rate_limit', { p_key: key, p_limit: limit, p_window_seconds: windowInS });

  test('lets exactly the limit through, however many come at once', async () => {
    const results = await Promise.all(Array.from({ length: 60 }, () => take('burst', 7)));
    expect(results.map(({ error }) => error).filter(Boolean)).toEqual([]);
    expect(results.filter(({ data }) => data === true)).toHaveLength(7);
    expect((await take('other-key', 7)).data).toBe(true);
  });

  test('starts anew with the next window', async () => {
    expect((await take('window', 1)).data).toBe(true);
    expect((await take('window', 1)).data).toBe(false);
    await database.sql`update public.rate_limits set window_start = window_start - interval '1 hour' where key = 'window'`;
    expect((await take('window', 1)).data).toBe(true);
  });

  test('forgets windows of long ago', async () => {
    await database.sql`insert into public.rate_limits values ('old', now() - interval '3 days', 1)`;
    await take('any', 1);
    expect(await database.sql`select from public.rate_limits where key = 'old'`).toHaveLength(0);
  });

  test.each([
    [0, 60],
    [1, 0],
    [1, 86_401],
  ])('refuses a limit of %d per %d seconds', async (limit, window) => {
    expect((await take('bad', limit, window)).error?.code).toBe('22023');
  });
});

test('hosted projects get the mails and settings of the embedded one', async () => {
  const config = await fs.readFile(new URL('../config.toml', import.meta.url), 'utf8');
  for (const [kind, subject] of Object.entries(MAIL_SUBJECTS)) {
    const section = config.split(`[auth.email.template.${kind}]`)[1]?.split('[')[0];
    expect(section).toContain(`subject = "${subject}"`);
    const [, file] = /content_path = "\.\/supabase\/(.+)"/.exec(section ?? '') ?? [];
    const template = await fs.readFile(new URL(`../${file}`, import.meta.url), 'utf8');
    expect(template).toContain('{{ .SiteURL }}/auth/confirm?token_hash={{ .TokenHash }}&amp;type=');
  }
  expect(config).toMatch(/otp_length = 8\n/);
  expect(config).toMatch(/minimum_password_length = 8\n/);
  expect(config).toMatch(/enable_confirmations = true\n/);
});

import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createScriptClient } from '../client.ts';
import { startEmbedded } from '../embedded/start-for-tests.ts';
import { startDatabase } from './embedded.ts';
import {
  addMember,
  buildGuest,
  buildInterview,
  buildLink,
  buildOrganization,
  buildPerson,
  must,
  newLink,
  type Person,
} from './people.ts';

/** Things that the product's tables do not have but that an API over Postgres must get right. */
const database = startDatabase({}, (sql) =>
  sql.unsafe(`
    create table public.test_formats (
      id int primary key, amount numeric(10, 2), bytes bytea, tags text[], at timestamptz, local timestamp,
      doubled int generated always as (id * 2) stored, big bigint
    );
    alter table public.test_formats enable row level security;
    create policy "all" on public.test_formats for all to authenticated using (true) with check (true);
    -- Row-level security without a policy, but with the privileges that every new table has.
    create table public.test_no_policy (id int primary key);
    alter table public.test_no_policy enable row level security;
    insert into public.test_no_policy values (42);
    create table public.test_columns (id int primary key, open text, hidden text);
    alter table public.test_columns enable row level security;
    create policy "all" on public.test_columns for select to authenticated using (true);
    revoke all on public.test_columns from anon, authenticated;
    grant select (id, open) on public.test_columns to authenticated;
    insert into public.test_columns values (1, 'yes', 'no');
    create function public.test_fail() returns void language plpgsql as $$
    begin
      raise exception 'quota exceeded' using errcode = 'P0001', detail = 'limit 3', hint = 'upgrade';
    end; $$;
    create function public.test_who() returns jsonb language sql stable as $$
      select jsonb_build_object('uid', auth.uid(), 'role', auth.role(), 'email', auth.email(), 'user', current_user)
    $$;
    create function public.test_add(a int, b int default 10) returns int language sql immutable as 'select a + b';
  `),
);
/** The same client without our types, for what they do not know. */
const untyped = (key: string, token?: string) => {
  const headers = {
    apikey: key,
    authorization: `Bearer ${token ?? key}`,
    'content-type': 'application/json',
  };
  return async (path: string, init: { method?: string; body?: unknown; headers?: object } = {}) => {
    const response = await fetch(`${database.embedded.url}/rest/v1/${path}`, {
      method: init.method ?? 'GET',
      headers: { ...headers, ...init.headers },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  };
};

let organizationId = '';
let owner: Person;
let asOwner: ReturnType<typeof untyped>;
let asAnon: ReturnType<typeof untyped>;

beforeAll(async () => {
  organizationId = await buildOrganization(database);
  owner = await buildPerson(database, { name: 'Olga' });
  await addMember(database, { organizationId, userId: owner.id, role: 'owner' });
  const token = (await owner.client.auth.getSession()).data.session?.access_token ?? '';
  asOwner = untyped(database.embedded.publishableKey, token);
  asAnon = untyped(database.embedded.publishableKey);
});

const newInterview = (overrides = {}) =>
  buildInterview(database, { organization_id: organizationId, ...overrides });

describe('security of the API itself', () => {
  test('a table with row-level security and no policy shows nothing, also to the first request ever', async () => {
    expect(await asAnon('test_no_policy')).toEqual({ status: 200, body: [] });
    expect((await asOwner('test_no_policy')).body).toEqual([]);
  });

  test('privileges that a migration revoked stay revoked', async () => {
    expect((await asOwner('test_columns?select=id,open')).body).toEqual([{ id: 1, open: 'yes' }]);
    expect(await asOwner('test_columns?select=hidden')).toMatchObject({
      status: 403,
      body: { code: '42501' },
    });
    expect(await asAnon('test_columns?select=id')).toMatchObject({ status: 401, body: { code: '42501' } });
    expect(await asAnon('dev_mailbox')).toMatchObject({ status: 401, body: { code: '42501' } });
  });

  test.each(['auth', 'storage', 'private', 'supabase_migrations'])(
    'schema %s is out of reach',
    async (schema) => {
      const { status, body } = await asOwner('users', { headers: { 'accept-profile': schema } });
      expect(status).toBe(406);
      expect(body.code).toBe('PGRST106');
    },
  );

  test('functions see the caller, whoever it is', async () => {
    const post = { method: 'POST', body: {} };
    expect((await asOwner('rpc/test_who', post)).body).toEqual({
      uid: owner.id,
      role: 'authenticated',
      email: owner.email,
      user: 'authenticated',
    });
    expect((await asAnon('rpc/test_who', post)).body).toMatchObject({ uid: null, user: 'anon' });
    const asService = untyped(database.embedded.secretKey);
    expect((await asService('rpc/test_who', post)).body).toMatchObject({ uid: null, user: 'service_role' });
  });

  test('200 requests at once of four people and nobody are never taken for each other', async () => {
    const people = [
      owner,
      await buildPerson(database),
      await buildPerson(database),
      await buildPerson(database),
    ];
    const clients = [
      ...people.map(({ id, client }) => ({ id, client })),
      { id: null, client: database.makeClient() },
    ];
    const results = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const { id, client } = clients[n % clients.length] ?? { id: null, client: database.makeClient() };
        if (id === null)
          return { wanted: '42501', got: (await client.from('profiles').select()).error?.code };
        if (n % 2)
          return {
            wanted: id,
            got: must(await client.from('profiles').select().eq('user_id', id))[0]?.user_id,
          };
        const settings = { n };
        const updated = await client
          .from('profiles')
          .update({ settings })
          .neq('display_name', '')
          .select('user_id');
        return {
          wanted: id,
          got: must(updated)
            .map((row) => row.user_id)
            .join(),
        };
      }),
    );
    expect(results.filter(({ wanted, got }) => wanted !== got)).toEqual([]);
  });
});

describe('values', () => {
  test('arrive as PostgREST writes them', async () => {
    const row = {
      id: 1,
      amount: 12.5,
      bytes: '\\x0001ff0a',
      tags: ['a', 'b "c"'],
      at: '2026-06-01T10:00:00+02:00',
      local: '2026-06-01T10:00:00',
      big: 9007199254740991,
    };
    const { status, body } = await asOwner('test_formats', {
      method: 'POST',
      body: row,
      headers: { prefer: 'return=representation' },
    });
    expect(status).toBe(201);
    expect(body).toEqual([{ ...row, at: '2026-06-01T08:00:00+00:00', doubled: 2 }]);
  });

  test('objects in jsonb come back whole', async () => {
    const settings = { editor: { vim: true, sizes: [1, 2.5, null] }, text: '{"not": "parsed"}' };
    must(await owner.client.from('profiles').update({ settings }).eq('user_id', owner.id).select());
    const read = must(
      await owner.client.from('profiles').select('settings').eq('user_id', owner.id).single(),
    );
    expect(read.settings).toEqual(settings);
  });

  test('times of our own tables carry their zone', async () => {
    const id = await newInterview({ scheduled_at: '2026-12-01T09:00:00+01:00' });
    const row = must(await owner.client.from('interviews').select().eq('id', id).single());
    expect(row.scheduled_at).toBe('2026-12-01T08:00:00+00:00');
    expect(row.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\+00:00$/);
  });
});

describe('queries', () => {
  test('filter, sort, page and count', async () => {
    const organization_id = await buildOrganization(database);
    for (const title of ['b', 'a', 'c', 'd']) await buildInterview(database, { organization_id, title });
    const { data, count } = await database.service
      .from('interviews')
      .select('title', { count: 'exact' })
      .eq('organization_id', organization_id)
      .in('title', ['a', 'b', 'c'])
      .order('title', { ascending: false })
      .range(0, 1);
    expect(data).toEqual([{ title: 'c' }, { title: 'b' }]);
    expect(count).toBe(3);
  });

  test('search in several columns, wild cards and letter case included', async () => {
    const id = await newInterview({ title: 'Köln: Rate Limiter' });
    const { data } = await owner.client
      .from('interviews')
      .select('id')
      .or('title.ilike.%KÖLN%,candidate_email.eq.nobody');
    expect(data).toEqual([{ id }]);
  });

  test('embed what belongs together', async () => {
    const id = await newInterview({ created_by: owner.id });
    const guest = await buildGuest(database, id);
    const { data, error } = await owner.client
      .from('interviews')
      .select(
        'id, creator:profiles!interviews_created_by_fkey(display_name), participants(id, invite_links(role)), invite_links(count)',
      )
      .eq('id', id)
      .single();
    expect(error).toBeNull();
    expect(data).toEqual({
      id,
      creator: { display_name: 'Olga' },
      participants: [{ id: guest, invite_links: { role: 'candidate' } }],
      invite_links: [{ count: 1 }],
    });
  });

  test('filter by what is embedded', async () => {
    const id = await newInterview();
    await buildGuest(database, id);
    const { data } = await owner.client
      .from('interviews')
      .select('id, participants!inner(admission)')
      .eq('participants.admission', 'waiting')
      .eq('id', id);
    expect(data).toEqual([{ id, participants: [{ admission: 'waiting' }] }]);
  });

  test('insert or update by key', async () => {
    const row = { key: randomUUID(), window_start: '2026-01-01T00:00:00+00:00' };
    for (const count of [1, 2])
      must(
        await database.service
          .from('rate_limits')
          .upsert({ ...row, count })
          .select(),
      );
    const { data } = await database.service.from('rate_limits').select().eq('key', row.key);
    expect(data).toEqual([{ ...row, count: 2 }]);
  });

  test('maybeSingle gives null for no row, single refuses', async () => {
    const none = owner.client.from('interviews').select().eq('id', randomUUID());
    expect(await none.maybeSingle()).toMatchObject({ data: null, error: null });
    const { error, status } = await owner.client.from('interviews').select().eq('id', randomUUID()).single();
    expect({ code: error?.code, status }).toEqual({ code: 'PGRST116', status: 406 });
  });

  test('a conditional update changes one row for one of two racers', async () => {
    const id = await newInterview();
    const start = () =>
      database.service
        .from('interviews')
        .update({ status: 'in_progress' })
        .eq('id', id)
        .eq('status', 'created')
        .select();
    const results = await Promise.all([start(), start()]);
    expect(results.map(({ data }) => data?.length).sort()).toEqual([0, 1]);
  });

  test('functions take defaults', async () => {
    expect((await asOwner('rpc/test_add', { method: 'POST', body: { a: 5 } })).body).toBe(15);
    expect((await asOwner('rpc/test_add?a=5&b=1')).body).toBe(6);
  });

  test('no reply has more than 1000 rows', async () => {
    const organization_id = await buildOrganization(database);
    await database.sql`insert into public.interviews (organization_id, title, candidate_name, language)
      select ${organization_id}, 't', 'c', 'python' from generate_series(1, 1001)`;
    const { data } = await database.service
      .from('interviews')
      .select('id')
      .eq('organization_id', organization_id);
    expect(data).toHaveLength(1000);
  });
});

describe('refusals carry the code that PostgREST gives', () => {
  const link = async (overrides: object) =>
    database.service
      .from('invite_links')
      .insert({ interview_id: await newInterview(), ...newLink(), ...overrides });

  test.each([
    [
      'a duplicate',
      409,
      '23505',
      async () => {
        const { secret_hash } = newLink();
        await link({ secret_hash });
        return link({ secret_hash });
      },
    ],
    ['a missing parent', 409, '23503', () => link({ interview_id: randomUUID() })],
    ['a failed check', 400, '23514', () => link({ secret_hash: 'abc' })],
    ['a role that links may not give', 400, '23514', () => link({ role: 'interviewer' })],
    ['a missing value', 400, '23502', () => link({ expires_at: null })],
    ['an unknown enum value', 400, '22P02', () => link({ role: 'king' })],
    ['an id that is none', 400, '22P02', () => owner.client.from('interviews').select().eq('id', 'x')],
    ['an unknown column', 400, '42703', () => owner.client.from('interviews').select('nope' as 'id')],
    ['an unknown table', 404, 'PGRST205', () => owner.client.from('nope' as 'interviews').select()],
    ['an unknown column to insert', 400, 'PGRST204', () => link({ nope: 1 })],
    [
      'an unknown function',
      404,
      'PGRST202',
      () => owner.client.rpc('nope' as 'take_rate_limit', {} as never),
    ],
    [
      'an unknown relation',
      400,
      'PGRST200',
      () => owner.client.from('interviews').select('id, rate_limits(*)' as 'id'),
    ],
    [
      'a statement that a policy forbids',
      403,
      '42501',
      () =>
        owner.client.from('interviews').insert({
          organization_id: randomUUID(),
          title: 't',
          candidate_name: 'c',
          language: 'python',
        }),
    ],
  ] as const)('%s', async (_, status, code, run) => {
    const response = await run();
    expect({ status: response.status, code: response.error?.code }).toEqual({ status, code });
  });

  test('an exception of our own keeps its message, details and hint', async () => {
    expect(await asOwner('rpc/test_fail', { method: 'POST', body: {} })).toEqual({
      status: 400,
      body: { code: 'P0001', message: 'quota exceeded', details: 'limit 3', hint: 'upgrade' },
    });
  });

  test('none of their values reach the log', async () => {
    await link({ label: 'Very Secret Label', secret_hash: 'abc' });
    await link({ role: 'king-of-secrets' });
    expect(database.embedded.getErrors()).not.toMatch(/secret|Secret|insert into/);
    expect(database.embedded.getErrors()).toMatch(/^supabase: database refused a statement, code 23514$/m);
  });
});

describe('a restart', () => {
  test('keeps rows, sessions and revoked privileges', async () => {
    const id = await newInterview();
    await buildLink(database, id);
    const { embedded } = database;
    const { publishableKey, url, dataDir, port, postgresPort } = embedded;
    const old = (await owner.client.auth.getSession()).data.session?.refresh_token ?? '';
    await embedded.stop();
    Object.assign(embedded, await startEmbedded({ dataDir, port, postgresPort, secrets: embedded }));
    const client = createScriptClient(url, publishableKey);
    expect((await client.auth.refreshSession({ refresh_token: old })).error).toBeNull();
    expect(must(await client.from('interviews').select('id').eq('id', id))).toEqual([{ id }]);
    expect((await asAnon('dev_mailbox')).body.code).toBe('42501');
    expect((await asOwner('test_columns?select=hidden')).body.code).toBe('42501');
    expect((await asAnon('test_no_policy')).body).toEqual([]);
  });
});

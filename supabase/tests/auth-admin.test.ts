import { createServerClient } from '@supabase/ssr';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import ws from 'ws';
import type { Database } from '../database.types.ts';
import { startDatabase } from './embedded.ts';
import { createMailReader } from './mailbox.ts';
import { buildPerson, must, PASSWORD, uniqueEmail } from './people.ts';

const APP_URL = 'http://127.0.0.1:3999';
const database = startDatabase({
  appUrl: APP_URL,
  env: { GOOGLE_CLIENT_ID: 'test-client.apps.googleusercontent.com', GOOGLE_CLIENT_SECRET: 'test-secret' },
});
const { readMails, readLink, getHash } = createMailReader(database);

describe('tokens', () => {
  const sign = (claims: Record<string, unknown>, secret = database.embedded.jwtSecret) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(secret));
  const read = (token: string) =>
    fetch(`${database.embedded.url}/rest/v1/organizations`, {
      headers: { apikey: database.embedded.publishableKey, authorization: `Bearer ${token}` },
    });

  test('signed with another secret are refused', async () => {
    const token = await sign({ role: 'authenticated' }, 'x'.repeat(40));
    const response = await read(token);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'PGRST301' });
  });

  test('that have ended are refused', async () => {
    const token = await new SignJWT({ role: 'authenticated' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime(1)
      .sign(new TextEncoder().encode(database.embedded.jwtSecret));
    const response = await read(token);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'PGRST303' });
  });

  test.each(['postgres', 'supabase_auth_admin', 'nobody', ['postgres'], 5, null])(
    'that name the role %j are refused, well signed or not',
    async (role) => {
      expect((await read(await sign({ role }))).status).toBe(401);
    },
  );

  test('no key, or a wrong one, opens nothing', async () => {
    const url = `${database.embedded.url}/rest/v1/organizations`;
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { headers: { apikey: 'sb_secret_made_up' } })).status).toBe(401);
  });
});

describe('admin API', () => {
  test('makes, reads, lists, changes and deletes a person', async () => {
    const { admin } = database.service.auth;
    const email = uniqueEmail();
    const created = await admin.createUser({
      email,
      password: PASSWORD,
      email_confirm: true,
      app_metadata: { plan: 'team' },
    });
    const id = created.data.user?.id ?? '';
    expect((await admin.getUserById(id)).data.user).toMatchObject({ id, email });
    expect((await admin.listUsers({ perPage: 1000 })).data.users.map((user) => user.id)).toContain(id);
    const changed = await admin.updateUserById(id, { password: 'changed-password', user_metadata: { a: 1 } });
    expect(changed.data.user?.user_metadata).toMatchObject({ a: 1, email });
    const client = database.makeClient();
    const session = await client.auth.signInWithPassword({ email, password: 'changed-password' });
    expect(session.data.user?.app_metadata.plan).toBe('team');
    expect((await admin.deleteUser(id)).error).toBeNull();
    expect((await admin.getUserById(id)).error?.code).toBe('user_not_found');
    expect(
      (await client.auth.signInWithPassword({ email, password: 'changed-password' })).error,
    ).not.toBeNull();
  });

  test('refuses a second person with the same address, whatever its case', async () => {
    const { email } = await buildPerson(database);
    const again = await database.service.auth.admin.createUser({ email: email.toUpperCase() });
    expect(again.error?.code).toBe('email_exists');
  });

  test('refuses a weak password and what is no address', async () => {
    const { admin } = database.service.auth;
    expect((await admin.createUser({ email: uniqueEmail(), password: 'short' })).error?.code).toBe(
      'weak_password',
    );
    expect((await admin.createUser({ email: 'nonsense' })).error?.code).toBe('validation_failed');
  });

  test('invites: the person has no team of their own, and the mailed token signs in', async () => {
    const email = uniqueEmail();
    const { data, error } = await database.service.auth.admin.inviteUserByEmail(email, {
      data: { display_name: 'Ina' },
      redirectTo: `${APP_URL}/welcome`,
    });
    expect(error).toBeNull();
    const link = await readLink(email);
    expect(link.searchParams.get('type')).toBe('invite');
    expect(link.searchParams.get('redirect_to')).toBe(`${APP_URL}/welcome`);
    const client = database.makeClient();
    const verified = await client.auth.verifyOtp({ token_hash: await getHash(email), type: 'invite' });
    expect(verified.data.user?.id).toBe(data.user?.id);
    expect(must(await client.from('memberships').select())).toEqual([]);
    const again = await database.service.auth.admin.inviteUserByEmail(email);
    expect(again.error?.code).toBe('email_exists');
  });

  test.each(['magiclink', 'recovery'] as const)('makes a %s that verifies', async (type) => {
    const { email } = await buildPerson(database);
    const { data } = await database.service.auth.admin.generateLink({ type, email });
    expect(data.properties?.action_link).toMatch(
      new RegExp(`^${APP_URL}/auth/confirm\\?token_hash=[0-9a-f]{64}`),
    );
    const token_hash = data.properties?.hashed_token ?? '';
    expect((await database.makeClient().auth.verifyOtp({ token_hash, type })).data.user?.email).toBe(email);
    expect(await readMails(email)).toEqual([]);
  });

  test('answers nobody but the service', async () => {
    const { client, id } = await buildPerson(database);
    for (const one of [client, database.makeClient()]) {
      expect((await one.auth.admin.listUsers()).error?.code).toBe('not_admin');
      expect((await one.auth.admin.deleteUser(id)).error?.code).toBe('not_admin');
      expect((await one.auth.admin.inviteUserByEmail(uniqueEmail())).error?.code).toBe('not_admin');
    }
  });
});

describe('Google', () => {
  test('sends the browser to Google, and back to the app', async () => {
    const { data } = await database.makeClient().auth.signInWithOAuth({
      provider: 'google',
      options: { redirectTo: `${APP_URL}/auth/callback`, skipBrowserRedirect: true },
    });
    const response = await fetch(data.url ?? '', { redirect: 'manual' });
    const target = new URL(response.headers.get('location') ?? '');
    expect(response.status).toBe(302);
    expect(target.host).toBe('accounts.google.com');
    expect(target.searchParams.get('redirect_uri')).toBe(`${APP_URL}/auth/v1/callback`);
    expect(target.searchParams.get('client_id')).toBe('test-client.apps.googleusercontent.com');
  });
});

describe('cookies of a server (@supabase/ssr)', () => {
  function makeServerClient(jar: Map<string, string>) {
    return createServerClient<Database>(database.embedded.url, database.embedded.publishableKey, {
      realtime: { transport: ws as unknown as typeof WebSocket },
      cookies: {
        getAll: () => [...jar].map(([name, value]) => ({ name, value })),
        setAll: (cookies) => {
          for (const { name, value } of cookies) value ? jar.set(name, value) : jar.delete(name);
        },
      },
    });
  }

  test('keep somebody signed in from request to request until they sign out', async () => {
    const { id, email } = await buildPerson(database);
    const jar = new Map<string, string>();
    await makeServerClient(jar).auth.signInWithPassword({ email, password: PASSWORD });
    expect([...jar.keys()].join()).toMatch(/^sb-/);
    const next = makeServerClient(jar);
    expect((await next.auth.getUser()).data.user?.id).toBe(id);
    expect(must(await next.from('profiles').select('user_id'))).toEqual([{ user_id: id }]);
    await makeServerClient(jar).auth.signOut();
    expect(jar.size).toBe(0);
    expect((await makeServerClient(jar).auth.getUser()).data.user).toBeNull();
  });

  test('are renewed when the session has ended', async () => {
    const { id, email } = await buildPerson(database);
    const jar = new Map<string, string>();
    await makeServerClient(jar).auth.signInWithPassword({ email, password: PASSWORD });
    const [[name, value] = ['', '']] = jar;
    const session = JSON.parse(Buffer.from(value.replace('base64-', ''), 'base64url').toString());
    const ended = JSON.stringify({ ...session, expires_at: 1, expires_in: 0 });
    jar.set(name, `base64-${Buffer.from(ended).toString('base64url')}`);
    const before = jar.get(name);
    expect((await makeServerClient(jar).auth.getUser()).data.user?.id).toBe(id);
    expect(jar.get(name)).not.toBe(before);
  });
});

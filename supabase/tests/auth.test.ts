import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { startDatabase } from './embedded.ts';
import { createMailReader } from './mailbox.ts';
import { buildPerson, must, PASSWORD, uniqueEmail } from './people.ts';

const APP_URL = 'http://127.0.0.1:3999';
const database = startDatabase({ appUrl: APP_URL });

const { readMails, readLink, getHash } = createMailReader(database);

/** Lets a minute pass for the service: it does not repeat a mail before. */
async function ageMails(email: string): Promise<void> {
  await database.sql`update auth.users set confirmation_sent_at = confirmation_sent_at - interval '61 seconds'
    where email = ${email}`;
}

async function signUp(data: Record<string, unknown> = {}) {
  const email = uniqueEmail();
  const client = database.makeClient();
  const response = await client.auth.signUp({
    email,
    password: PASSWORD,
    options: { data, emailRedirectTo: `${APP_URL}/invited?to=team` },
  });
  return { email, client, response };
}

describe('sign-up', () => {
  test('gives no session before the address is confirmed', async () => {
    const { response, email, client } = await signUp();
    expect(response.error).toBeNull();
    expect(response.data.session).toBeNull();
    const early = await client.auth.signInWithPassword({ email, password: PASSWORD });
    expect(early.error?.code).toBe('email_not_confirmed');
  });

  test('sends a link into the app, and its token confirms the address and signs in', async () => {
    const { email, client } = await signUp();
    const link = await readLink(email);
    expect(link.origin + link.pathname).toBe(`${APP_URL}/auth/confirm`);
    expect(link.searchParams.get('type')).toBe('email');
    const verified = await client.auth.verifyOtp({ token_hash: await getHash(email), type: 'email' });
    expect(verified.data.session?.user.email).toBe(email);
    const later = await database.makeClient().auth.signInWithPassword({ email, password: PASSWORD });
    expect(later.error).toBeNull();
  });

  test('leads the mail back to where the request asked, within the app only', async () => {
    const { email } = await signUp();
    expect((await readLink(email)).searchParams.get('redirect_to')).toBe(`${APP_URL}/invited?to=team`);
    const other = uniqueEmail();
    const options = { emailRedirectTo: 'https://evil.example/phish' };
    await database.makeClient().auth.signUp({ email: other, password: PASSWORD, options });
    expect((await readLink(other)).searchParams.get('redirect_to')).toBe(APP_URL);
    expect(JSON.stringify(await readMails(other))).not.toContain('evil.example');
  });

  test('makes a profile, and a team that its maker owns', async () => {
    const { email, client } = await signUp({ display_name: '  Ada \n Lovelace ' });
    await client.auth.verifyOtp({ token_hash: await getHash(email), type: 'email' });
    expect(must(await client.from('profiles').select('display_name')).map((p) => p.display_name)).toEqual([
      'Ada Lovelace',
    ]);
    const memberships = must(await client.from('memberships').select('role, organizations(name)'));
    expect(memberships).toEqual([{ role: 'owner', organizations: { name: "Ada Lovelace's team" } }]);
  });

  test('without a name takes the part before the @, and cuts names to 60 characters', async () => {
    const plain = await signUp();
    const long = await signUp({ display_name: 'x'.repeat(200) });
    const rows = await database.sql<{ email: string; name: string }[]>`
      select u.email, p.display_name as name from auth.users u join public.profiles p on p.user_id = u.id
      where u.email in (${plain.email}, ${long.email})`;
    expect(rows.find((row) => row.email === plain.email)?.name).toBe(plain.email.split('@')[0]);
    expect(rows.find((row) => row.email === long.email)?.name).toBe('x'.repeat(60));
  });

  test('with a confirmed address looks the same as any other, and sends nothing', async () => {
    const { email } = await buildPerson(database);
    const { data, error } = await database.makeClient().auth.signUp({ email, password: 'another-password' });
    expect(error).toBeNull();
    expect(data.user?.identities).toEqual([]);
    expect(data.session).toBeNull();
    expect(await readMails(email)).toEqual([]);
    const old = await database.makeClient().auth.signInWithPassword({ email, password: PASSWORD });
    expect(old.error).toBeNull();
  });

  test('a second time sends the mail again after a minute, and keeps the first password', async () => {
    const { email, client } = await signUp();
    const early = await client.auth.signUp({ email, password: 'another-password' });
    expect(early.error?.code).toBe('over_email_send_rate_limit');
    await ageMails(email);
    const late = await client.auth.signUp({ email, password: 'another-password' });
    expect(late.error).toBeNull();
    expect(await readMails(email)).toHaveLength(2);
    await client.auth.verifyOtp({ token_hash: await getHash(email), type: 'email' });
    const other = await database
      .makeClient()
      .auth.signInWithPassword({ email, password: 'another-password' });
    expect(other.error?.code).toBe('invalid_credentials');
  });

  test('its mail can be asked for again after a minute; the older link then stops working', async () => {
    const { email, client } = await signUp();
    const first = await getHash(email);
    expect((await client.auth.resend({ type: 'signup', email })).error?.code).toBe(
      'over_email_send_rate_limit',
    );
    await ageMails(email);
    expect((await client.auth.resend({ type: 'signup', email })).error).toBeNull();
    expect((await client.auth.verifyOtp({ token_hash: first, type: 'email' })).error).not.toBeNull();
    expect(
      (await client.auth.verifyOtp({ token_hash: await getHash(email), type: 'email' })).error,
    ).toBeNull();
  });

  test('asking again for an unknown address says nothing about it', async () => {
    const email = uniqueEmail();
    expect((await database.makeClient().auth.resend({ type: 'signup', email })).error).toBeNull();
    expect(await readMails(email)).toEqual([]);
  });

  test('refuses a password of fewer than 8 characters', async () => {
    const { error } = await database.makeClient().auth.signUp({ email: uniqueEmail(), password: 'short12' });
    expect(error?.code).toBe('weak_password');
  });
});

describe('a link in a mail', () => {
  test('works once', async () => {
    const { email, client } = await signUp();
    const token_hash = await getHash(email);
    expect((await client.auth.verifyOtp({ token_hash, type: 'email' })).error).toBeNull();
    const again = await database.makeClient().auth.verifyOtp({ token_hash, type: 'email' });
    expect(again.error?.code).toBe('otp_expired');
  });

  test('stops working after an hour', async () => {
    const { email, client } = await signUp();
    await database.sql`update auth.users set confirmation_sent_at = now() - interval '61 minutes' where email = ${email}`;
    const late = await client.auth.verifyOtp({ token_hash: await getHash(email), type: 'email' });
    expect(late.error?.code).toBe('otp_expired');
  });

  test('shows what people typed as text, not as HTML', async () => {
    const email = uniqueEmail("o'neil&co");
    await database.makeClient().auth.signUp({ email, password: PASSWORD });
    expect((await readMails(email))[0]?.html).toContain(email.replace("'", '&#39;').replace('&c', '&amp;c'));
  });
});

describe('magic link', () => {
  test('signs a known person in by its token', async () => {
    const { email } = await buildPerson(database);
    const client = database.makeClient();
    expect(
      (await client.auth.signInWithOtp({ email, options: { shouldCreateUser: false } })).error,
    ).toBeNull();
    const verified = await client.auth.verifyOtp({ token_hash: await getHash(email), type: 'email' });
    expect(verified.data.session?.user.email).toBe(email);
  });

  test('makes a new person with the given data, unconfirmed until the link is used', async () => {
    const email = uniqueEmail();
    const client = database.makeClient();
    await client.auth.signInWithOtp({ email, options: { data: { display_name: 'Otto' } } });
    const readUser = () =>
      database.sql`select email_confirmed_at as confirmed from auth.users where email = ${email}`;
    expect((await readUser())[0]?.confirmed).toBeNull();
    await client.auth.verifyOtp({ token_hash: await getHash(email), type: 'email' });
    expect((await readUser())[0]?.confirmed).not.toBeNull();
    expect(must(await client.from('profiles').select('display_name').single()).display_name).toBe('Otto');
  });

  test('for an unknown person is refused where no one is to be made', async () => {
    const email = uniqueEmail();
    const { error } = await database
      .makeClient()
      .auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
    expect(error).not.toBeNull();
    expect(await readMails(email)).toEqual([]);
  });

  test('has a code of 8 digits, and a wrong one is refused', async () => {
    const { email } = await buildPerson(database);
    const { data } = await database.service.auth.admin.generateLink({ type: 'magiclink', email });
    const code = data.properties?.email_otp ?? '';
    expect(code).toMatch(/^\d{8}$/);
    const wrong = code === '00000000' ? '00000001' : '00000000';
    const client = database.makeClient();
    expect((await client.auth.verifyOtp({ email, token: wrong, type: 'email' })).error?.code).toBe(
      'otp_expired',
    );
    expect((await client.auth.verifyOtp({ email, token: code, type: 'email' })).error).toBeNull();
  });
});

describe('password', () => {
  test('signs in, and a wrong one does not', async () => {
    const { email } = await buildPerson(database);
    const client = database.makeClient();
    const wrong = await client.auth.signInWithPassword({ email, password: 'wrong-password' });
    expect(wrong.error?.code).toBe('invalid_credentials');
    const unknown = await client.auth.signInWithPassword({ email: uniqueEmail(), password: PASSWORD });
    expect(unknown.error?.code).toBe('invalid_credentials');
    expect((await client.auth.signInWithPassword({ email, password: PASSWORD })).data.user?.email).toBe(
      email,
    );
  });

  test('is recovered by a mailed link that leads to the page for a new one', async () => {
    const { email } = await buildPerson(database);
    const client = database.makeClient();
    expect((await client.auth.resetPasswordForEmail(email)).error).toBeNull();
    const link = await readLink(email);
    expect(link.searchParams.get('type')).toBe('recovery');
    expect(link.searchParams.get('next')).toBe('/reset-password');
    const verified = await client.auth.verifyOtp({ token_hash: await getHash(email), type: 'recovery' });
    expect(verified.error).toBeNull();
    expect((await client.auth.updateUser({ password: 'brand-new-password' })).error).toBeNull();
    const fresh = database.makeClient();
    expect((await fresh.auth.signInWithPassword({ email, password: PASSWORD })).error?.code).toBe(
      'invalid_credentials',
    );
    expect((await fresh.auth.signInWithPassword({ email, password: 'brand-new-password' })).error).toBeNull();
  });

  test('recovery of an unknown address answers alike and sends nothing', async () => {
    const email = uniqueEmail();
    expect((await database.makeClient().auth.resetPasswordForEmail(email)).error).toBeNull();
    expect(await readMails(email)).toEqual([]);
  });
});

describe('session', () => {
  test('refreshes with a new refresh token, and a made-up one is refused', async () => {
    const { client } = await buildPerson(database);
    const before = (await client.auth.getSession()).data.session;
    const after = await client.auth.refreshSession();
    expect(after.data.session?.refresh_token).not.toBe(before?.refresh_token);
    expect(after.data.user?.id).toBe(before?.user.id);
    expect(
      (await database.makeClient().auth.refreshSession({ refresh_token: 'made-up' })).error,
    ).not.toBeNull();
  });

  test('is over after signing out', async () => {
    const { client } = await buildPerson(database);
    const token = (await client.auth.getSession()).data.session?.access_token ?? '';
    expect((await client.auth.signOut()).error).toBeNull();
    expect((await database.makeClient().auth.getUser(token)).error).not.toBeNull();
  });

  test('getUser and getClaims name its person', async () => {
    const { id, email, client } = await buildPerson(database);
    expect((await client.auth.getUser()).data.user).toMatchObject({ id, email });
    expect((await client.auth.getClaims()).data?.claims).toMatchObject({
      sub: id,
      email,
      role: 'authenticated',
    });
  });

  test('lasts an hour before it must refresh', async () => {
    const { client } = await buildPerson(database);
    const { exp = 0, iat = 0 } = decodeJwt((await client.auth.getSession()).data.session?.access_token ?? '');
    expect(exp - iat).toBe(3600);
  });

  test('metadata is changed by its person', async () => {
    const { client } = await buildPerson(database);
    const { data } = await client.auth.updateUser({ data: { theme: 'dark' } });
    expect(data.user?.user_metadata.theme).toBe('dark');
  });

  test('address is changed once the new one is confirmed, and not before', async () => {
    const { email, client } = await buildPerson(database);
    const newEmail = uniqueEmail('new');
    expect((await client.auth.updateUser({ email: newEmail })).error).toBeNull();
    expect((await client.auth.getUser()).data.user?.email).toBe(email);
    expect(await readMails(email)).toEqual([]);
    const verified = await client.auth.verifyOtp({
      token_hash: await getHash(newEmail),
      type: 'email_change',
    });
    expect(verified.error).toBeNull();
    expect((await client.auth.getUser()).data.user?.email).toBe(newEmail);
  });
});

import { expect, test } from 'vitest';
import { action as confirm } from '#app/routes/auth.confirm.tsx';
import { action as signUp } from '#app/routes/sign-up.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { linkOf, readMails, uniqueEmail } from './harness.ts';
import { signIn, Visitor } from './visitor.ts';

const PASSWORD = 'a quiet instrument';

test('[sign-up] leads from the form over the mailed link to a team of one’s own', async () => {
  const email = uniqueEmail('nora');
  const visitor = new Visitor();
  const answer = await visitor.post(signUp, '/sign-up', {
    name: '  Nora   Nil ',
    email,
    password: PASSWORD,
    next: '',
  });
  expect(answer.location).toBe('/check-mail?for=sign-up');
  await expect(signIn(email, PASSWORD)).rejects.toThrow();

  const link = new URL(linkOf((await readMails(email))[0]), 'http://x');
  expect(link.pathname).toBe('/auth/confirm');
  const confirmed = await visitor.post(confirm, '/auth/confirm', Object.fromEntries(link.searchParams));
  expect(confirmed.location).toBe('/interviews');
  const cookies = confirmed.headers.getSetCookie().join('\n');
  expect(cookies).toMatch(/sb-[^=]*-auth-token/);

  const { data } = await getServiceClient()
    .from('profiles')
    .select('display_name, memberships(role, organizations(name))')
    .eq('display_name', 'Nora Nil')
    .single();
  expect(data?.memberships).toEqual([{ role: 'owner', organizations: { name: "Nora Nil's team" } }]);
});

test('[sign-up] answers the same for an address that has an account, and tells only its owner', async () => {
  const email = 'reviewer@interlace.test';
  const known = await new Visitor().post(signUp, '/sign-up', {
    name: 'Eve',
    email,
    password: PASSWORD,
    next: '',
  });
  const unknown = await new Visitor().post(signUp, '/sign-up', {
    name: 'Eve',
    email: uniqueEmail(),
    password: PASSWORD,
    next: '',
  });
  expect([known.status, known.location, known.body]).toEqual([
    unknown.status,
    unknown.location,
    unknown.body,
  ]);
  expect([...known.headers.keys()].sort()).toEqual([...unknown.headers.keys()].sort());
  expect((await readMails(email))[0]?.subject).toBe('You already have an account');
  await signIn(email, 'interlace-demo');
});

test('[sign-up] keeps what was typed, but not the password, when something is wrong', async () => {
  const answer = await new Visitor().post(signUp, '/sign-up', {
    name: 'Ann',
    email: 'not an address',
    password: 'short',
    next: '',
  });
  expect(answer.status).toBe(400);
  expect(answer.body.errors.email).toContain('address');
  expect(answer.body.errors.password).toContain('10');
  expect(answer.body.values).toMatchObject({ name: 'Ann', email: 'not an address' });
  expect(JSON.stringify(answer.body)).not.toContain('short');
});

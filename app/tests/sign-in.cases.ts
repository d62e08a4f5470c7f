import { expect, test } from 'vitest';
import { loader as home } from '#app/routes/_app.interviews._index.tsx';
import { action as signInAction, loader as signInPage } from '#app/routes/sign-in.tsx';
import { action as signOut } from '#app/routes/sign-out.ts';
import { buildAccount } from './factories.ts';
import { uniqueEmail } from './harness.ts';
import { signInAs, Visitor } from './visitor.ts';

test('[sign-in] opens the home page with cookies that scripts and other sites cannot use', async () => {
  const visitor = new Visitor();
  const answer = await visitor.post(signInAction, '/sign-in', {
    intent: 'password',
    email: 'Interviewer@Interlace.test ',
    password: 'interlace-demo',
    next: '/account?x=1',
  });
  expect(answer.location).toBe('/account?x=1');
  const cookies = answer.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/httponly/i);
    expect(cookie).toMatch(/samesite=lax/i);
    expect(cookie).toMatch(/path=\//i);
  }
  const page = await visitor.get(home, '/interviews');
  expect(page.body.organisationName).toBe('Acme Interviews');
});

test('[sign-in] says the same for a wrong password and for an unknown account, and takes as long', async () => {
  const ask = async (email: string) => {
    const started = performance.now();
    const answer = await new Visitor().post(signInAction, '/sign-in', {
      intent: 'password',
      email,
      password: 'wrong password',
      next: '',
    });
    return { answer, took: performance.now() - started };
  };
  const known = await ask('owner@interlace.test');
  const unknown = await ask(uniqueEmail());
  expect(known.answer.status).toBe(400);
  expect(known.answer.body.errors).toEqual(unknown.answer.body.errors);
  expect(unknown.answer.status).toBe(400);
  // Hashing takes about 100 ms; without the floor the unknown account answers in a tenth of that.
  expect(unknown.took).toBeGreaterThan(395);
  expect(known.took).toBeGreaterThan(395);
});

test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
  '[sign-in] does not lead to %j afterwards',
  async (next) => {
    const answer = await new Visitor().post(signInAction, '/sign-in', {
      intent: 'password',
      email: 'interviewer@interlace.test',
      password: 'interlace-demo',
      next,
    });
    expect(answer.location).toBe('/interviews');
  },
);

test('[sign-in] sends people without a session to the form and remembers where they wanted to go', async () => {
  const answer = await new Visitor().get(home, '/interviews?show=open');
  expect(answer.status).toBe(302);
  expect(answer.location).toBe('/sign-in?next=%2Finterviews%3Fshow%3Dopen');
});

test('[sign-in] sends people who are signed in away from the form', async () => {
  const visitor = await signInAs('interviewer');
  expect((await visitor.get(signInPage, '/sign-in')).location).toBe('/interviews');
});

test('[sign-out] ends the session in the browser and on the server', async () => {
  const { visitor } = await buildAccount();
  const stolen = new Map(visitor.cookies);
  expect((await visitor.post(signOut, '/sign-out', {})).location).toBe('/');
  expect((await visitor.get(home, '/interviews')).location).toContain('/sign-in');

  const thief = new Visitor();
  for (const [name, value] of stolen) thief.cookies.set(name, value);
  expect((await thief.get(home, '/interviews')).location).toContain('/sign-in');
});

test('[sign-in] refuses a session cookie that was tampered with', async () => {
  const visitor = new Visitor();
  const name =
    [...(await signInAs('owner')).cookies.keys()].find((cookie) => cookie.includes('auth-token')) ?? '';
  const forged = { access_token: 'a.b.c', refresh_token: 'x', expires_at: 9999999999, token_type: 'bearer' };
  visitor.cookies.set(name, `base64-${Buffer.from(JSON.stringify(forged)).toString('base64url')}`);
  expect((await visitor.get(home, '/interviews')).location).toContain('/sign-in');
});

test('[session] that has run out is renewed once for all who ask at the same moment', async () => {
  const { visitor } = await buildAccount();
  const [name, value] = [...visitor.cookies].find(([cookie]) => cookie.includes('auth-token')) ?? ['', ''];
  const session = JSON.parse(Buffer.from(value.replace('base64-', ''), 'base64url').toString());
  session.expires_at = Math.floor(Date.now() / 1000) - 60;
  visitor.cookies.set(name, `base64-${Buffer.from(JSON.stringify(session)).toString('base64url')}`);
  const answers = await Promise.all(Array.from({ length: 4 }, () => visitor.get(home, '/interviews')));
  const renewed = new Set(
    answers.map(({ headers }) => headers.getSetCookie().find((each) => each.startsWith(name))),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(renewed.size).toBe(1);
  expect([...renewed][0]).toMatch(/httponly/i);
  expect(visitor.cookies.get(name)).not.toBe(value);
  expect((await visitor.get(home, '/interviews')).headers.getSetCookie()).toEqual([]);
});

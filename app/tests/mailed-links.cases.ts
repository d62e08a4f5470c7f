import { expect, test } from 'vitest';
import { loader as home } from '#app/routes/_app.interviews._index.tsx';
import { action as confirm, loader as confirmPage } from '#app/routes/auth.confirm.tsx';
import { loader as mailbox } from '#app/routes/dev.mail.tsx';
import { action as forgot } from '#app/routes/forgot-password.tsx';
import { action as reset, loader as resetPage } from '#app/routes/reset-password.tsx';
import { action as signInAction } from '#app/routes/sign-in.tsx';
import { ACCOUNT_PASSWORD, buildAccount } from './factories.ts';
import { linkOf, readMails, uniqueEmail } from './harness.ts';
import { signIn, signInAs, Visitor } from './visitor.ts';

const DEMO = 'owner@interlace.test';

async function openLink(visitor: Visitor, link: string) {
  const url = new URL(link, 'http://x');
  const page = await visitor.get(confirmPage, link);
  expect(page.body.link.token_hash).toBe(url.searchParams.get('token_hash'));
  return visitor.post(confirm, '/auth/confirm', page.body.link);
}

test('[magic-link] signs in once and leads to where one wanted to go', async () => {
  const visitor = new Visitor();
  const asked = await visitor.post(signInAction, '/sign-in', {
    intent: 'link',
    email: DEMO,
    next: '/account',
  });
  expect(asked.location).toBe('/check-mail?for=sign-in');
  const link = linkOf((await readMails(DEMO))[0]);
  expect((await openLink(visitor, link)).location).toBe('/account');

  const again = await openLink(new Visitor(), link);
  expect(again.status).toBe(400);
  expect(again.body.errors.form).toContain('does not work any more');
  expect(again.headers.getSetCookie()).toEqual([]);
});

test('[magic-link] is not used up by opening it', async () => {
  const visitor = new Visitor();
  await visitor.post(signInAction, '/sign-in', { intent: 'link', email: DEMO, next: '' });
  const link = linkOf((await readMails(DEMO))[0]);
  for (let scan = 0; scan < 3; scan++) await new Visitor().get(confirmPage, link);
  expect((await openLink(visitor, link)).location).toBe('/interviews');
});

test('[magic-link] and recovery answer the same for an unknown account, and send nothing', async () => {
  const email = uniqueEmail();
  const known = await new Visitor().post(signInAction, '/sign-in', { intent: 'link', email: DEMO, next: '' });
  const unknown = await new Visitor().post(signInAction, '/sign-in', { intent: 'link', email, next: '' });
  expect([unknown.status, unknown.location, unknown.body]).toEqual([
    known.status,
    known.location,
    known.body,
  ]);
  const forgotKnown = await new Visitor().post(forgot, '/forgot-password', {
    email: 'reviewer@interlace.test',
  });
  const forgotUnknown = await new Visitor().post(forgot, '/forgot-password', { email });
  expect([forgotUnknown.status, forgotUnknown.location]).toEqual([forgotKnown.status, forgotKnown.location]);
  expect(await readMails(email)).toEqual([]);
});

test.each([
  ['https://evil.example/', '/interviews'],
  ['http://127.0.0.1:3000.evil.example/', '/interviews'],
  ['http://127.0.0.1:3000//evil.example/', '/interviews'],
  ['http://127.0.0.1:3000/account', '/account'],
])('[magic-link] leads back only to own pages: %s', async (redirectTo, expected) => {
  const search = new URLSearchParams({ token_hash: 'x', type: 'email', redirect_to: redirectTo });
  const page = await new Visitor().get(confirmPage, `/auth/confirm?${search}`);
  expect(page.body.link.next).toBe(expected);
});

test('[recovery] lets one choose a new password, ends the old one and other sessions, and works once', async () => {
  const { email, visitor: other } = await buildAccount();
  const visitor = new Visitor();
  await visitor.post(forgot, '/forgot-password', { email });
  expect((await openLink(visitor, linkOf((await readMails(email))[0]))).location).toBe('/reset-password');
  expect((await visitor.get(resetPage, '/reset-password')).body.email).toBe(email);

  const short = await visitor.post(reset, '/reset-password', { password: 'short' });
  expect(short.status).toBe(400);
  const saved = await visitor.post(reset, '/reset-password', { password: 'a new long password' });
  expect(saved.location).toBe('/interviews');
  await signIn(email, 'a new long password');
  await expect(signIn(email, ACCOUNT_PASSWORD)).rejects.toThrow('Signing in failed');
  expect((await other.get(home, '/interviews')).location).toContain('/sign-in');

  const again = await visitor.post(reset, '/reset-password', { password: 'yet another password' });
  expect(again.location).toBe('/forgot-password');
  await expect(signIn(email, 'yet another password')).rejects.toThrow('Signing in failed');
});

test('[recovery] is refused to somebody who is only signed in, also with a forged cookie', async () => {
  const visitor = await signInAs('interviewer');
  const answer = await visitor.post(reset, '/reset-password', { password: 'taken over by a thief' });
  expect(answer.location).toBe('/forgot-password');
  visitor.cookies.set('recovery', Buffer.from('{"userId":"x","until":9e15}').toString('base64'));
  expect((await visitor.get(resetPage, '/reset-password')).location).toBe('/forgot-password');
});

test('[dev-mail] shows mail to this machine only', async () => {
  const visitor = new Visitor();
  expect((await visitor.get(mailbox, '/dev/mail')).status).toBe(404);
  visitor.address = '127.0.0.1';
  const answer = await visitor.get(mailbox, '/dev/mail');
  expect(answer.body.mails.length).toBeGreaterThan(0);
});

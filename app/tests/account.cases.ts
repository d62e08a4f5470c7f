import { expect, test } from 'vitest';
import { getRoomEntry } from '#app/features/participants/room-entry.server.ts';
import { action as accountAction, loader as accountPage } from '#app/routes/_app.account.tsx';
import { action as settingsAction } from '#app/routes/api.settings.ts';
import { action as themeAction } from '#app/routes/theme.ts';
import { ACCOUNT_PASSWORD, buildAccount, buildInterview } from './factories.ts';
import { signIn, signInAs, Visitor } from './visitor.ts';

test('[account] changes the name that people see', async () => {
  const { visitor } = await buildAccount();
  const saved = await visitor.post(accountAction, '/account', { intent: 'name', name: ' Olivia  O. ' });
  expect(saved.location).toBe('/account?saved=name');
  expect((await visitor.get(accountPage, '/account')).body.displayName).toBe('Olivia O.');
  const { id } = await buildInterview({}, visitor);
  expect((await getRoomEntry(visitor.request('/'), id)).entry?.name).toBe('Olivia O.');
});

test('[account] changes the password only with the present one, and ends other sessions', async () => {
  const { email, visitor } = await buildAccount();
  const elsewhere = await signIn(email, ACCOUNT_PASSWORD);
  const change = (currentPassword: string, newPassword: string) =>
    visitor.post(accountAction, '/account', { intent: 'password', currentPassword, newPassword });
  const wrong = await change('not my password', 'a second password');
  expect(wrong.status).toBe(400);
  expect(wrong.body.errors.currentPassword).toContain('not your present password');
  expect((await change(ACCOUNT_PASSWORD, 'short')).status).toBe(400);
  expect((await change(ACCOUNT_PASSWORD, 'a second password')).location).toBe('/account?saved=password');
  expect((await visitor.get(accountPage, '/account')).status).toBe(200);
  expect((await elsewhere.get(accountPage, '/account')).location).toContain('/sign-in');
  await signIn(email, 'a second password');
});

test('[account] signs out everywhere', async () => {
  const { email, visitor } = await buildAccount();
  const there = await signIn(email, ACCOUNT_PASSWORD);
  const answer = await visitor.post(accountAction, '/account', { intent: 'sign-out-everywhere' });
  expect(answer.location).toBe('/sign-in');
  expect((await there.get(accountPage, '/account')).location).toContain('/sign-in');
});

test('[settings] are kept for the person, checked, and refused without a session', async () => {
  const host = await signInAs('interviewer');
  const settings = { fontSize: 15, vim: true };
  expect((await host.postJson(settingsAction, '/api/settings', { settings })).body).toEqual({ settings });
  const { id } = await buildInterview();
  const { entry } = await getRoomEntry(host.request('/'), id);
  expect(entry?.settings).toEqual(settings);
  const bad = [{}, { settings: [] }, { settings: { big: 'x'.repeat(9000) } }];
  for (const body of bad)
    expect((await host.postJson(settingsAction, '/api/settings', body)).status).toBe(400);
  const stranger = await new Visitor().postJson(settingsAction, '/api/settings', { settings });
  expect([stranger.status, stranger.body.error.code]).toEqual([401, 'unauthenticated']);
});

test('[theme] is remembered by a cookie and leads back to the page it was chosen on', async () => {
  const visitor = new Visitor();
  const answer = await visitor.post(themeAction, '/theme', { theme: 'dark' });
  expect(answer.location).toBe('/');
  expect(visitor.cookies.get('theme')).toBe('dark');
  await visitor.post(themeAction, '/theme', { theme: '"><script>' });
  expect(visitor.cookies.get('theme')).toBe('system');
});

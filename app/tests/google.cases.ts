import { expect, test } from 'vitest';
import { loader as callback } from '#app/routes/auth.callback.ts';
import { loader as start } from '#app/routes/auth.google.ts';
import { loader as passOn } from '#app/routes/auth.v1.$endpoint.ts';
import { loader as signInPage } from '#app/routes/sign-in.tsx';
import { loadEnv } from '#app/server/env.server.ts';
import { APP_URL, getHarness } from './harness.ts';
import { Visitor } from './visitor.ts';

/** Runs with signing in by Google switched on, as an operator would in the environment. */
async function withGoogle(run: () => Promise<void>): Promise<void> {
  loadEnv({ ...getHarness().environment, GOOGLE_ENABLED: '1' });
  await run().finally(() => loadEnv(getHarness().environment));
}

test('[google] leads over the app to Google and back to the app, never to an address on loopback of its own', () =>
  withGoogle(async () => {
    const visitor = new Visitor();
    const started = await visitor.get(start, '/auth/google?next=/account');
    const authorize = new URL(started.location ?? '');
    expect(authorize.origin).toBe(APP_URL);
    expect(authorize.pathname).toBe('/auth/v1/authorize');
    expect(authorize.searchParams.get('code_challenge')).toBeTruthy();
    expect(authorize.searchParams.get('redirect_to')).toBe(`${APP_URL}/auth/callback?next=%2Faccount`);
    expect(started.headers.getSetCookie().join()).toMatch(/code-verifier=[^;]+;.*httponly/i);

    const away = await visitor.get(passOn, authorize.pathname + authorize.search, { endpoint: 'authorize' });
    const google = new URL(away.location ?? '');
    expect(google.hostname).toBe('accounts.google.com');
    expect(google.searchParams.get('redirect_uri')).toBe(`${APP_URL}/auth/v1/callback`);
  }));

test('[google] signs nobody in with a code of somebody else, and says so', () =>
  withGoogle(async () => {
    const visitor = new Visitor();
    const answer = await visitor.get(callback, '/auth/callback?code=stolen&next=//evil.example');
    expect(answer.location).toBe('/sign-in?problem=google');
    const page = await visitor.get(signInPage, answer.location ?? '');
    expect(page.body).toMatchObject({ hasGoogle: true, next: '/interviews' });
    expect(page.body.problem).toContain('Google');
  }));

test('[google] passes on two addresses of the auth service and no other', () =>
  withGoogle(async () => {
    for (const endpoint of ['admin', 'token', 'user', '..%2Frest']) {
      expect((await new Visitor().get(passOn, `/auth/v1/${endpoint}`, { endpoint })).status).toBe(404);
    }
  }));

test('[google] is not there unless it is switched on', async () => {
  const visitor = new Visitor();
  expect((await visitor.get(signInPage, '/sign-in')).body.hasGoogle).toBe(false);
  expect((await visitor.get(start, '/auth/google')).status).toBe(404);
  expect((await visitor.get(callback, '/auth/callback?code=x')).status).toBe(404);
  const direct = await visitor.get(passOn, '/auth/v1/authorize', { endpoint: 'authorize' });
  expect(direct.status).toBe(404);
});

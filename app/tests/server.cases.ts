import { expect, test } from 'vitest';
import { buildInterview } from './factories.ts';
import { getHarness } from './harness.ts';
import { getServer } from './server-process.ts';

const nonceOf = (response: Response) =>
  /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? '';

// apart from what is asked of it: it loads the app for longer than any answer may take
test('[server] starts', () => getServer(), 120_000);

test('[server] allows only scripts of this response: the nonce is on each of them and never the same', async () => {
  const origin = await getServer();
  const first = await fetch(`${origin}/sign-in`);
  const second = await fetch(`${origin}/sign-in`);
  expect(nonceOf(first)).toHaveLength(24);
  expect(nonceOf(second)).not.toBe(nonceOf(first));
  const policy = first.headers.get('content-security-policy') ?? '';
  const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src'));
  expect(scripts).toBe(`script-src 'self' 'nonce-${nonceOf(first)}'`);
  const html = await first.text();
  const tags = html.match(/<script\b[^>]*>/g) ?? [];
  expect(tags.length).toBeGreaterThan(1);
  for (const tag of tags) expect(tag).toContain(`nonce="${nonceOf(first)}"`);
});

test('[server] says on every page that it may not be framed, guessed at or kept', async () => {
  const origin = await getServer();
  for (const path of ['/', '/sign-in', '/nowhere', '/api/health']) {
    const { headers } = await fetch(origin + path);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

test.each([
  ['another site by Origin', { origin: 'https://evil.example' }],
  ['a page without an origin', { origin: 'null' }],
  ['another site by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling domain', { 'sec-fetch-site': 'same-site' }],
])('[server] refuses forms of %s', async (_name, headers: Record<string, string>) => {
  const origin = await getServer();
  for (const path of ['/sign-in', '/sign-out', '/api/settings', '/theme']) {
    const response = await fetch(origin + path, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ theme: 'dark' }),
    });
    expect(response.status).toBe(403);
    expect(response.headers.get('set-cookie')).toBeNull();
  }
});

test('[server] signs in by the form alone, as browsers without scripts do', async () => {
  const origin = await getServer();
  const response = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: getHarness().environment.APP_URL ?? '' },
    body: new URLSearchParams({
      intent: 'password',
      email: 'interviewer@interlace.test',
      password: 'interlace-demo',
      next: '/interviews',
    }),
  });
  expect(response.status).toBe(302);
  const cookies = response.headers.getSetCookie();
  expect(cookies.some((cookie) => /auth-token/.test(cookie) && /HttpOnly/i.test(cookie))).toBe(true);
  const cookie = cookies.map((each) => each.split(';')[0]).join('; ');
  const home = await fetch(`${origin}/interviews`, { headers: { cookie } });
  expect(await home.text()).toContain('Acme Interviews');
});

test('[server] answers a wrong sign-in with the form again, what was typed in it, and no password', async () => {
  const origin = await getServer();
  const response = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    headers: { origin: getHarness().environment.APP_URL ?? '' },
    body: new URLSearchParams({
      intent: 'password',
      email: '"><img src=x>@x',
      password: 'hunter2222',
      next: '',
    }),
  });
  expect(response.status).toBe(400);
  const html = await response.text();
  expect(html).toContain('value="&quot;&gt;&lt;img src=x&gt;@x"');
  expect(html).not.toContain('<img src=x');
  expect(html).not.toContain('hunter2222');
});

test('[server] writes what people typed as text, never as markup', async () => {
  const origin = await getServer();
  const { secrets } = await buildInterview({ title: '<script>alert(1)</script>' });
  const html = await (await fetch(`${origin}/join/${secrets.candidate}`)).text();
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).not.toContain('<script>alert(1)');
});

test('[server] says in the house style that there is nothing, and what to do', async () => {
  const origin = await getServer();
  const response = await fetch(`${origin}/nowhere`);
  expect(response.status).toBe(404);
  const html = await response.text();
  expect(html).toContain('Nothing here');
  expect(html).not.toMatch(/at \w+ \(|node_modules/);
});

test('[server] has an icon at the address that browsers guess', async () => {
  const origin = await getServer();
  const response = await fetch(`${origin}/favicon.ico`, { redirect: 'manual' });
  expect(response.headers.get('location')).toBe('/favicon.svg');
});

test('[server] leads other names of this machine to the one that cookies are for', async () => {
  const origin = await getServer();
  const { port } = new URL(getHarness().environment.APP_URL ?? '');
  const { request } = await import('node:http');
  const location = await new Promise((resolve) => {
    request(`${origin}/sign-in?next=%2F`, { headers: { host: `localhost:${port}` } }, (response) => {
      response.resume();
      resolve(response.headers.location);
    }).end();
  });
  expect(location).toBe(`${getHarness().environment.APP_URL}/sign-in?next=%2F`);
});

test('[server] says that it is well', async () => {
  const origin = await getServer();
  const response = await fetch(`${origin}/api/health`);
  expect(await response.json()).toEqual({ ok: true, database: 'ok', calls: 'ready' });
});

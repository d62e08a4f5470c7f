import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { RATE_LIMITS, type RateLimitName } from '#app/features/rate-limit/rate-limits.ts';
import { action as forgot } from '#app/routes/forgot-password.tsx';
import { loader as join } from '#app/routes/join.$secret.tsx';
import { action as signInAction } from '#app/routes/sign-in.tsx';
import { action as signUp } from '#app/routes/sign-up.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { readMails, uniqueEmail } from './harness.ts';
import { Visitor } from './visitor.ts';

/** Uses up a limit except for some tries, in this window and the next, so that the end of a window does not matter. */
async function useUp(name: RateLimitName, subject: string, left: number): Promise<void> {
  const { tries, windowInS } = RATE_LIMITS[name];
  const key = `${name}:${createHash('sha256').update(subject.trim().toLowerCase()).digest('hex').slice(0, 32)}`;
  const now = Math.floor(Date.now() / 1000 / windowInS) * windowInS;
  const rows = [now, now + windowInS].map((start) => ({
    key,
    window_start: new Date(start * 1000).toISOString(),
    count: tries - left,
  }));
  const { error } = await getServiceClient().from('rate_limits').upsert(rows);
  if (error) throw error;
}

test('[limits] refuses the try after the last that an account has, from whatever address, with the right password too', async () => {
  const email = 'owner@interlace.test';
  const guess = (password: string) =>
    new Visitor().post(signInAction, '/sign-in', { intent: 'password', email, password, next: '' });
  await useUp('sign-in:account', email, 1);
  expect((await guess('wrong password')).status).toBe(400);
  const refused = await guess('interlace-demo');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.body.errors.form).toContain('Too many tries');
  expect(refused.body.values.email).toBe(email);
  expect(refused.headers.getSetCookie()).toEqual([]);
  await getServiceClient().from('rate_limits').delete().like('key', 'sign-in:account:%');
});

test('[limits] count an address over all accounts', async () => {
  const visitor = new Visitor();
  await useUp('sign-in:address', visitor.address, 1);
  const guess = () =>
    visitor.post(signInAction, '/sign-in', {
      intent: 'password',
      email: uniqueEmail(),
      password: 'x',
      next: '',
    });
  expect((await guess()).status).toBe(400);
  expect((await guess()).status).toBe(429);
  const other = await new Visitor().post(signInAction, '/sign-in', {
    intent: 'password',
    email: uniqueEmail(),
    password: 'x',
    next: '',
  });
  expect(other.status).toBe(400);
});

test('[limits] keep mailboxes from being filled', async () => {
  const email = uniqueEmail();
  await useUp('mail:account', email, 0);
  const asked = await new Visitor().post(forgot, '/forgot-password', { email });
  const linked = await new Visitor().post(signInAction, '/sign-in', { intent: 'link', email, next: '' });
  const joined = await new Visitor().post(signUp, '/sign-up', {
    name: 'A',
    email,
    password: 'long enough pass',
    next: '',
  });
  expect([asked.status, linked.status, joined.status]).toEqual([429, 429, 429]);
  expect(await readMails(email)).toEqual([]);
});

test('[limits] refuse looking up links in a loop', async () => {
  const visitor = new Visitor();
  await useUp('join-lookup:address', visitor.address, 1);
  const look = () => visitor.get(join, '/join/x', { secret: 'a'.repeat(27) });
  expect((await look()).status).toBe(404);
  const refused = await look();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).not.toBeNull();
});

test('[limits] keep no addresses of people in their table', async () => {
  const visitor = new Visitor();
  await visitor.post(forgot, '/forgot-password', { email: uniqueEmail('traceable') });
  const { data } = await getServiceClient().from('rate_limits').select('key');
  const keys = (data ?? []).map(({ key }) => key).join('\n');
  expect(keys).toContain('mail:account:');
  expect(keys).not.toContain('traceable');
  expect(keys).not.toContain(visitor.address);
});

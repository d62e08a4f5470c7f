import { expect, test } from 'vitest';
import { planServices } from './plan.ts';
import type { Secrets } from './secrets.ts';

const secrets = {
  JWT_SECRET: 'j',
  SUPABASE_SECRET_KEY: 's',
  ROOM_TOKEN_SECRET: 'r',
  TAPE_SIGNING_KEY: 't',
  INTERVIEWER_SERVICE_TOKEN: 'i',
} as Secrets;
const input = { secrets, data: '/tmp/data', isDevelopment: false };
const names = (plan: Awaited<ReturnType<typeof planServices>>) =>
  plan.services.map(({ service }) => service.name);

test('with nothing configured every part runs here', async () => {
  const plan = await planServices({ ...input, environment: {} });
  expect(names(plan)).toEqual(['supabase', 'sandbox', 'room', 'app', 'interviewer']);
});

test('parts with an address are not started, and the app is told where they are', async () => {
  const environment = {
    SUPABASE_URL: 'https://x.supabase.co',
    SUPABASE_PUBLISHABLE_KEY: 'p',
    SUPABASE_SECRET_KEY: 'own',
    ROOM_URL: 'https://rooms.example.com',
    ROOM_TOKEN_SECRET: 't',
    ROOM_SERVICE_TOKEN: 't',
    SANDBOX_URL: 'https://sandbox.example.com',
    INTERVIEWER: '0',
  };
  const plan = await planServices({ ...input, environment });
  expect(names(plan)).toEqual(['app']);
  expect(plan.services[0]?.service.env.SUPABASE_SECRET_KEY).toBe('own');
  expect(plan.services[0]?.service.env.DEV_MAILBOX).toBe('');
});

test('an address without its keys is refused by name', async () => {
  const environment = { SUPABASE_URL: 'https://x.supabase.co' };
  await expect(planServices({ ...input, environment })).rejects.toThrow(
    'SUPABASE_URL is set, so these must be set too: SUPABASE_PUBLISHABLE_KEY, SUPABASE_SECRET_KEY.',
  );
});

test('the process that interviews has no key that opens the database, a room or the sandbox', async () => {
  const plan = await planServices({ ...input, environment: { ANTHROPIC_API_KEY: 'a' } });
  const env = plan.services.find(({ service }) => service.name === 'interviewer')?.service.env;
  const { INTERVIEWER_SERVICE_TOKEN: own, ...others } = secrets;
  expect(env?.INTERVIEWER_SERVICE_TOKEN).toBe(own);
  for (const value of Object.values(others)) expect(Object.values(env ?? {})).not.toContain(value);
  expect(env?.ANTHROPIC_API_KEY).toBe('a');
});

test('the process that runs candidates’ code is told neither the keys of the database nor the one that seals tapes', async () => {
  const plan = await planServices({ ...input, environment: {} });
  const sandbox = plan.services.find(({ service }) => service.name === 'sandbox');
  expect(sandbox?.service.env.SUPABASE_SECRET_KEY).toBeUndefined();
  expect(sandbox?.service.env.JWT_SECRET).toBeUndefined();
  expect(sandbox?.service.env.TAPE_SIGNING_KEY).toBeUndefined();
  expect(sandbox?.service.env.INTERVIEWER_SERVICE_TOKEN).toBeUndefined();
  const room = plan.services.find(({ service }) => service.name === 'room');
  expect(room?.service.env.TAPE_SIGNING_KEY).toBe('t');
});

test('keys that cost money go to the app and to what interviews, and to no other process', async () => {
  const plan = await planServices({ ...input, environment: { ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'o' } });
  const keyed = plan.services.filter(({ service: { env } }) => env.ANTHROPIC_API_KEY || env.OPENAI_API_KEY);
  expect(keyed.map(({ service }) => service.name)).toEqual(['app', 'interviewer']);
});

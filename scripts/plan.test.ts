import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { planServices } from './plan.ts';
import type { Secrets } from './secrets.ts';

const secrets = {
  JWT_SECRET: 'j',
  SUPABASE_SECRET_KEY: 's',
  ROOM_TOKEN_SECRET: 'r',
  TAPE_SIGNING_KEY: 't',
  INTERVIEWER_SERVICE_TOKEN: 'i',
  RECORDER_SERVICE_TOKEN: 'c',
  LIVEKIT_API_KEY: 'k',
  LIVEKIT_API_SECRET: 'l',
} as Secrets;
const data = fs.mkdtempSync(path.join(os.tmpdir(), 'plan-'));
afterAll(() => fs.rmSync(data, { recursive: true }));
const findMediaServer = () => ({ server: '/bin/livekit-server' });
const input = { secrets, data, isDevelopment: false, findMediaServer };
const names = (plan: Awaited<ReturnType<typeof planServices>>) =>
  plan.services.map(({ service }) => service.name);

test('with nothing configured every part runs here', async () => {
  const plan = await planServices({ ...input, environment: {} });
  expect(names(plan)).toEqual(['supabase', 'sandbox', 'room', 'app', 'interviewer', 'recorder']);
  expect(plan.media?.makeService('/bin/livekit-server').name).toBe('media');
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
    CALLS: '0',
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

test('the process that records has the token that it shows the app, what transcribes, and no other key', async () => {
  const environment = { ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'o', DATABASE_URL: 'd', SUPABASE_URL: '' };
  const plan = await planServices({ ...input, environment });
  const env = plan.services.find(({ service }) => service.name === 'recorder')?.service.env;
  const { RECORDER_SERVICE_TOKEN: own, ...others } = secrets;
  expect(env).toMatchObject({ RECORDER_SERVICE_TOKEN: own, OPENAI_API_KEY: 'o', INTERLACE_DATA: data });
  for (const value of [...Object.values(others), 'a', 'd'])
    expect(Object.values(env ?? {})).not.toContain(value);
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

test('keys that cost money go to the app, to what interviews and to what writes down speech, and to no other process', async () => {
  const plan = await planServices({ ...input, environment: { ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'o' } });
  const keyed = plan.services.filter(({ service: { env } }) => env.ANTHROPIC_API_KEY || env.OPENAI_API_KEY);
  expect(keyed.map(({ service }) => service.name)).toEqual(['app', 'interviewer', 'recorder']);
});

const appEnv = (plan: Awaited<ReturnType<typeof planServices>>) =>
  plan.services.find(({ service }) => service.name === 'app')?.service.env;

test('the media server is told its ports and keys by a file of its owner, and the app where it is', async () => {
  const plan = await planServices({ ...input, environment: {} });
  const service = plan.media?.makeService('/bin/livekit-server');
  const [, , , server = '', config = '', url = ''] = service?.args ?? [];
  expect(server).toBe('/bin/livekit-server');
  expect(fs.statSync(config).mode & 0o777).toBe(0o600);
  const written = JSON.parse(fs.readFileSync(config, 'utf8'));
  expect(written).toMatchObject({
    bind_addresses: ['127.0.0.1'],
    rtc: { tcp_port: 0, node_ip: '127.0.0.1', ips: { includes: ['127.0.0.1/32'] } },
    keys: { k: 'l' },
    webhook: { api_key: 'k', urls: [`${plan.appUrl}/api/webhooks/livekit`] },
  });
  expect(url).toBe(`http://127.0.0.1:${written.port}`);
  expect(appEnv(plan)).toMatchObject({
    LIVEKIT_URL: `ws://127.0.0.1:${written.port}`,
    LIVEKIT_API_KEY: 'k',
    LIVEKIT_API_SECRET: 'l',
  });
  for (const value of Object.values(secrets)) expect(Object.values(service?.env ?? {})).not.toContain(value);
});

test('who serves calls to other machines names the address that these reach', async () => {
  const plan = await planServices({ ...input, environment: { LIVEKIT_NODE_IP: '192.0.2.7' } });
  const config = plan.media?.makeService('/bin/livekit-server').args[4] ?? '';
  const { bind_addresses, rtc } = JSON.parse(fs.readFileSync(config, 'utf8'));
  expect(bind_addresses).toEqual(['127.0.0.1']);
  expect(rtc.node_ip).toBe('192.0.2.7');
  expect(rtc.ips).toBeUndefined();
});

test('with a hosted media server none is started here, and its keys must be there', async () => {
  const hosted = { LIVEKIT_URL: 'wss://x.livekit.cloud', LIVEKIT_API_KEY: 'own', LIVEKIT_API_SECRET: 'o' };
  const plan = await planServices({ ...input, environment: hosted });
  expect(plan.media).toBeNull();
  expect(appEnv(plan)).toMatchObject(hosted);
  await expect(
    planServices({ ...input, environment: { LIVEKIT_URL: 'wss://x.livekit.cloud' } }),
  ).rejects.toThrow('these must be set too: LIVEKIT_API_KEY, LIVEKIT_API_SECRET.');
});

test('without calls, or without anything that carries them, the app is told of none', async () => {
  const off = await planServices({ ...input, environment: { CALLS: '0', LIVEKIT_URL: 'wss://x' } });
  const none = await planServices({ ...input, environment: {}, findMediaServer: () => null });
  for (const plan of [off, none]) {
    expect(plan.media).toBeNull();
    expect(names(plan)).not.toContain('recorder');
    expect(appEnv(plan)?.LIVEKIT_URL).toBe('');
  }
  expect(await none.findWarnings()).toContainEqual(expect.stringContaining('Calls are off'));
  expect(await off.findWarnings()).not.toContainEqual(expect.stringContaining('Calls are off'));
});

test('keys of calls go to the app alone, and the recorder’s token to the recorder as well', async () => {
  const plan = await planServices({ ...input, environment: {} });
  for (const { service } of plan.services) {
    const has = (value: string) => Object.values(service.env).includes(value);
    expect([service.name, has('k') || has('l')]).toEqual([service.name, service.name === 'app']);
    expect([service.name, has('c')]).toEqual([service.name, ['app', 'recorder'].includes(service.name)]);
  }
});

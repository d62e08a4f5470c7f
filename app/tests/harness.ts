import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ws from 'ws';
import { loadEnv } from '#app/server/env.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { type Embedded, startEmbedded } from '#supabase/embedded/start-for-tests.ts';
import { FakeMedia } from './fake-media.ts';
import { FakeRooms, ROOM_SERVICE_TOKEN } from './fake-rooms.ts';
import { FakeSandbox, SANDBOX_SERVICE_TOKEN } from './fake-sandbox.ts';

// supabase-js refuses to start on Node 20 without one; the server's entry does the same.
globalThis.WebSocket ??= ws as unknown as typeof WebSocket;

export const APP_URL = 'http://127.0.0.1:3000';
export const INTERVIEWER_SERVICE_TOKEN = 'an-interviewer-token-of-tests';
export const RECORDER_SERVICE_TOKEN = 'a-recorder-token-of-tests';
export const LIVEKIT_API_KEY = 'a-key-of-tests';
export const LIVEKIT_API_SECRET = 'a-secret-of-tests-for-tokens-of-calls-0123456789';
export const DEMO_PASSWORD = 'interlace-demo';

interface Harness {
  supabase: Embedded;
  room: FakeRooms;
  sandbox: FakeSandbox;
  media: FakeMedia;
  environment: Record<string, string>;
  stop(): Promise<void>;
}

let harness: Harness | undefined;
const closers: (() => Promise<unknown>)[] = [];

/** Ends something that a test started, when all tests are done. */
export function atEnd(close: () => Promise<unknown>): void {
  closers.push(close);
}

/** The services that all tests of this project share. */
export function getHarness(): Harness {
  if (!harness) throw new Error('The services are not started.');
  return harness;
}

/** Starts the embedded Supabase with the demo data and a stand-in for the room server, and configures the app. */
export async function startHarness(): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'interlace-app-'));
  const supabase = await startEmbedded({
    dataDir,
    appUrl: APP_URL,
    seedDemo: true,
    env: { GOOGLE_CLIENT_ID: 'a-client-of-tests', GOOGLE_CLIENT_SECRET: 'a-secret-of-tests' },
  });
  const room = new FakeRooms();
  await room.start();
  const sandbox = new FakeSandbox();
  await sandbox.start();
  const media = new FakeMedia();
  await media.start();
  const environment = {
    NODE_ENV: 'test',
    APP_URL,
    SUPABASE_URL: supabase.url,
    SUPABASE_PUBLISHABLE_KEY: supabase.publishableKey,
    SUPABASE_SECRET_KEY: supabase.secretKey,
    ROOM_URL: room.url,
    ROOM_TOKEN_SECRET: 'a-secret-of-tests-for-room-tokens-0123456789',
    ROOM_SERVICE_TOKEN,
    SANDBOX_URL: sandbox.url,
    SANDBOX_SERVICE_TOKEN,
    INTERVIEWER_SERVICE_TOKEN,
    RECORDER_SERVICE_TOKEN,
    LIVEKIT_URL: media.url,
    LIVEKIT_API_KEY,
    LIVEKIT_API_SECRET,
    SESSION_SECRET: 'a-secret-of-tests-for-guest-cookies-0123456789',
    DEV_MAILBOX: '1',
  };
  loadEnv(environment);
  harness = {
    supabase,
    room,
    sandbox,
    media,
    environment,
    async stop() {
      for (const closer of closers) await closer();
      await room.stop();
      await sandbox.stop();
      await media.stop();
      await supabase.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Mails to this address that were kept instead of sent, the newest first. */
export async function readMails(
  to: string,
): Promise<{ subject: string; text: string; html: string | null }[]> {
  const { data, error } = await getServiceClient()
    .from('dev_mailbox')
    .select('subject, text, html')
    .eq('to_address', to)
    .order('id', { ascending: false });
  if (error) throw error;
  return data;
}

/** The path of the first link of a mail that leads to the app. */
export function linkOf(mail: { text: string } | undefined): string {
  const link = mail?.text.split(/\s+/).find((word) => word.startsWith(`${APP_URL}/`));
  if (!link) throw new Error('There is no link in this mail.');
  return link.slice(APP_URL.length);
}

/** A mail address that no other test uses. */
export function uniqueEmail(name = 'somebody'): string {
  return `${name}-${crypto.randomUUID().slice(0, 8)}@example.com`;
}

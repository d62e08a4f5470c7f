import { z } from 'zod';
import { modelSettings } from '#models/choose.ts';

const url = z.url().transform((value) => value.replace(/\/$/, ''));

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** Address under which browsers reach the app; links in mail begin with it. */
  APP_URL: url,
  SUPABASE_URL: url,
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  /** Full access to the database: server only, never in a loader's data. */
  SUPABASE_SECRET_KEY: z.string().min(1),
  /** Address of the room server as this process reaches it. */
  ROOM_URL: url,
  /** Address of the room server for browsers. Without it they use the app's own, which passes the sockets on. */
  ROOM_PUBLIC_URL: url.optional(),
  ROOM_TOKEN_SECRET: z.string().min(32),
  ROOM_SERVICE_TOKEN: z.string().min(16),
  /** Address of the sandbox service as this process reaches it: replays run code and tests there. */
  SANDBOX_URL: url.default('http://127.0.0.1:4600'),
  /** Without it replays can be seen, and nothing can be run in them. */
  SANDBOX_SERVICE_TOKEN: z.string().default(''),
  /** Shared with the processes that interview. Without it none of them is let in. */
  INTERVIEWER_SERVICE_TOKEN: z.string().min(16).or(z.literal('')).default(''),
  /** Shared with the processes that record calls. Without it none of them is let in. */
  RECORDER_SERVICE_TOKEN: z.string().min(16).or(z.literal('')).default(''),
  /** Address of the media server as this process reaches it. Without it there are no calls. */
  LIVEKIT_URL: url.optional(),
  LIVEKIT_API_KEY: z.string().default(''),
  LIVEKIT_API_SECRET: z.string().default(''),
  /** The model behind the candidate's assistant and drafts of questions. */
  ...modelSettings,
  /** Questions that the candidate of one interview may ask the assistant. */
  ASSISTANT_MAX_MESSAGES: z.coerce.number().int().min(1).max(200).default(40),
  /** What the assistant's model may cost in one interview, in US dollars. */
  ASSISTANT_MAX_DOLLARS: z.coerce.number().min(0).default(1),
  /** Signs the cookie of guests. */
  SESSION_SECRET: z.string().min(32),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Interlace <no-reply@interlace.test>'),
  /** Shows mail at /dev/mail. Only the launcher sets it, with embedded Supabase and no SMTP. */
  DEV_MAILBOX: z.literal('1').optional(),
  /** Offers Google on the sign-in page; Supabase must have the client's id and secret. */
  GOOGLE_ENABLED: z.literal('1').optional(),
  /** Number of proxies in front that add to X-Forwarded-For; 0 when browsers connect directly. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
});

export type Env = z.infer<typeof schema>;

type Source = Readonly<Record<string, string | undefined>>;

let parsed: Env | undefined;

/** Configuration of the app. Throws once, at the start, with a line for each variable that is missing or wrong. */
export function getEnv(): Env {
  parsed ??= readEnv(process.env);
  return parsed;
}

/** Takes the configuration from here instead of the process, for tests that start their own services. */
export function loadEnv(source: Source): void {
  parsed = readEnv(source);
}

function readEnv(source: Source): Env {
  const result = schema.safeParse(withoutEmpty(source));
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The app cannot start. Check these variables:\n${lines.join('\n')}`);
  }
  return result.data;
}

function withoutEmpty(env: Source): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => !!entry[1]));
}

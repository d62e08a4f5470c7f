import path from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);
const origin = z.url().transform((url) => new URL(url).origin);

const envSchema = z
  .object({
    INTERLACE_DATA: z.string().default('.data'),
    SUPABASE_PORT: port.default(54_421),
    POSTGRES_PORT: port.default(54_422),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    JWT_SECRET: z.string().min(32, 'needs at least 32 characters'),
    SUPABASE_PUBLISHABLE_KEY: z.string().startsWith('sb_publishable_'),
    SUPABASE_SECRET_KEY: z.string().startsWith('sb_secret_'),
    APP_URL: origin.default('http://127.0.0.1:3000'),
    GOOGLE_CLIENT_ID: z.string().optional(),
    GOOGLE_CLIENT_SECRET: z.string().optional(),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_FROM: z.string().default('Interlace <interlace@localhost>'),
    SEED_DEMO: z.enum(['0', '1']).default('0'),
    /** Whether the questions that come with the product are brought in; tests of an empty database want none. */
    QUESTION_LIBRARY: z.enum(['0', '1']).default('1'),
  })
  .transform((env) => ({
    dataDir: path.resolve(env.INTERLACE_DATA),
    port: env.SUPABASE_PORT,
    postgresPort: env.POSTGRES_PORT,
    databaseUrl: env.DATABASE_URL ?? null,
    jwtSecret: env.JWT_SECRET,
    publishableKey: env.SUPABASE_PUBLISHABLE_KEY,
    secretKey: env.SUPABASE_SECRET_KEY,
    appUrl: env.APP_URL,
    google:
      env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET
        ? { clientId: env.GOOGLE_CLIENT_ID, secret: env.GOOGLE_CLIENT_SECRET }
        : null,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM,
    seedDemo: env.SEED_DEMO === '1',
    hasLibrary: env.QUESTION_LIBRARY === '1',
  }));

export type EmbeddedConfig = z.infer<typeof envSchema>;

/** Settings of the embedded Supabase. Throws an error that lists each bad variable by name, never by value. */
export function readEnv(): EmbeddedConfig {
  const set = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const parsed = envSchema.safeParse(set);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not complete. ${reasons.join('; ')}`);
}

/** Only where the data is, for tools that need no secrets. */
export function readDataDir(): string {
  return path.resolve(process.env.INTERLACE_DATA || '.data');
}

/** What @supabase/lite reads from the environment at import; call before its first import. */
export function prepareLiteEnvironment(): void {
  process.env.EXPERIMENTAL_STORAGE = '1';
  process.env.DO_NOT_TRACK = '1';
}

/** What a child process needs to find programs and temporary files; none of our settings or secrets. */
export function getSystemEnv(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH'];
  const found = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return { ...Object.fromEntries(found), NODE_ENV: 'production' };
}

import { z } from 'zod';
import { JOURNAL_WINDOW } from '#core/limits.ts';

/** What the room reads from its bindings. Numbers and lists arrive as text. */
export const roomEnvSchema = z.object({
  /** Key of the tokens that the app hands out. */
  ROOM_TOKEN_SECRET: z.string().min(32, 'Use at least 32 characters.'),
  /** Bearer token of the app's requests into rooms. */
  ROOM_SERVICE_TOKEN: z.string().min(16, 'Use at least 16 characters.'),
  /** Key that seals finished tapes: `makeSealingKey` of `core/tape/seal.ts` makes one. */
  TAPE_SIGNING_KEY: z
    .string()
    .regex(/^[\w-]{43}\.[\w-]{43}$/, 'Use a key as `makeSealingKey` makes it: two parts joined by a dot.'),
  SANDBOX_URL: z.url().default('http://127.0.0.1:4600'),
  SANDBOX_SERVICE_TOKEN: z.string().default(''),
  /** Where browsers reach the app. */
  APP_URL: z.url().default('http://127.0.0.1:3000'),
  /** Where the room reaches the app for an interview's tests, where that is another address than browsers use. */
  APP_INTERNAL_URL: z.union([z.url(), z.literal('')]).default(''),
  /** Origins of pages that may open sockets, separated by commas; empty lets every page in that has a token. */
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((origin) => origin.trim() || [])),
  JOURNAL_WINDOW: z
    .string()
    .default('')
    .transform((text) => (text === '' ? JOURNAL_WINDOW : Number(text)))
    .pipe(z.number().min(0).max(5000)),
});
export type RoomEnv = z.infer<typeof roomEnvSchema>;

/** Names of the bindings, as the runtime must pass them on. */
export const ROOM_BINDINGS = Object.keys(roomEnvSchema.shape) as (keyof RoomEnv)[];

/** The room's settings. Throws and says which is missing or wrong, never its value. */
export function parseRoomEnv(bindings: Record<string, unknown>): RoomEnv {
  const given = Object.fromEntries(
    Object.entries(bindings).filter(([, value]) => typeof value === 'string' && value !== ''),
  );
  const result = roomEnvSchema.safeParse(given);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The room server's settings are incomplete. ${issues.join(' ')}`);
}

/** What the process that runs the room server reads from its environment. */
export interface ServerEnv {
  port: number;
  /** Folder of the rooms' files, absolute or relative to the repository. */
  dataDir: string;
  /** Bindings for the room, as text. */
  bindings: Record<string, string>;
}

/** The environment of this process. Throws when a setting of the room is missing or wrong. */
export function readServerEnv(): ServerEnv {
  const { env } = process;
  const bindings: Record<string, string> = {};
  for (const name of ROOM_BINDINGS) {
    const value = env[name];
    if (value) bindings[name] = value;
  }
  parseRoomEnv(bindings);
  const port = z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .parse(env.ROOM_PORT || 1999);
  return { port, dataDir: `${env.INTERLACE_DATA || '.data'}/rooms`, bindings };
}

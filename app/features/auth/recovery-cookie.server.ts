import { createCookie } from '@remix-run/node';
import { z } from 'zod';
import { getEnv } from '#app/server/env.server.ts';
import { isHttps } from '#app/server/supabase.server.ts';

/** How long after opening a recovery link a new password may be chosen without the old one. */
const MAX_AGE_IN_S = 15 * 60;

const schema = z.object({ userId: z.uuid(), until: z.number() });

function cookie() {
  return createCookie('recovery', {
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(),
    path: '/',
    maxAge: MAX_AGE_IN_S,
    secrets: [getEnv().SESSION_SECRET],
  });
}

/** `Set-Cookie` that lets this browser choose a new password for this user, for a quarter of an hour. */
export async function allowRecovery(userId: string): Promise<string> {
  return cookie().serialize({ userId, until: Date.now() + MAX_AGE_IN_S * 1000 });
}

/** Whether this browser has just opened a recovery link of this user. */
export async function mayRecover(request: Request, userId: string): Promise<boolean> {
  const value: unknown = await cookie().parse(request.headers.get('cookie'));
  const parsed = schema.safeParse(value);
  return parsed.success && parsed.data.userId === userId && parsed.data.until > Date.now();
}

/** `Set-Cookie` that ends it. */
export async function endRecovery(): Promise<string> {
  return cookie().serialize('', { maxAge: 0 });
}

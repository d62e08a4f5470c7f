import { createCookie } from '@remix-run/node';
import { z } from 'zod';
import { isHttps } from '#app/server/supabase.server.ts';

const MAX_AGE_IN_S = 365 * 24 * 3600;

function cookie() {
  return createCookie('organisation', {
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(),
    path: '/',
    maxAge: MAX_AGE_IN_S,
  });
}

/** The organisation this browser last chose, or null. A wish, not a right: membership is looked up each time. */
export async function getChosenOrganisation(request: Request): Promise<string | null> {
  const value: unknown = await cookie().parse(request.headers.get('cookie'));
  return z.uuid().nullable().catch(null).parse(value);
}

/** `Set-Cookie` that remembers the choice. */
export async function chooseOrganisation(id: string): Promise<string> {
  return cookie().serialize(id);
}

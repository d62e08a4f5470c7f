import { createCookie } from '@remix-run/node';
import { z } from 'zod';
import { getEnv } from '#app/server/env.server.ts';
import { isHttps } from '#app/server/supabase.server.ts';
import type { NewLink } from './create-links.server.ts';

/** How long the page may take to come after the links were made. */
const MAX_AGE_IN_S = 120;

const schema = z.array(
  z.object({
    linkId: z.uuid(),
    role: z.enum(['candidate', 'observer']),
    label: z.string(),
    secret: z.string(),
  }),
);

function cookie() {
  return createCookie('new-links', {
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(),
    path: '/interviews',
    maxAge: MAX_AGE_IN_S,
    secrets: [getEnv().SESSION_SECRET],
  });
}

/** `Set-Cookie` that carries new links to the page that shows them, past a redirect. */
export async function carryNewLinks(links: NewLink[]): Promise<string> {
  return cookie().serialize(links);
}

/** The links to show once, and the `Set-Cookie` that forgets them. */
export async function takeNewLinks(request: Request): Promise<{ links: NewLink[]; forget: string | null }> {
  const value: unknown = await cookie().parse(request.headers.get('cookie'));
  const links = schema.catch([]).parse(value);
  return { links, forget: links.length > 0 ? await cookie().serialize('', { maxAge: 0 }) : null };
}

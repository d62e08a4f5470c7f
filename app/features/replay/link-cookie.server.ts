import { createCookie } from '@remix-run/node';
import { z } from 'zod';
import { getEnv } from '#app/server/env.server.ts';
import { isHttps } from '#app/server/supabase.server.ts';
import { LINK_TTL } from '#core/limits.ts';

/** Replays that one browser remembers to have been sent. More would not fit a cookie; the oldest is forgotten. */
const MAX_REMEMBERED = 20;

const schema = z.array(z.object({ interviewId: z.uuid(), linkId: z.uuid() })).max(MAX_REMEMBERED);
type Sent = z.infer<typeof schema>;

function cookie() {
  return createCookie('replays', {
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(),
    path: '/',
    // Whether the link still works is looked up each time.
    maxAge: LINK_TTL / 1000,
    secrets: [getEnv().SESSION_SECRET],
  });
}

/** The link by which this browser came to this interview's replay, or null. Forged cookies read as none. */
export async function getReplayLinkId(request: Request, interviewId: string): Promise<string | null> {
  const sent = await readSent(request);
  return sent.find((one) => one.interviewId === interviewId)?.linkId ?? null;
}

/** `Set-Cookie` that lets this browser see that replay, and those it was sent before. */
export async function rememberReplayLink(
  request: Request,
  link: { interviewId: string; linkId: string },
): Promise<string> {
  const others = (await readSent(request)).filter(({ interviewId }) => interviewId !== link.interviewId);
  return cookie().serialize([link, ...others].slice(0, MAX_REMEMBERED));
}

async function readSent(request: Request): Promise<Sent> {
  const value: unknown = await cookie().parse(request.headers.get('cookie'));
  return schema.catch([]).parse(value);
}

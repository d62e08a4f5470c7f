import { createCookie } from '@remix-run/node';
import { z } from 'zod';
import { getEnv } from '#app/server/env.server.ts';
import { isHttps } from '#app/server/supabase.server.ts';
import { LINK_TTL } from '#core/limits.ts';

/** Interviews that one browser remembers as a guest. More would not fit a cookie; the oldest is forgotten. */
const MAX_REMEMBERED = 20;

const guestSchema = z.array(z.object({ interviewId: z.uuid(), participantId: z.uuid() })).max(MAX_REMEMBERED);
type Guest = z.infer<typeof guestSchema>;

function cookie() {
  return createCookie('guest', {
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(),
    path: '/',
    // As long as a link works by default; whether the link still works is looked up each time.
    maxAge: LINK_TTL / 1000,
    secrets: [getEnv().SESSION_SECRET],
  });
}

/** Who this browser is in this interview as a guest, or null. Forged cookies read as none. */
export async function getGuestId(request: Request, interviewId: string): Promise<string | null> {
  const guests = await readGuests(request);
  return guests.find((guest) => guest.interviewId === interviewId)?.participantId ?? null;
}

/** `Set-Cookie` that makes this browser that participant, and keeps it for its other interviews. */
export async function rememberGuest(
  request: Request,
  guest: { interviewId: string; participantId: string },
): Promise<string> {
  const others = (await readGuests(request)).filter(({ interviewId }) => interviewId !== guest.interviewId);
  return cookie().serialize([guest, ...others].slice(0, MAX_REMEMBERED));
}

/** `Set-Cookie` that forgets who this browser was in this interview. */
export async function forgetGuest(request: Request, interviewId: string): Promise<string> {
  const others = (await readGuests(request)).filter((guest) => guest.interviewId !== interviewId);
  return others.length > 0 ? cookie().serialize(others) : cookie().serialize([], { maxAge: 0 });
}

async function readGuests(request: Request): Promise<Guest> {
  const value: unknown = await cookie().parse(request.headers.get('cookie'));
  return guestSchema.catch([]).parse(value);
}

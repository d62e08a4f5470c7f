import { createCookie } from '@remix-run/node';
import { z } from 'zod';
import { LINK_TTL } from '#core/limits.ts';
import { getEnv } from './env.server.ts';
import { isHttps } from './supabase.server.ts';

/** Interviews that one cookie remembers. More would not fit a cookie; the oldest is forgotten. */
const MAX_REMEMBERED = 20;

/** A signed cookie that holds one id for each of some interviews. Forged ones read as empty. */
export interface InterviewCookie {
  get(request: Request, interviewId: string): Promise<string | null>;
  /** `Set-Cookie` that remembers this id, and keeps those of other interviews. */
  remember(request: Request, interviewId: string, id: string): Promise<string>;
  /** `Set-Cookie` that forgets this interview. */
  forget(request: Request, interviewId: string): Promise<string>;
}

/** `field` is what the id is called in the cookie. */
export function makeInterviewCookie(name: string, field: string): InterviewCookie {
  const schema = z.array(z.object({ interviewId: z.uuid(), [field]: z.uuid() })).max(MAX_REMEMBERED);
  // Made when it is needed: the environment is read after this file.
  const cookie = () =>
    createCookie(name, {
      httpOnly: true,
      sameSite: 'lax',
      secure: isHttps(),
      path: '/',
      // As long as a link works by default; whether the link still works is looked up each time.
      maxAge: LINK_TTL / 1000,
      secrets: [getEnv().SESSION_SECRET],
    });
  const read = async (request: Request) => {
    const value: unknown = await cookie().parse(request.headers.get('cookie'));
    return schema.catch([]).parse(value) as Record<string, string>[];
  };
  const others = async (request: Request, id: string) =>
    (await read(request)).filter(({ interviewId }) => interviewId !== id);
  return {
    get: async (request, id) =>
      (await read(request)).find(({ interviewId }) => interviewId === id)?.[field] ?? null,
    remember: async (request, interviewId, id) => {
      const kept = [{ interviewId, [field]: id }, ...(await others(request, interviewId))];
      return cookie().serialize(kept.slice(0, MAX_REMEMBERED));
    },
    forget: async (request, interviewId) => {
      const kept = await others(request, interviewId);
      return kept.length > 0 ? cookie().serialize(kept) : cookie().serialize([], { maxAge: 0 });
    },
  };
}

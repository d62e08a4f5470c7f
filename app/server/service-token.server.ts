import { createHash, timingSafeEqual } from 'node:crypto';
import { getEnv } from './env.server.ts';

/** Whether a request comes from another service of this installation: it carries the token that they share. */
export function hasServiceToken(request: Request): boolean {
  const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  // Digests have one length, so the time of comparing says nothing about the token.
  return timingSafeEqual(digest(token), digest(getEnv().ROOM_SERVICE_TOKEN));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

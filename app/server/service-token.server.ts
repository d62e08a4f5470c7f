import { createHash, timingSafeEqual } from 'node:crypto';
import { type Env, getEnv } from './env.server.ts';

/** Other services of this installation. Each has a token of its own, which opens nothing that is another's. */
const TOKENS = {
  room: 'ROOM_SERVICE_TOKEN',
  interviewer: 'INTERVIEWER_SERVICE_TOKEN',
  recorder: 'RECORDER_SERVICE_TOKEN',
} as const satisfies Record<string, keyof Env>;

export type ServiceName = keyof typeof TOKENS;

/** Whether a request comes from this service of this installation: it carries the token that they share. */
export function hasServiceToken(request: Request, service: ServiceName): boolean {
  const expected = getEnv()[TOKENS[service]];
  const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  // Digests have one length, so the time of comparing says nothing about the token.
  return expected !== '' && timingSafeEqual(digest(token), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

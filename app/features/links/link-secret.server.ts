import { createHash, randomBytes } from 'node:crypto';
import { getEnv } from '#app/server/env.server.ts';
import { LINK_SECRET_BYTES } from '#core/limits.ts';

const SECRET = /^[A-Za-z0-9_-]{27}$/;

/** A new secret for a link, for its address only. */
export function makeLinkSecret(): string {
  return randomBytes(LINK_SECRET_BYTES).toString('base64url');
}

/** What the database keeps of a secret: it finds the link, but does not open it. */
export function hashLinkSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether this has the form of a secret; anything else need not be looked up. */
export function isLinkSecret(text: string): boolean {
  return SECRET.test(text);
}

/** The address that lets a guest in. */
export function joinUrl(secret: string): string {
  return `${getEnv().APP_URL}/join/${secret}`;
}

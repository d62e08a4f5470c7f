import { expect, test } from 'vitest';
import { LINK_SECRET_BYTES } from '#core/limits.ts';
import { hashLinkSecret, isLinkSecret, makeLinkSecret } from './link-secret.server.ts';

test('makes a different secret each time, long enough not to be guessed and fit for an address', () => {
  const secrets = new Set(Array.from({ length: 200 }, makeLinkSecret));
  expect(secrets.size).toBe(200);
  for (const secret of secrets) {
    expect(isLinkSecret(secret)).toBe(true);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(LINK_SECRET_BYTES);
  }
});

test('keeps a hash that does not hold the secret', () => {
  const secret = makeLinkSecret();
  expect(hashLinkSecret(secret)).toMatch(/^[0-9a-f]{64}$/);
  expect(hashLinkSecret(secret)).not.toContain(secret);
});

test.each(['', 'short', `${'a'.repeat(27)}.`, 'a'.repeat(28), "a' or 1=1 --".padEnd(27, 'x')])(
  'does not look up %j',
  (text) => {
    expect(isLinkSecret(text)).toBe(false);
  },
);

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const MAKERS = {
  JWT_SECRET: () => randomBytes(36).toString('base64url'),
  SUPABASE_PUBLISHABLE_KEY: () => `sb_publishable_${randomBytes(24).toString('base64url')}`,
  SUPABASE_SECRET_KEY: () => `sb_secret_${randomBytes(24).toString('base64url')}`,
  ROOM_TOKEN_SECRET: () => randomBytes(36).toString('base64url'),
  ROOM_SERVICE_TOKEN: () => randomBytes(24).toString('base64url'),
  SANDBOX_SERVICE_TOKEN: () => randomBytes(24).toString('base64url'),
  INTERVIEWER_SERVICE_TOKEN: () => randomBytes(24).toString('base64url'),
  RECORDER_SERVICE_TOKEN: () => randomBytes(24).toString('base64url'),
  LIVEKIT_API_KEY: () => `API${randomBytes(9).toString('hex')}`,
  LIVEKIT_API_SECRET: () => randomBytes(36).toString('base64url'),
  SESSION_SECRET: () => randomBytes(36).toString('base64url'),
  TAPE_SIGNING_KEY: makeSigningKey,
} as const;

export type SecretName = keyof typeof MAKERS;
export type Secrets = Record<SecretName, string>;

const fileSchema = z.partialRecord(z.enum(Object.keys(MAKERS) as [SecretName, ...SecretName[]]), z.string());

/**
 * Secrets that the parts of one installation share. Made once, kept in `secrets.json` below the data folder
 * (readable by its owner alone), so that sessions and links outlive a restart.
 */
export function loadSecrets(dataDirectory: string): Secrets {
  const file = path.join(dataDirectory, 'secrets.json');
  const known = fs.existsSync(file) ? fileSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8'))) : {};
  const names = Object.keys(MAKERS) as SecretName[];
  const secrets = Object.fromEntries(names.map((name) => [name, known[name] ?? MAKERS[name]()])) as Secrets;
  if (names.some((name) => known[name] === undefined)) {
    fs.mkdirSync(dataDirectory, { recursive: true });
    fs.writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    fs.renameSync(`${file}.new`, file);
  }
  return secrets;
}

/** An Ed25519 key in the form that `parseSealingKey` of `core/tape/seal.ts` reads. */
function makeSigningKey(): string {
  const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return `${d}.${x}`;
}

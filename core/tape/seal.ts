import { z } from 'zod';
import { fromHex, toHex } from './chain.ts';

/**
 * What a room says about a tape that nothing will be added to: how many frames, the last link of their chain, and the
 * deployment's Ed25519 signature (RFC 8032) over both. Signing and checking use Web Crypto, which browsers, workerd
 * and Node have.
 */

const SEAL_VERSION = 1;

const hexSchema = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

export const sealSchema = z.strictObject({
  version: z.literal(SEAL_VERSION),
  interviewId: z.uuid(),
  /** Number of frames. */
  frames: z.number().int().min(0),
  /** Last link of the chain. */
  root: hexSchema(32),
  /** Server time in milliseconds. */
  sealedAt: z.number().int(),
  /** Raw public key. */
  publicKey: hexSchema(32),
  signature: hexSchema(64),
});
export type Seal = z.infer<typeof sealSchema>;

/** What is sealed, before it is signed. */
export type SealClaims = Pick<Seal, 'interviewId' | 'frames' | 'root' | 'sealedAt'>;

/** A key of a deployment that signs seals. */
export interface SealingKey {
  privateKey: CryptoKey;
  publicKey: string;
}

/**
 * Reads a signing key: base64url of the private seed and of the public key (32 bytes each), joined by a dot, as
 * `makeSealingKey` makes them. Throws when it is not one.
 */
export async function parseSealingKey(text: string): Promise<SealingKey> {
  const [d, x, ...rest] = text.split('.');
  if (!d || !x || rest.length > 0) throw new Error('A sealing key is two base64url parts, joined by a dot.');
  const jwk = { kty: 'OKP', crv: 'Ed25519', d, x };
  const privateKey = await crypto.subtle.importKey('jwk', jwk, { name: 'Ed25519' }, false, ['sign']);
  return { privateKey, publicKey: toHex(fromBase64Url(x)) };
}

/** A new signing key, as text for `parseSealingKey`. */
export async function makeSealingKey(): Promise<string> {
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new Error('This runtime cannot make Ed25519 keys.');
  const { d, x } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return `${d}.${x}`;
}

/** Signs what is claimed. */
export async function signSeal(claims: SealClaims, { privateKey, publicKey }: SealingKey): Promise<Seal> {
  const signature = await crypto.subtle.sign(
    { name: 'Ed25519' },
    privateKey,
    encodeClaims(claims, publicKey),
  );
  const { interviewId, frames, root, sealedAt } = claims;
  return {
    version: SEAL_VERSION,
    interviewId,
    frames,
    root,
    sealedAt,
    publicKey,
    signature: toHex(new Uint8Array(signature)),
  };
}

/** Whether the signature of a seal is that of its public key. Whose key that is, only the deployment can say. */
export async function isSealGenuine(seal: Seal): Promise<boolean> {
  try {
    const raw = fromHex(seal.publicKey);
    const key = await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
    const signature = fromHex(seal.signature);
    return await crypto.subtle.verify(
      { name: 'Ed25519' },
      key,
      signature,
      encodeClaims(seal, seal.publicKey),
    );
  } catch {
    return false; // bytes that are no key at all
  }
}

/** The text that is signed: one line for each claim, so that no two claims can read alike. */
function encodeClaims(claims: SealClaims, publicKey: string): Uint8Array<ArrayBuffer> {
  const { interviewId, frames, root, sealedAt } = claims;
  const lines = ['interlace-seal', SEAL_VERSION, interviewId, frames, root, sealedAt, publicKey];
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

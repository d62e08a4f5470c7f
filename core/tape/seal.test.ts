import { expect, test } from 'vitest';
import { isSealGenuine, makeSealingKey, parseSealingKey, type Seal, sealSchema, signSeal } from './seal.ts';

const claims = {
  interviewId: '7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a001',
  frames: 3,
  root: 'ab'.repeat(32),
  sealedAt: 1_700_000_000_000,
};
const makeSeal = async () => signSeal(claims, await parseSealingKey(await makeSealingKey()));

test('a seal is genuine until anything in it is changed', async () => {
  const seal = await makeSeal();
  expect(sealSchema.parse(JSON.parse(JSON.stringify(seal)))).toEqual(seal);
  expect(await isSealGenuine(seal)).toBe(true);
  const other = await makeSeal();
  const forged: Seal[] = [
    { ...seal, interviewId: claims.interviewId.replace('7', '8') },
    { ...seal, frames: 4 },
    { ...seal, root: 'ba'.repeat(32) },
    { ...seal, sealedAt: claims.sealedAt + 1 },
    { ...seal, publicKey: other.publicKey },
    { ...seal, signature: other.signature },
    { ...seal, publicKey: '00'.repeat(32) },
  ];
  expect(await Promise.all(forged.map(isSealGenuine))).toEqual(forged.map(() => false));
});

test('Ed25519 is deterministic: sealing the same again gives the same seal', async () => {
  const key = await parseSealingKey(await makeSealingKey());
  expect(await signSeal(claims, key)).toEqual(await signSeal(claims, key));
});

test('what is no key is refused', async () => {
  const [d] = (await makeSealingKey()).split('.');
  for (const text of ['', 'abc', `${d}.`, `${d}.${d}.${d}`, 'a.b'])
    await expect(parseSealingKey(text), text).rejects.toThrow();
});

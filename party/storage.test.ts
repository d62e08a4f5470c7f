import { expect, test } from 'vitest';
import { MAX_STORAGE_KEYS_PER_CALL, MAX_STORAGE_VALUE_BYTES } from '#core/limits.ts';
import { guardStorage, keyOf, StorageLimitError } from './storage.ts';
import { MemoryStorage } from './tests/memory-storage.ts';
import { STORAGE_CONTRACT } from './tests/storage-contract.ts';

test.each(Object.entries(STORAGE_CONTRACT))('memory: %s', async (_name, check) => {
  await check(guardStorage(new MemoryStorage()));
});

test('[DUR8] a value over the limit is refused before anything is written', async () => {
  const inner = new MemoryStorage();
  const storage = guardStorage(inner);
  const entries = new Map([
    ['small', new Uint8Array(1)],
    ['large', new Uint8Array(MAX_STORAGE_VALUE_BYTES + 1)],
  ]);
  await expect(storage.put(entries)).rejects.toThrow(StorageLimitError);
  expect(inner.keys()).toEqual([]);
  await storage.put(new Map([['fits', new Uint8Array(MAX_STORAGE_VALUE_BYTES)]]));
  expect(inner.keys()).toEqual(['fits']);
});

test('[DUR8] too many keys in one call are refused before anything is written', async () => {
  const inner = new MemoryStorage();
  const storage = guardStorage(inner);
  const keys = Array.from({ length: MAX_STORAGE_KEYS_PER_CALL + 1 }, (_, n) => keyOf(n));
  await expect(storage.put(new Map(keys.map((key) => [key, new Uint8Array(1)])))).rejects.toThrow(
    StorageLimitError,
  );
  await expect(storage.delete(keys)).rejects.toThrow(StorageLimitError);
  expect(inner.keys()).toEqual([]);
});

test('keys sort like the numbers in them', () => {
  const numbers = [0, 1, 35, 36, 37, 1295, 1296, 1_000_000, 2 ** 40];
  const keys = numbers.map(keyOf);
  expect([...keys].sort()).toEqual(keys);
});

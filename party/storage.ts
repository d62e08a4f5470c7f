import { MAX_STORAGE_KEYS_PER_CALL, MAX_STORAGE_VALUE_BYTES } from '#core/limits.ts';

export interface ListOptions {
  prefix?: string;
  /** First key, included. */
  start?: string;
  startAfter?: string;
  /** Key to stop before. */
  end?: string;
  reverse?: boolean;
  limit?: number;
}

/**
 * Ordered keys with bytes, as a Durable Object keeps them. What is put and deleted without an await in between is
 * written as one. Values are bytes only, so that their size is known.
 */
export interface RoomStorage {
  get(key: string): Promise<Uint8Array | undefined>;
  list(options: ListOptions): Promise<Map<string, Uint8Array>>;
  /**
   * Writes these entries. The room's messages are held back until they are durable, unless `isUnconfirmed` says that
   * peers may see what follows at once; `sync` then tells when they are.
   */
  put(entries: ReadonlyMap<string, Uint8Array>, options?: { isUnconfirmed: boolean }): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  /** Resolves when everything put or deleted before is durable. */
  sync(): Promise<void>;
}

/** A write that Cloudflare would refuse, although local runtimes accept it. A bug of the caller. */
export class StorageLimitError extends Error {}

/** The same storage, refusing calls over the limits that local runtimes do not enforce. */
export function guardStorage(storage: RoomStorage): RoomStorage {
  return {
    get: (key) => storage.get(key),
    list: (options) => storage.list(options),
    sync: () => storage.sync(),
    put: async (entries, options) => {
      checkCount(entries.size);
      for (const [key, value] of entries) {
        if (value.byteLength <= MAX_STORAGE_VALUE_BYTES) continue;
        throw new StorageLimitError(
          `Value of ${key} has ${value.byteLength} bytes, at most ${MAX_STORAGE_VALUE_BYTES} fit. Split it.`,
        );
      }
      await storage.put(entries, options);
    },
    delete: async (keys) => {
      checkCount(keys.length);
      await storage.delete(keys);
    },
  };
}

/** Puts and deletes of any number as one write: calls of at most the allowed size, with no await between them. */
export async function writeTogether(
  storage: RoomStorage,
  entries: ReadonlyMap<string, Uint8Array>,
  removed: readonly string[],
  options?: { isUnconfirmed: boolean },
): Promise<void> {
  const calls: Promise<void>[] = [];
  for (const slice of slices([...entries])) calls.push(storage.put(new Map(slice), options));
  for (const slice of slices(removed)) calls.push(storage.delete(slice));
  await Promise.all(calls);
}

/** All entries under a prefix in order of their keys, a page at a time. */
export async function* pages(
  storage: RoomStorage,
  prefix: string,
  start?: string,
): AsyncGenerator<Map<string, Uint8Array>> {
  let after: string | undefined;
  for (;;) {
    const from = after !== undefined ? { startAfter: after } : start !== undefined ? { start } : {};
    const page = await storage.list({ prefix, limit: PAGE, ...from });
    if (page.size > 0) yield page;
    if (page.size < PAGE) return;
    after = [...page.keys()].at(-1);
  }
}

/** A number as part of a key: base 36, padded so that keys sort like numbers. */
export function keyOf(position: number): string {
  return position.toString(36).padStart(9, '0');
}

/** Keys that one page holds: at the largest value this is 4 MB in memory. */
const PAGE = 32;

function* slices<T>(items: readonly T[]): Generator<T[]> {
  for (let i = 0; i < items.length; i += MAX_STORAGE_KEYS_PER_CALL) {
    yield items.slice(i, i + MAX_STORAGE_KEYS_PER_CALL);
  }
}

function checkCount(count: number): void {
  if (count > MAX_STORAGE_KEYS_PER_CALL) {
    throw new StorageLimitError(`${count} keys in one call, at most ${MAX_STORAGE_KEYS_PER_CALL} are taken.`);
  }
}

import type * as Party from 'partykit/server';
import type { RoomStorage } from './storage.ts';

/** A Durable Object's key-value storage as the room uses it. */
export function adaptStorage(storage: Party.Storage): RoomStorage {
  return {
    get: (key) => storage.get<Uint8Array>(key),
    list: (options) => storage.list<Uint8Array>(options),
    put: (entries, options) =>
      storage.put(Object.fromEntries(entries), { allowUnconfirmed: options?.isUnconfirmed ?? false }),
    delete: async (keys) => {
      await storage.delete([...keys], { allowUnconfirmed: true });
    },
    sync: () => storage.sync(),
  };
}

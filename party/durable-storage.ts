import type * as Party from 'partykit/server';
import type { RoomStorage } from './storage.ts';

/** A Durable Object's key-value storage as the room uses it. */
export function adaptStorage(storage: Party.Storage): RoomStorage {
  return {
    get: (key) => storage.get<Uint8Array>(key),
    list: (options) => storage.list<Uint8Array>(options),
    put: (entries, options) => {
      const values: Record<string, Uint8Array> = {};
      for (const [key, value] of entries) values[key] = tighten(value);
      return storage.put(values, { allowUnconfirmed: options?.isUnconfirmed ?? false });
    },
    delete: async (keys) => {
      await storage.delete([...keys], { allowUnconfirmed: true });
    },
    sync: () => storage.sync(),
  };
}

/** The same bytes in a buffer of their own: of a view, the runtime stores the whole buffer behind it. */
function tighten(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}

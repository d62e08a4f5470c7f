import type * as Party from 'partykit/server';
import type { RoomStorage } from './storage.ts';

/** A Durable Object's key-value storage as the room uses it. */
export function adaptStorage(storage: Party.Storage): RoomStorage {
  return {
    get: (key) => storage.get<Uint8Array>(key),
    list: (options) => storage.list<Uint8Array>(options),
    put: (entries, options) => {
      const settings = { allowUnconfirmed: options?.isUnconfirmed ?? false };
      const [only] = entries;
      // one value alone needs no transaction around it, and most writes of a room are one
      if (only && entries.size === 1) return storage.put(only[0], tighten(only[1]), settings);
      const values: Record<string, Uint8Array> = {};
      for (const [key, value] of entries) values[key] = tighten(value);
      return storage.put(values, settings);
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

import { keyOf, pages, type RoomStorage, writeTogether } from '../storage.ts';

/** What the room relies on in a storage. Each check throws when it does not hold; it runs on an empty storage. */
export const STORAGE_CONTRACT: Record<string, (storage: RoomStorage) => Promise<void>> = {
  'a value comes back as it was put, and is undefined before': async (storage) => {
    expectEqual(await storage.get('a'), undefined);
    await storage.put(new Map([['a', Uint8Array.of(1, 2, 3)]]));
    expectEqual([...((await storage.get('a')) ?? [])], [1, 2, 3]);
  },
  'a view into a larger buffer is stored as the view': async (storage) => {
    const large = Uint8Array.from({ length: 1000 }, (_, n) => n % 256);
    await storage.put(new Map([['view', large.subarray(10, 13)]]));
    const stored = await storage.get('view');
    expectEqual([...(stored ?? [])], [10, 11, 12]);
    expectEqual(stored?.buffer.byteLength, 3);
  },
  'keys are listed in order, inside the bounds, from either end': async (storage) => {
    const keys = ['b:1', 'a:2', 'a:1', 'a:10', 'a:1:x', 'a~'];
    await storage.put(new Map(keys.map((key) => [key, Uint8Array.of(1)])));
    const list = async (options: Parameters<RoomStorage['list']>[0]) => [
      ...(await storage.list(options)).keys(),
    ];
    expectEqual(await list({ prefix: 'a:' }), ['a:1', 'a:10', 'a:1:x', 'a:2']);
    expectEqual(await list({ prefix: 'a:', start: 'a:10', limit: 2 }), ['a:10', 'a:1:x']);
    expectEqual(await list({ prefix: 'a:', startAfter: 'a:10' }), ['a:1:x', 'a:2']);
    expectEqual(await list({ prefix: 'a:', end: 'a:2', reverse: true, limit: 1 }), ['a:1:x']);
  },
  'what is written together may be of any number': async (storage) => {
    const entries = new Map(Array.from({ length: 300 }, (_, n) => [`n:${keyOf(n)}`, Uint8Array.of(n % 256)]));
    await writeTogether(storage, entries, []);
    await writeTogether(storage, new Map([['n:last', Uint8Array.of(9)]]), [...entries.keys()].slice(0, 290));
    await storage.sync();
    const left: string[] = [];
    for await (const page of pages(storage, 'n:')) left.push(...page.keys());
    expectEqual(left, [...[...entries.keys()].slice(290), 'n:last']);
  },
  'pages walk over everything once': async (storage) => {
    const names = Array.from({ length: 100 }, (_, n) => `p:${keyOf(n)}`);
    await writeTogether(storage, new Map(names.map((name) => [name, Uint8Array.of(1)])), []);
    const seen: string[] = [];
    for await (const page of pages(storage, 'p:', `p:${keyOf(3)}`)) seen.push(...page.keys());
    expectEqual(seen, names.slice(3));
  },
};

function expectEqual(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`Expected ${b}, got ${a}.`);
}

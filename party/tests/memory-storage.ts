import type { ListOptions, RoomStorage } from '../storage.ts';

/**
 * A Durable Object's storage in memory. Puts and deletes become durable together at `sync`, or when a test says so;
 * `crash` forgets what was not.
 */
export class MemoryStorage implements RoomStorage {
  #durable = new Map<string, Uint8Array>();
  #current = new Map<string, Uint8Array>();
  /** When set, the next writes fail with it. */
  failure: Error | null = null;
  /** Calls of `sync` that resolve only when the test lets them. */
  #held: (() => void)[] | null = null;
  puts = 0;
  /** When set, so many more calls that write are carried out; all after them fail, as when the process is gone. */
  writesLeft: number | null = null;

  async get(key: string): Promise<Uint8Array | undefined> {
    return copy(this.#current.get(key));
  }

  async list({ prefix = '', start, startAfter, end, reverse, limit }: ListOptions) {
    const keys = [...this.#current.keys()].sort();
    const found = keys.filter(
      (key) =>
        key.startsWith(prefix) &&
        (start === undefined || key >= start) &&
        (startAfter === undefined || key > startAfter) &&
        (end === undefined || key < end),
    );
    if (reverse) found.reverse();
    return new Map(
      found.slice(0, limit).map((key) => [key, copy(this.#current.get(key)) ?? new Uint8Array()]),
    );
  }

  async put(entries: ReadonlyMap<string, Uint8Array>): Promise<void> {
    this.puts++;
    this.#mayWrite();
    for (const [key, value] of entries) this.#current.set(key, Uint8Array.from(value));
  }

  async delete(keys: readonly string[]): Promise<void> {
    this.#mayWrite();
    for (const key of keys) this.#current.delete(key);
  }

  async sync(): Promise<void> {
    if (this.#held) await new Promise<void>((resolve) => this.#held?.push(resolve));
    this.#mayWrite();
    this.#durable = new Map(this.#current);
  }

  #mayWrite(): void {
    if (this.failure) throw this.failure;
    if (this.writesLeft === null) return;
    if (this.writesLeft === 0) throw new Error('The process is gone.');
    this.writesLeft--;
  }

  /** From now on `sync` waits for `release`. */
  hold(): void {
    this.#held = [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const resolve of held) resolve();
  }

  crash(): void {
    this.#current = new Map(this.#durable);
  }

  keys(prefix = ''): string[] {
    return [...this.#current.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  /** A stored value. */
  read(key: string): Uint8Array | undefined {
    return copy(this.#current.get(key));
  }

  /** The same in a storage of its own. */
  copy(): MemoryStorage {
    const other = new MemoryStorage();
    other.#current = new Map(this.#current);
    other.#durable = new Map(this.#durable);
    return other;
  }

  /** Changes a stored value as a failing disk would. */
  damage(key: string, change: (bytes: Uint8Array) => Uint8Array): void {
    const bytes = this.#current.get(key);
    if (!bytes) throw new Error(`No key ${key}.`);
    this.#current.set(key, change(Uint8Array.from(bytes)));
    this.#durable = new Map(this.#current);
  }
}

function copy(bytes: Uint8Array | undefined): Uint8Array | undefined {
  return bytes && Uint8Array.from(bytes);
}

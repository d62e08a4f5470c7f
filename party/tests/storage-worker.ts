import type * as Party from 'partykit/server';
import { adaptStorage } from '../durable-storage.ts';
import { guardStorage } from '../storage.ts';
import { STORAGE_CONTRACT } from './storage-contract.ts';

interface Namespace {
  newUniqueId(): unknown;
  get(id: unknown): { fetch(url: string): Promise<Response> };
}

/** Runs one check of the contract on the storage of an object of its own. */
export class Checked {
  readonly #storage: Party.Storage;

  constructor(state: { storage: Party.Storage }) {
    this.#storage = state.storage;
  }

  async fetch(request: Request): Promise<Response> {
    const name = decodeURIComponent(new URL(request.url).pathname.slice(1));
    try {
      await STORAGE_CONTRACT[name]?.(guardStorage(adaptStorage(this.#storage)));
      return new Response('holds');
    } catch (error) {
      return new Response(String(error));
    }
  }
}

export default {
  fetch: (request: Request, { CHECKED }: { CHECKED: Namespace }) =>
    CHECKED.get(CHECKED.newUniqueId()).fetch(request.url),
};

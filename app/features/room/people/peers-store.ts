import type { Awareness } from 'y-protocols/awareness';
import { type Peer, readPeers } from '../awareness.ts';
import { Store } from '../store.ts';

/** The other browsers in the room and their open files. Cursor moves change nothing here. */
export class PeersStore extends Store<readonly Peer[]> {
  readonly #awareness: Awareness;
  #key = '';
  readonly #read = () => {
    const peers = readPeers(this.#awareness);
    const key = JSON.stringify(peers.map(({ at: _, ...rest }) => rest));
    if (key === this.#key) return;
    this.#key = key;
    this.set(peers);
  };

  constructor(awareness: Awareness) {
    super([]);
    this.#awareness = awareness;
    awareness.on('change', this.#read);
    this.#read();
  }

  destroy(): void {
    this.#awareness.off('change', this.#read);
  }
}

import type { ArchiveState } from './archive-state.ts';
import { DamagedArchiveError } from './damage.ts';
import type { Client } from './document-model.ts';
import { NumberCoder, SignedCoder } from './numbers.ts';
import { Odds } from './odds.ts';
import { codeFlag, type Side } from './side.ts';
import type { Id } from './update-parts.ts';

/** Codes Yjs clients by their age in the archive, and ids by the distance from the end of what the client wrote. */
export class IdCoder {
  readonly #state: ArchiveState;
  readonly #isExpected = new Odds(1);
  readonly #indexes = new NumberCoder();
  readonly #isLarge = new Odds(1);
  readonly #clocks = new SignedCoder();

  constructor(state: ArchiveState) {
    this.#state = state;
  }

  /** Codes a client that is probably the expected one. */
  codeClient(side: Side, expected: Client | null, id: number): Client {
    const { model } = this.#state;
    if (expected && codeFlag(side, this.#isExpected, 0, expected.id === id)) return expected;
    const known = model.clients.length;
    const isNew = !side.isReading && !model.hasClient(id);
    const value = side.isReading || isNew ? known : model.clientOf(id).index;
    const index = this.#indexes.code(side, 0, value);
    if (index > known) throw new DamagedArchiveError('a client is unknown');
    return model.clients[index] ?? model.clientOf(this.#codeNewId(side, id));
  }

  /** Codes an id that is probably of `near`. */
  codeId(side: Side, near: Client, id: Id | null): Id {
    const client = this.codeClient(side, near, id?.client ?? 0);
    const back = this.#clocks.code(side, 0, id ? client.end - id.clock : 0);
    if (back > client.end) throw new DamagedArchiveError('a clock is out of range');
    return { client: client.id, clock: client.end - back };
  }

  /** Yjs draws ids of 32 bits at random, so there is nothing to learn about them. */
  #codeNewId(side: Side, id: number): number {
    const isLarge = codeFlag(side, this.#isLarge, 0, id >= 2 ** 32);
    return side.evenBits(isLarge ? 53 : 32, id);
  }
}

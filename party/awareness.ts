import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { MAX_AWARENESS_BYTES } from '#core/limits.ts';
import type { Person } from '#core/room-protocol.ts';

/** Who sends an awareness frame. */
export interface AwarenessSender {
  sessionId: string;
  person: Person;
}

/**
 * What came of a frame. `changed` are client ids whose state the others must hear; `replaced` is the connection whose
 * client id the sender took over, as a page does that comes back before its old connection is known to be dead.
 */
export type AwarenessOutcome =
  | { type: 'taken'; changed: number[]; isFirst: boolean; replaced: string | null }
  /** Nothing of the sender's own: y-websocket sends on what it heard. */
  | { type: 'echo' }
  | { type: 'unreadable' }
  | { type: 'too-large' };

interface State {
  clock: number;
  /** JSON with the room's own `user`, or null once it is gone. */
  json: string | null;
  sessionId: string | null;
  participantId: string;
  /** Clock that the sender gave; an older one of theirs is a frame that was overtaken. */
  sent: number;
}

/** States of people who left that are remembered, so that a page that returns is heard at once. */
const MAX_GONE = 500;

/** Yjs draws client ids from 32 bits and clocks count up from 0; more would not survive the encoding. */
const MAX_CLIENT_ID = 2 ** 32 - 1;
const MAX_CLOCK = 2 ** 31;

/**
 * Cursors and selections of everybody, in the encoding of y-protocols. A client id belongs to the connection that
 * first used it, or to a newer connection of the same participant. The room writes `user` into every state and counts
 * the clocks, so nobody can speak for somebody else, and a page that reconnects is not taken for outdated.
 */
export class AwarenessBoard {
  readonly #states = new Map<number, State>();
  readonly #clients = new Map<string, number>();
  /** Whether this client id may be used by this participant (it may be somebody's author id). */
  readonly #mayUse: (client: number, participantId: string) => boolean;

  constructor(mayUse: (client: number, participantId: string) => boolean) {
    this.#mayUse = mayUse;
  }

  /** Takes what is the sender's own from a frame's entries; what is others' in it is passed over. */
  receive(entries: Uint8Array, sender: AwarenessSender): AwarenessOutcome {
    const changed: number[] = [];
    const isFirst = !this.#clients.has(sender.sessionId);
    let replaced: string | null = null;
    try {
      const decoder = decoding.createDecoder(entries);
      for (let count = decoding.readVarUint(decoder); count > 0; count--) {
        const client = decoding.readVarUint(decoder);
        const clock = decoding.readVarUint(decoder);
        const json = decoding.readVarUint8Array(decoder);
        if (client > MAX_CLIENT_ID || clock > MAX_CLOCK) return { type: 'unreadable' };
        if (!this.#owns(client, json, sender)) continue;
        if (json.length > MAX_AWARENESS_BYTES) return { type: 'too-large' };
        const before = this.#states.get(client)?.sessionId ?? null;
        if (!this.#set(client, clock, json, sender)) continue;
        changed.push(client);
        if (before !== sender.sessionId) replaced = before;
      }
      if (decoding.hasContent(decoder)) return { type: 'unreadable' };
    } catch {
      return { type: 'unreadable' }; // cut short, or a state that is not JSON
    }
    if (changed.length === 0) return { type: 'echo' };
    return { type: 'taken', changed, isFirst, replaced };
  }

  /** Marks the connection's state as gone and returns whom the others must hear of. */
  remove(sessionId: string): number[] {
    const client = this.#clients.get(sessionId) ?? -1;
    const state = this.#states.get(client);
    if (!state) return [];
    this.#clients.delete(sessionId);
    state.sessionId = null;
    this.#states.delete(client);
    this.#states.set(client, state);
    this.#forgetOldest();
    if (state.json === null) return [];
    state.json = null;
    return [client];
  }

  /** Entries of these clients, for a frame. */
  encode(clients: readonly number[]): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, clients.length);
    for (const client of clients) {
      const state = this.#states.get(client);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, state?.clock ?? 0);
      encoding.writeVarString(encoder, state?.json ?? 'null');
    }
    return encoding.toUint8Array(encoder);
  }

  /** Clients with a state, of this participant or of all others. */
  list({ of, not }: { of?: string; not?: string }): number[] {
    const found: number[] = [];
    for (const [client, state] of this.#states) {
      if (state.json === null || state.participantId === not) continue;
      if (of === undefined || state.participantId === of) found.push(client);
    }
    return found;
  }

  /** Client id that this connection uses for its cursor. */
  clientOf(sessionId: string): number | undefined {
    return this.#clients.get(sessionId);
  }

  /** What this connection says about itself, as JSON; null when it says nothing. */
  stateOf(sessionId: string): string | null {
    const client = this.#clients.get(sessionId);
    return (client !== undefined && this.#states.get(client)?.json) || null;
  }

  /** Whose cursor this client id is or was. */
  ownerOf(client: number): string | undefined {
    return this.#states.get(client)?.participantId;
  }

  #owns(client: number, json: Uint8Array, { sessionId, person }: AwarenessSender): boolean {
    const owned = this.#clients.get(sessionId);
    if (owned !== undefined) return owned === client;
    if (isNull(json) || !this.#mayUse(client, person.participantId)) return false;
    const state = this.#states.get(client);
    return !state || state.participantId === person.participantId;
  }

  #set(client: number, clock: number, bytes: Uint8Array, { sessionId, person }: AwarenessSender): boolean {
    const json = rewriteUser(bytes, person);
    const last = this.#states.get(client);
    const isSame = last?.sessionId === sessionId;
    if (last && isSame && (clock < last.sent || (clock === last.sent && json !== null))) return false;
    if (last && json === null && last.json === null) return false;
    const next = Math.max(clock, last ? last.clock + 1 : clock);
    if (last?.sessionId && !isSame) this.#clients.delete(last.sessionId);
    this.#clients.set(sessionId, client);
    const { participantId } = person;
    this.#states.set(client, { clock: next, json, sessionId, participantId, sent: clock });
    return true;
  }

  #forgetOldest(): void {
    let gone = 0;
    for (const state of this.#states.values()) if (state.sessionId === null) gone++;
    for (const [client, state] of this.#states) {
      if (gone <= MAX_GONE) return;
      if (state.sessionId !== null) continue;
      this.#states.delete(client);
      gone--;
    }
  }
}

/** The state with the room's own word on who this is. Throws when it is not a JSON object or null. */
function rewriteUser(bytes: Uint8Array, { participantId, name, role, colour }: Person): string | null {
  if (isNull(bytes)) return null;
  const state: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (typeof state !== 'object' || state === null || Array.isArray(state)) throw new Error('Not a state.');
  return JSON.stringify({ ...state, user: { participantId, name, role, colour } });
}

function isNull(json: Uint8Array): boolean {
  return json.length === 4 && json[0] === 0x6e && json[1] === 0x75 && json[2] === 0x6c && json[3] === 0x6c;
}

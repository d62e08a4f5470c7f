import type { CloseReason } from '#core/close-codes.ts';
import { type Capability, can, type RoomRole } from '#core/roles.ts';
import type { Person, ServerMessage } from '#core/room-protocol.ts';
import type { Session } from './session.ts';
import { encodeServerMessage } from './wire.ts';

/** The connections that were admitted, and the people behind them. */
export class Sessions {
  readonly #byId = new Map<string, Session>();

  add(session: Session): void {
    this.#byId.set(session.id, session);
  }

  /** Takes a connection out. False when it was not in. */
  remove(session: Session): boolean {
    return this.#byId.delete(session.id);
  }

  get size(): number {
    return this.#byId.size;
  }

  [Symbol.iterator](): IterableIterator<Session> {
    return this.#byId.values();
  }

  /** Connections of one participant. */
  of(participantId: string): Session[] {
    return [...this].filter(({ person }) => person.participantId === participantId);
  }

  /** Whether somebody of this role is here. */
  hasRole(role: RoomRole): boolean {
    for (const { person } of this) if (person.role === role) return true;
    return false;
  }

  /** Everybody once, in the order of coming. A second tab does not make a second person. */
  people(): Person[] {
    const people = new Map<string, Person>();
    for (const { person } of this) {
      const first = people.get(person.participantId);
      if (!first) people.set(person.participantId, person);
      else if (person.since < first.since)
        people.set(person.participantId, { ...person, since: person.since });
    }
    return [...people.values()].sort((a, b) => a.since - b.since);
  }

  /** Sends a frame to all but one. */
  broadcast(bytes: Uint8Array, except?: Session): void {
    for (const session of this.#byId.values()) if (session !== except) session.send(bytes);
  }

  /** Tells everybody what their role may see; made and encoded once for each role that is here. */
  tellEach(make: (role: RoomRole) => ServerMessage): void {
    const frames = new Map<RoomRole, Uint8Array>();
    for (const session of this) {
      const { role } = session.person;
      const frame = frames.get(role) ?? encodeServerMessage(make(role));
      frames.set(role, frame);
      session.send(frame);
    }
  }

  tellAll(message: ServerMessage): void {
    this.broadcast(encodeServerMessage(message));
  }

  /** Tells those whose role may do this. */
  tellThose(capability: Capability, message: ServerMessage): void {
    for (const session of this) if (can(session.person.role, capability)) session.tell(message);
  }

  closeAll(reason: CloseReason): void {
    for (const session of [...this]) session.close(reason);
  }
}

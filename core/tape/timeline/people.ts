import type { RoomRole } from '#core/roles.ts';
import type { Person } from '#core/room-protocol.ts';
import type { FRAME_KINDS } from '../frames.ts';
import type { Moment } from './moment.ts';
import type { PayloadOf } from './payloads.ts';

/** A time in the room: from the frame of their coming to that of their going, null while they are there. */
export interface Presence {
  from: number;
  fromAt: number;
  to: number | null;
  toAt: number | null;
}

/** Somebody who was in the room, with what they were last called. */
export interface Participant {
  participantId: string;
  name: string;
  role: RoomRole;
  colour: number;
  firstSeenAt: number;
  presences: Presence[];
}

/** Who was in the room, and when. */
export class People {
  readonly #people = new Map<string, Participant>();

  /**
   * Takes a frame of presence. Coming twice or going twice changes nothing: a room that stopped says it again. Whose
   * coming was lost with such a stop is known without having been there.
   */
  take({ position, at, author }: Moment, payload: PayloadOf<typeof FRAME_KINDS.presence>): void {
    const { event, name, role, colour } = payload;
    let person = this.#people.get(author);
    if (!person) {
      person = { participantId: author, name, role, colour, firstSeenAt: at, presences: [] };
      this.#people.set(author, person);
    }
    Object.assign(person, { name, role, colour });
    const last = person.presences.at(-1);
    const isHere = last !== undefined && last.to === null;
    if (event === 'joined' && !isHere)
      person.presences.push({ from: position, fromAt: at, to: null, toAt: null });
    if (event === 'left' && last && isHere) Object.assign(last, { to: position, toAt: at });
  }

  list(): Participant[] {
    return [...this.#people.values()];
  }

  get(participantId: string): Participant | null {
    return this.#people.get(participantId) ?? null;
  }

  /** Who was there at this position, by arrival. */
  presentAt(position: number): Person[] {
    const present: Person[] = [];
    for (const { participantId, name, role, colour, presences } of this.#people.values()) {
      const now = presences.find(({ from, to }) => from <= position && (to === null || position < to));
      if (now) present.push({ participantId, name, role, colour, since: now.fromAt });
    }
    return present.sort((a, b) => a.since - b.since);
  }
}

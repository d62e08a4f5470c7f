import type { InterviewerState } from '#core/interviewer.ts';
import type { RoomRole } from '#core/roles.ts';
import type { Person } from '#core/room-protocol.ts';
import type { CallPerson } from './call-state.ts';
import { type Doing, doingOf } from './call-words.ts';

/** Somebody in the call with what the room knows of them. */
export interface CallFace extends CallPerson {
  role: RoomRole | null;
  /** Of the palette of people; undefined for somebody whom the room does not know right now. */
  colour: number | undefined;
  /** What an AI interviewer is about; null for people. */
  doing: Doing | null;
}

/** Who is in the call, each with the name, role and colour that they have in the room. */
export function callFaces(
  inCall: readonly CallPerson[],
  { people, interviewer }: { people: readonly Person[]; interviewer: InterviewerState | null },
): CallFace[] {
  const known = new Map(people.map((person) => [person.participantId, person]));
  return inCall.map((one) => {
    const person = known.get(one.identity);
    return {
      ...one,
      name: person?.name ?? one.name,
      role: person?.role ?? null,
      colour: person?.colour,
      doing: interviewer?.participantId === one.identity ? doingOf(interviewer) : null,
    };
  });
}

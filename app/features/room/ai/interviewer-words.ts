import { isOver } from '#core/interview-status.ts';
import type { InterviewerState } from '#core/interviewer.ts';
import { can, type RoomRole } from '#core/roles.ts';
import type { RoomState } from '../room-state.ts';

/** Who has the floor instead of the AI interviewer, or null while it has it. */
export function floorWords(interviewer: InterviewerState | null): string | null {
  if (!interviewer?.hold) return null;
  const { byName, takesOver } = interviewer.hold;
  return takesOver
    ? `${byName} has taken over from the AI interviewer.`
    : `${byName} has asked the AI interviewer to wait.`;
}

/** What the AI interviewer is about while it says nothing; null where nothing needs to be said. */
export function activityWords({
  interviewer,
  writing,
}: Pick<RoomState, 'interviewer' | 'writing'>): string | null {
  if (!interviewer || writing) return null;
  if (interviewer.activity === 'thinking') return 'The AI interviewer is thinking';
  if (interviewer.activity === 'slow') return 'The AI interviewer needs longer than usual';
  return null;
}

/** Whether this person may hand the interview in now: a candidate, once it has begun and while no person interviews. */
export function mayHandIn(role: RoomRole, { status, people }: Pick<RoomState, 'status' | 'people'>): boolean {
  return (
    can(role, 'submit') &&
    status !== 'created' &&
    !isOver(status) &&
    !people.some((person) => person.role === 'interviewer')
  );
}

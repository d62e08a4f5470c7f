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

/** What does not work of the AI interviewer's ear and voice, and what to do; null where all does, or where there is no call. */
export function sensesWords(interviewer: InterviewerState | null): string | null {
  if (!interviewer?.senses) return null;
  const { hears, speaks } = interviewer.senses;
  if (hears && speaks) return null;
  if (hears)
    return 'The AI interviewer has no voice at the moment. It hears you, and writes its answers here.';
  if (speaks)
    return 'The AI interviewer cannot hear you at the moment. Write to it here; it goes on speaking.';
  return 'The AI interviewer can neither hear nor speak at the moment. Go on in writing.';
}

/** What the AI interviewer is about; null where nothing needs to be said. */
export function activityWords({
  interviewer,
  writing,
  status,
}: Pick<RoomState, 'interviewer' | 'writing' | 'status'>): string | null {
  if (!interviewer) return null;
  if (interviewer.activity === 'away')
    return isOver(status) ? null : 'The AI interviewer is away for a moment. It comes back by itself';
  if (interviewer.activity === 'listening') return 'The AI interviewer is listening';
  if (interviewer.activity === 'transcribing')
    return 'The AI interviewer is still making out what you said. You can write it here as well';
  if (interviewer.activity === 'speaking') return 'The AI interviewer is speaking';
  if (writing) return null;
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

import type { RoomRole } from '#core/roles.ts';

/** Roles as people read them. Somebody who observes is called what they do. */
export const ROLE_WORDS: Record<RoomRole, string> = {
  interviewer: 'Interviewer',
  candidate: 'Candidate',
  observer: 'Watching',
  ai: 'AI',
};

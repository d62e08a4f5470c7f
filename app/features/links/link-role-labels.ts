import type { RoomRole } from '#core/roles.ts';

/** What people who came by a link are called. */
export const LINK_ROLE_LABELS = {
  candidate: 'Candidate',
  observer: 'Observer',
  interviewer: 'Interviewer',
  ai: 'AI interviewer',
} as const satisfies Record<RoomRole, string>;

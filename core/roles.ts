import { z } from 'zod';

/** Roles of a member of an organisation. SQL repeats this list (`public.member_role`). */
export const MEMBER_ROLES = ['owner', 'admin', 'interviewer', 'reviewer'] as const;
export const memberRoleSchema = z.enum(MEMBER_ROLES);
export type MemberRole = z.infer<typeof memberRoleSchema>;

/** Roles of a participant in a room. SQL repeats this list (`public.room_role`). */
export const ROOM_ROLES = ['interviewer', 'candidate', 'observer', 'ai'] as const;
export const roomRoleSchema = z.enum(ROOM_ROLES);
export type RoomRole = z.infer<typeof roomRoleSchema>;

/** What somebody in a room may do. */
export const CAPABILITIES = [
  'edit',
  'run',
  'terminal',
  'chat',
  'mark',
  /** Hear of pastes, looks elsewhere and the like. Whoever lacks it gets nothing of the interviewer's panel. */
  'see-signals',
  /** Ask the next question, or one that was asked before. */
  'ask',
  /** Have the next hint given. */
  'hint',
  'admit',
  'remove',
  /** Stop the clock, and let it go on. Candidates may while no interviewer is there. */
  'pause',
  /** Give more time. */
  'add-time',
  'end',
  /** End one's own interview. Candidates may while no interviewer is there. */
  'submit',
  /** Take the floor from the AI interviewer, and hand it back. */
  'hold-interviewer',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** The one table that the interface, the room, the sandbox and the tests read. */
export const ROOM_CAPABILITIES = {
  interviewer: [
    'edit',
    'run',
    'terminal',
    'chat',
    'mark',
    'see-signals',
    'ask',
    'hint',
    'admit',
    'remove',
    'pause',
    'add-time',
    'end',
    'hold-interviewer',
  ],
  candidate: ['edit', 'run', 'terminal', 'chat', 'hint', 'pause', 'submit'],
  observer: [],
  ai: ['edit', 'run', 'chat', 'ask', 'hint', 'end'],
} as const satisfies Record<RoomRole, readonly Capability[]>;

/** Whether a participant with this role may do this. */
export function can(role: RoomRole, capability: Capability): boolean {
  return (ROOM_CAPABILITIES[role] as readonly Capability[]).includes(capability);
}

/** Whether this role sees a hidden test's input, output and times. All others see its name and verdict. */
export function seesHiddenTests(role: RoomRole): boolean {
  return role === 'interviewer';
}

/** What a member may do in the organisation. `write-questions` also lets them read what a question holds. RLS says the same in SQL. */
export const MEMBER_CAPABILITIES = {
  owner: ['read-interviews', 'write-interviews', 'write-questions', 'manage-members'],
  admin: ['read-interviews', 'write-interviews', 'write-questions', 'manage-members'],
  interviewer: ['read-interviews', 'write-interviews', 'write-questions'],
  reviewer: ['read-interviews'],
} as const satisfies Record<MemberRole, readonly string[]>;
export type MemberCapability = (typeof MEMBER_CAPABILITIES)[MemberRole][number];

/** Whether a member with this role may do this in the organisation. */
export function memberCan(role: MemberRole, capability: MemberCapability): boolean {
  return (MEMBER_CAPABILITIES[role] as readonly MemberCapability[]).includes(capability);
}

/** Whether a member of this role sees hidden tests in a replay. Those who only review see what they see in the room. */
export function memberSeesHiddenTests(role: MemberRole): boolean {
  return memberCan(role, 'write-interviews');
}

/** Whether a member of this role sees signals and marks in a replay: they are notes of those who hold the interview. */
export function memberSeesSignals(role: MemberRole): boolean {
  return memberCan(role, 'write-interviews');
}

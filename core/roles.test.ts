import { expect, test } from 'vitest';
import { CAPABILITIES, can, MEMBER_ROLES, memberCan, ROOM_ROLES } from './roles.ts';

test('in the room an observer does nothing, only an interviewer marks, lets in and removes, a candidate hands in', () => {
  expect(CAPABILITIES.filter((capability) => can('observer', capability))).toEqual([]);
  expect(CAPABILITIES.filter((capability) => can('interviewer', capability))).toEqual(
    CAPABILITIES.filter((capability) => capability !== 'submit'),
  );
  expect(ROOM_ROLES.filter((role) => can(role, 'submit'))).toEqual(['candidate']);
  expect(ROOM_ROLES.filter((role) => can(role, 'end'))).toEqual(['interviewer', 'ai']);
  for (const capability of ['mark', 'admit', 'remove', 'hold-interviewer'] as const) {
    expect(ROOM_ROLES.filter((role) => can(role, capability))).toEqual(['interviewer']);
  }
  for (const capability of ['edit', 'run', 'chat'] as const) {
    expect(ROOM_ROLES.filter((role) => can(role, capability))).toEqual(['interviewer', 'candidate', 'ai']);
  }
});

test('every member reads interviews, a reviewer writes none, and only owners and admins manage members', () => {
  expect(MEMBER_ROLES.filter((role) => memberCan(role, 'read-interviews'))).toEqual([...MEMBER_ROLES]);
  expect(MEMBER_ROLES.filter((role) => memberCan(role, 'write-interviews'))).not.toContain('reviewer');
  expect(MEMBER_ROLES.filter((role) => memberCan(role, 'manage-members'))).toEqual(['owner', 'admin']);
});

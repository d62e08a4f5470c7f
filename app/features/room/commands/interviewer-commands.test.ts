import { expect, test } from 'vitest';
import type { RoomRole } from '#core/roles.ts';
import type { RoomState } from '../room-state.ts';
import { buildRoomWithInterviewer, holdBy } from '../testing/interviewer.ts';
import { interviewerCommands } from './interviewer-commands.ts';

function offeredTo(role: RoomRole, change: Partial<RoomState> = {}): string[] {
  const { room } = buildRoomWithInterviewer(role, change);
  return interviewerCommands(room)
    .filter(({ isOffered }) => isOffered?.())
    .map(({ id }) => id);
}

test('[INT4] the floor is offered to interviewers, as it stands', () => {
  expect(offeredTo('interviewer')).toEqual(['hold-interviewer', 'take-over']);
  expect(offeredTo('interviewer', { interviewer: holdBy('Ada', false) })).toEqual(['take-over', 'hand-back']);
  expect(offeredTo('interviewer', { interviewer: holdBy('Ada', true) })).toEqual(['hand-back']);
  expect(offeredTo('interviewer', { interviewer: null })).toEqual([]);
  expect(offeredTo('observer', { interviewer: holdBy('Ada', true) })).toEqual([]);
});

test('[INT6] handing in is offered to a candidate, and asks before it does', () => {
  expect(offeredTo('candidate')).toEqual(['hand-in']);
  const { room, sent } = buildRoomWithInterviewer('candidate');
  interviewerCommands(room)
    .find(({ id }) => id === 'hand-in')
    ?.act();
  expect([room.bench.get().dialog, sent]).toEqual(['hand-in', []]);
});

import { expect, test } from 'vitest';
import { INTERVIEW_STATUSES, type InterviewStatus } from '#core/interview-status.ts';
import type { InterviewerActivity } from '#core/interviewer.ts';
import { ROOM_ROLES } from '#core/roles.ts';
import { PERSON } from '../testing/fake-room.ts';
import { AI, holdBy, INTERVIEWER } from '../testing/interviewer.ts';
import { activityWords, floorWords, mayHandIn } from './interviewer-words.ts';

test('[INT4] names whoever has the floor, and what for', () => {
  expect([null, INTERVIEWER, holdBy('Ada', true), holdBy('Bo', false)].map(floorWords)).toEqual([
    null,
    null,
    'Ada has taken over from the AI interviewer.',
    'Bo has asked the AI interviewer to wait.',
  ]);
});

test('[INT1] says that it thinks, or takes long, until words come', () => {
  const at = (
    activity: InterviewerActivity,
    text: string | null = null,
    status: InterviewStatus = 'in_progress',
  ) =>
    activityWords({
      interviewer: { ...INTERVIEWER, activity },
      writing: text === null ? null : { id: 'a', text },
      status,
    });
  expect([at('quiet'), at('writing', 'So'), at('thinking', 'So')]).toEqual([null, null, null]);
  expect(at('thinking')).toBe('The AI interviewer is thinking');
  expect(at('slow')).toBe('The AI interviewer needs longer than usual');
  expect(at('away')).toContain('comes back by itself');
  expect(at('away', null, 'completed')).toBeNull();
  expect(at('transcribing')).toContain('still making out what you said. You can write it here');
  expect(activityWords({ interviewer: null, writing: null, status: 'in_progress' })).toBeNull();
});

test('[INT6] a candidate hands in once it has begun, and while no person interviews', () => {
  const people = [PERSON, AI];
  expect(ROOM_ROLES.filter((role) => mayHandIn(role, { status: 'in_progress', people }))).toEqual([
    'candidate',
  ]);
  expect(INTERVIEW_STATUSES.filter((status) => mayHandIn('candidate', { status, people }))).toEqual([
    'in_progress',
    'paused',
    'interrupted',
  ]);
  const led = [...people, { ...AI, role: 'interviewer' as const }];
  expect(mayHandIn('candidate', { status: 'in_progress', people: led })).toBe(false);
});

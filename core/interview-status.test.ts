import { expect, test } from 'vitest';
import {
  acceptsEdits,
  INTERVIEW_EVENTS,
  INTERVIEW_STATUSES,
  type InterviewStatus,
  isOver,
  nextStatus,
} from './interview-status.ts';

test('an interview begins with the candidate, pauses, is interrupted, and ends', () => {
  expect(nextStatus('created', 'candidate-joined')).toBe('in_progress');
  expect(nextStatus('in_progress', 'pause')).toBe('paused');
  expect(nextStatus('paused', 'resume')).toBe('in_progress');
  expect(nextStatus('in_progress', 'candidate-lost')).toBe('interrupted');
  expect(nextStatus('interrupted', 'candidate-joined')).toBe('in_progress');
  expect(nextStatus('paused', 'pause-expired')).toBe('abandoned');
});

test('events that do not apply change nothing', () => {
  expect(nextStatus('created', 'pause')).toBeNull();
  expect(nextStatus('in_progress', 'candidate-joined')).toBeNull();
});

test('what is over stays over, and everything else can be ended', () => {
  for (const status of INTERVIEW_STATUSES) {
    const next = INTERVIEW_EVENTS.map((event) => nextStatus(status, event));
    if (isOver(status)) expect(next.every((one) => one === null)).toBe(true);
    else expect(nextStatus(status, 'end')).toBe('completed');
  }
});

test('every status but the first can be reached', () => {
  const reached = new Set<InterviewStatus>(['created']);
  for (const status of reached) {
    for (const event of INTERVIEW_EVENTS) {
      const next = nextStatus(status, event);
      if (next) reached.add(next);
    }
  }
  expect([...reached].sort()).toEqual([...INTERVIEW_STATUSES].sort());
});

test('files change only while nobody has paused or ended it', () => {
  expect(INTERVIEW_STATUSES.filter(acceptsEdits)).toEqual(['created', 'in_progress', 'interrupted']);
});

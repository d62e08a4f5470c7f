import { z } from 'zod';

/** States of an interview. SQL repeats this list (`public.interview_status`). */
export const INTERVIEW_STATUSES = [
  'created',
  'in_progress',
  'paused',
  'interrupted',
  'completed',
  'abandoned',
] as const;
export const interviewStatusSchema = z.enum(INTERVIEW_STATUSES);
export type InterviewStatus = z.infer<typeof interviewStatusSchema>;

/** What can happen to an interview. */
export const INTERVIEW_EVENTS = [
  'candidate-joined',
  'pause',
  'resume',
  'candidate-lost',
  'end',
  'time-up',
  'pause-expired',
  'never-returned',
] as const;
export type InterviewEvent = (typeof INTERVIEW_EVENTS)[number];

const TRANSITIONS = {
  created: { 'candidate-joined': 'in_progress', end: 'completed', 'never-returned': 'abandoned' },
  in_progress: {
    pause: 'paused',
    'candidate-lost': 'interrupted',
    end: 'completed',
    'time-up': 'completed',
  },
  paused: {
    resume: 'in_progress',
    end: 'completed',
    'pause-expired': 'abandoned',
  },
  interrupted: {
    'candidate-joined': 'in_progress',
    pause: 'paused',
    end: 'completed',
    'time-up': 'completed',
    'never-returned': 'abandoned',
  },
  completed: {},
  abandoned: {},
} as const satisfies Record<InterviewStatus, Partial<Record<InterviewEvent, InterviewStatus>>>;

/** The status after this event, or null where the event does not apply (the status then stays as it is). */
export function nextStatus(from: InterviewStatus, event: InterviewEvent): InterviewStatus | null {
  const row: Partial<Record<InterviewEvent, InterviewStatus>> = TRANSITIONS[from];
  return row[event] ?? null;
}

/** Whether nothing more can happen in the room. */
export function isOver(status: InterviewStatus): boolean {
  return status === 'completed' || status === 'abandoned';
}

/** Whether the files may change and code may run. */
export function acceptsEdits(status: InterviewStatus): boolean {
  return status === 'created' || status === 'in_progress' || status === 'interrupted';
}

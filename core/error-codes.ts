import { z } from 'zod';

/** Every expected refusal has one of these codes, in HTTP replies and in the room alike. */
export const ERRORS = {
  bad_request: { status: 400, text: 'That could not be read. Check the fields and send it again.' },
  unauthenticated: { status: 401, text: 'Sign in to go on.' },
  forbidden: { status: 403, text: 'Your role in this room does not allow that.' },
  not_found: { status: 404, text: 'That does not exist, or it is not yours to see.' },
  link_invalid: { status: 404, text: 'This link does not work any more. Ask for a new one.' },
  conflict: { status: 409, text: 'Somebody else changed this first. Look again, then retry.' },
  candidate_busy: {
    status: 409,
    text: 'This candidate is in another interview of yours that has not ended. End that one first.',
  },
  no_tests: { status: 409, text: 'This interview has no tests. An interviewer can add them on its page.' },
  run_in_progress: { status: 409, text: 'A program is already running. Wait for it or stop it.' },
  not_settled: {
    status: 409,
    text: 'The interview has not ended yet, or something in its room still goes on. Ask again in a moment.',
  },
  interview_over: { status: 410, text: 'This interview has ended.' },
  archived: { status: 410, text: 'The recording has left the room. It is among the recordings.' },
  too_large: { status: 413, text: 'That is too large.' },
  assistant_used_up: {
    status: 429,
    text: 'The assistant has answered as often as this interview allows. You can go on without it.',
  },
  too_many_requests: { status: 429, text: 'Too many tries. Wait a moment, then try again.' },
  internal: { status: 500, text: 'Something failed on our side. Try again.' },
  room_unavailable: { status: 503, text: 'The room does not answer right now. Try again in a moment.' },
  sandbox_unavailable: {
    status: 503,
    text: 'Code cannot run right now: the sandbox does not answer. Try again in a moment.',
  },
  terminal_unavailable: {
    status: 503,
    text: 'The terminal cannot be opened right now. Try again in a moment.',
  },
  model_unavailable: {
    status: 503,
    text: 'The language model does not answer right now. Try again in a moment.',
  },
  sandbox_busy: { status: 503, text: 'All runners are busy. Try again in a moment.' },
} as const;

export type ErrorCode = keyof typeof ERRORS;
export const errorCodeSchema = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/**
 * What a guest agrees to before entering. The version is stored with the time of consent,
 * so that a changed text never passes for one that somebody read.
 */
export const CONSENT_VERSION = '2026-11-21.2';

export const CONSENT_POINTS = [
  'Everything typed in the shared files is recorded with its time and author, also what is deleted again.',
  'Programs and tests that are run, what is typed into them, their output, and the chat are recorded.',
  'Everything typed in the shared terminal, and what it shows, is recorded with its time and author.',
  'Who enters and leaves is recorded.',
  'Interviewers and members of the hiring organisation can watch live and go through the record later.',
  'Everybody who is in the room or watching is shown by name at the top of the room.',
] as const;

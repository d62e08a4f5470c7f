/** Limits of testing alone, with what each prevents. Milliseconds and bytes. */

/** All cases of a suite together. Many endless loops must not hold a runner for half an hour; the cases left get `time_limit`. */
export const SUITE_TIME = 3 * 60_000;

/** One line of a harness: a value larger than any that is expected. A program must not fill our memory through it. */
export const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

/** Levels of a value that are shown or compared. JSON nests deeper than our stack. */
export const MAX_DEPTH = 200;

/** Elements of lists in any order that are matched one by one where numbers may differ a little; it costs their square. */
export const MAX_MATCHED = 300;

/** What a checker may use for one answer. It is the interviewer's, but it reads what the candidate's program made. */
export const CHECKER_LIMITS = {
  timeMs: 5000,
  memoryBytes: 256 * 1024 * 1024,
  processes: 64,
  outputBytes: 64 * 1024,
} as const;

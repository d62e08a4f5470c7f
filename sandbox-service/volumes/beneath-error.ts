const BENEATH_PROBLEMS = ['not_found', 'not_a_file', 'bad_path', 'too_large', 'no_space'] as const;
export type BeneathProblem = (typeof BENEATH_PROBLEMS)[number];

/** What was asked cannot be done with what lies there. Says nothing about the service. */
export class BeneathError extends Error {
  override name = 'BeneathError';
  readonly problem: BeneathProblem;

  constructor(problem: BeneathProblem) {
    super(`A file of the workspace cannot be used: ${problem}.`);
    this.problem = problem;
  }
}

const PROBLEMS: Partial<Record<string, BeneathProblem>> = {
  ENOENT: 'not_found',
  ELOOP: 'not_a_file',
  ENOTDIR: 'not_a_file',
  EISDIR: 'not_a_file',
  EEXIST: 'not_a_file',
  ENXIO: 'not_a_file',
  ENODEV: 'not_a_file',
  EACCES: 'not_a_file',
  EPERM: 'not_a_file',
  ENAMETOOLONG: 'bad_path',
  EINVAL: 'bad_path',
  ENOSPC: 'no_space',
  EDQUOT: 'no_space',
  EFBIG: 'no_space',
};

/** Turns the kernel's refusals that a candidate can cause into ours. */
export function translate<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const problem = PROBLEMS[codeOf(error) ?? ''];
    throw problem ? new BeneathError(problem) : error;
  }
}

/** The kernel's name for what went wrong. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

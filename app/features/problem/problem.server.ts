import type { AppSupabase } from '#app/server/supabase.server.ts';
import { type Problem, problemSchema } from '#core/problem.ts';
import { writeTests } from './write-tests.ts';

/** What the candidate of this interview is asked, hidden tests included, or null when nothing was written yet. */
export async function getProblem(supabase: AppSupabase, interviewId: string): Promise<Problem | null> {
  return (await getStoredProblem(supabase, interviewId))?.problem ?? null;
}

/** A problem as it is stored. */
export interface StoredProblem {
  /** Null when it has neither statement nor tests. */
  problem: Problem | null;
  /** Another after each save: what the next save names, to replace this and nothing that came after it. */
  version: string;
  /** Who saved it, or null where they are gone. */
  savedBy: { id: string; name: string } | null;
}

/** What was stored last, be it empty, or null when nothing ever was. */
export async function getStoredProblem(
  supabase: AppSupabase,
  interviewId: string,
): Promise<StoredProblem | null> {
  const { data, error } = await supabase
    .from('interview_problems')
    .select(
      'statement, tests, updated_at, profiles!interview_problems_updated_by_fkey(user_id, display_name)',
    )
    .eq('interview_id', interviewId)
    .maybeSingle();
  if (error) throw new Error('The problem could not be read.', { cause: error });
  if (!data) return null;
  const { statement, tests, updated_at: version, profiles: person } = data;
  return {
    problem: isEmpty({ statement, tests }) ? null : problemSchema.parse({ statement, tests }),
    version,
    savedBy: person && { id: person.user_id, name: person.display_name },
  };
}

export interface ProblemSummary {
  /** How the statement begins. */
  excerpt: string;
  caseCount: number;
  hiddenCount: number;
}

/** A problem in short, without its tests, or null when nothing was written yet. */
export async function getProblemSummary(
  supabase: AppSupabase,
  interviewId: string,
): Promise<ProblemSummary | null> {
  const { data, error } = await supabase
    .from('interview_problems')
    .select('excerpt, case_count, hidden_count')
    .eq('interview_id', interviewId)
    .maybeSingle();
  if (error) throw new Error('The problem could not be read.', { cause: error });
  if (!data || (data.excerpt.trim() === '' && data.case_count === 0)) return null;
  return { excerpt: data.excerpt, caseCount: data.case_count, hiddenCount: data.hidden_count };
}

/** What came of a save. `changed`: something else was stored meanwhile, and is still there. */
export type SaveOutcome =
  | { type: 'saved'; version: string }
  | { type: 'changed'; stored: StoredProblem }
  | { type: 'forbidden' }
  | { type: 'too_large' };

/**
 * Stores a problem in place of the version that it replaces, null for the first one, as the member. One statement
 * compares and stores, so of two members who save at once the second hears of the first. `forbidden` when the database
 * does not let them, `too_large` when it has no place for tests of this size.
 */
export async function saveProblem(
  supabase: AppSupabase,
  options: { interviewId: string; problem: Problem; replaces: string | null },
): Promise<SaveOutcome> {
  const { interviewId, problem, replaces } = options;
  const table = supabase.from('interview_problems');
  const { data, error } = await (replaces === null
    ? table.insert({ interview_id: interviewId, ...problem }).select('updated_at')
    : // Not an upsert: that would need the right to move a problem to another interview.
      table.update(problem).eq('interview_id', interviewId).eq('updated_at', replaces).select('updated_at'));
  if (error?.code === '42501') return { type: 'forbidden' };
  if (error?.code === '23514') return { type: 'too_large' };
  // 23505: there is one already, which this save does not know.
  if (error && error.code !== '23505') throw new Error('The problem could not be stored.', { cause: error });
  if (data?.[0]) return { type: 'saved', version: data[0].updated_at };
  const stored = await getStoredProblem(supabase, interviewId);
  if (!stored || stored.version === replaces) return { type: 'forbidden' };
  // The same again, as when the answer to the first attempt was lost on its way.
  if (isSame(stored.problem, problem)) return { type: 'saved', version: stored.version };
  return { type: 'changed', stored };
}

function isSame(stored: Problem | null, problem: Problem): boolean {
  const [one, other] = [stored, problem].map((each) => [
    each?.statement ?? '',
    each?.tests ? writeTests(each.tests) : '',
  ]);
  return one?.join('\0') === other?.join('\0');
}

/** Whether there is nothing to show and nothing to test. */
export function isEmpty({ statement, tests }: { statement: string; tests: unknown }): boolean {
  return statement.trim() === '' && tests === null;
}

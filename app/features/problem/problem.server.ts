import type { AppSupabase } from '#app/server/supabase.server.ts';
import { type Problem, problemSchema } from '#core/problem.ts';

/** What the candidate of this interview is asked, hidden tests included, or null when nothing was written yet. */
export async function getProblem(supabase: AppSupabase, interviewId: string): Promise<Problem | null> {
  const { data, error } = await supabase
    .from('interview_problems')
    .select('statement, tests')
    .eq('interview_id', interviewId)
    .maybeSingle();
  if (error) throw new Error('The problem could not be read.', { cause: error });
  if (!data || isEmpty(data)) return null;
  return problemSchema.parse(data);
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

/**
 * Stores a problem in place of the one before, as the member. `forbidden` when the database does not let them,
 * `too_large` when it has no place for tests of this size.
 */
export async function saveProblem(
  supabase: AppSupabase,
  interviewId: string,
  problem: Problem,
): Promise<'saved' | 'forbidden' | 'too_large'> {
  // Not an upsert: that would need the right to move a problem to another interview.
  const change = () =>
    supabase
      .from('interview_problems')
      .update(problem)
      .eq('interview_id', interviewId)
      .select('interview_id');
  let result = await change();
  if (!result.error && result.data.length === 0) {
    result = await supabase
      .from('interview_problems')
      .insert({ interview_id: interviewId, ...problem })
      .select('interview_id');
    // Somebody else wrote the first one in this moment.
    if (result.error?.code === '23505') result = await change();
  }
  if (result.error?.code === '42501') return 'forbidden';
  if (result.error?.code === '23514') return 'too_large';
  if (result.error) throw new Error('The problem could not be stored.', { cause: result.error });
  return result.data.length > 0 ? 'saved' : 'forbidden';
}

/** Whether there is nothing to show and nothing to test. */
export function isEmpty({ statement, tests }: { statement: string; tests: unknown }): boolean {
  return statement.trim() === '' && tests === null;
}

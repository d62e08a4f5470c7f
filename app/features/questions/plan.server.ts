import { type AppSupabase, getServiceClient } from '#app/server/supabase.server.ts';
import { type LentQuestion, lentQuestionSchema } from '#core/room-question.ts';
import type { PlannedQuestion } from './planned-question.ts';
import { findChoices } from './question-list.server.ts';

/** The questions of an interview, in order. */
export async function readPlan(supabase: AppSupabase, interviewId: string): Promise<PlannedQuestion[]> {
  const { data, error } = await supabase
    .from('interview_questions')
    .select('version, questions(id, title, kind, difficulty, minutes)')
    .eq('interview_id', interviewId)
    .order('position');
  if (error) throw new Error('The plan could not be read.', { cause: error });
  return data.flatMap(({ version, questions }) => (questions ? [{ ...questions, version }] : []));
}

/** What a room may have of a question in its interview's plan, in the version of the plan; null when it is not in it. */
export async function lendQuestion(interviewId: string, questionId: string): Promise<LentQuestion | null> {
  const { data, error } = await getServiceClient()
    .from('interview_questions')
    .select('question_versions!interview_questions_question_id_version_fkey(content)')
    .eq('interview_id', interviewId)
    .eq('question_id', questionId)
    .maybeSingle();
  if (error) throw new Error('The question could not be read.', { cause: error });
  // what is not of the schema, solutions and guide, is left behind
  return data?.question_versions ? lentQuestionSchema.parse(data.question_versions.content) : null;
}

interface PlanChange {
  interviewId: string;
  organisationId: string;
  userId: string;
  /** The plan as the member knows it, and as it is to be. */
  before: readonly string[];
  after: readonly string[];
}

/** Changes a plan as the member. Gives a sentence about why not, or null. */
export async function changePlan(supabase: AppSupabase, change: PlanChange): Promise<string | null> {
  const { interviewId, organisationId, userId, before, after } = change;
  const added = after.filter((id) => !before.includes(id));
  const refusal = await refuseChoices(supabase, { organisationId, userId, ids: added });
  if (refusal) return refusal;
  const { data: isSaved, error } = await supabase.rpc('plan_interview', {
    p_interview_id: interviewId,
    p_before: [...before],
    p_after: [...after],
  });
  if (error) throw new Error('The plan could not be stored.', { cause: error });
  return isSaved ? null : 'Somebody else changed the plan first. This is how it is now.';
}

/** Why these questions cannot be put into a plan, in a sentence; null when they can. */
export async function refuseChoices(
  supabase: AppSupabase,
  options: { organisationId: string; userId: string; ids: readonly string[] },
): Promise<string | null> {
  const found = await findChoices(supabase, options);
  return found.length === options.ids.length
    ? null
    : 'One of these questions cannot be asked: it is retired, somebody else’s draft, or gone.';
}

import { type GuidedQuestion, guidedQuestionSchema } from '#core/panel-protocol.ts';
import type { Holder } from './holder.server.ts';

/** The questions of the interview's plan as whoever asks them needs them, in order, each in the version of the plan. */
export async function listGuidedQuestions({ supabase, interviewId }: Holder): Promise<GuidedQuestion[]> {
  const { data, error } = await supabase
    .from('interview_questions')
    .select('question_id, version, question_versions!interview_questions_question_id_version_fkey(content)')
    .eq('interview_id', interviewId)
    .order('position');
  if (error) throw new Error('The questions could not be read.', { cause: error });
  return data.flatMap(({ question_id, version, question_versions }) => {
    const content = question_versions?.content;
    if (typeof content !== 'object' || content === null || Array.isArray(content)) return [];
    // what is not of the schema, solutions and tests, is left behind
    return [guidedQuestionSchema.parse({ ...content, questionId: question_id, version })];
  });
}

import { getServiceClient } from '#app/server/supabase.server.ts';
import { mindChoiceSchema } from '#core/interviewer.ts';
import { type Brief, briefQuestionSchema, briefSchema } from '#core/interviewer-service.ts';
import { questionSchema } from '#core/question.ts';
import { readUsage } from './usage.server.ts';

/**
 * All that an AI interviewer is told of its interview, or null when people hold it. Tests, solutions, starters and the
 * texts of hints are left behind: what the interviewer does not know it cannot give away.
 */
export async function makeBrief(interviewId: string): Promise<Brief | null> {
  const service = getServiceClient();
  const [interview, plan, { usage }] = await Promise.all([
    service
      .from('interviews')
      .select('title, candidate_name, language, interviewer_mind, is_adaptive, organizations(name)')
      .eq('id', interviewId)
      .maybeSingle(),
    service
      .from('interview_questions')
      .select('question_id, question_versions!interview_questions_question_id_version_fkey(content)')
      .eq('interview_id', interviewId)
      .order('position'),
    readUsage(service, interviewId, 'interviewer'),
  ]);
  if (interview.error || plan.error)
    throw new Error('The brief could not be read.', { cause: interview.error ?? plan.error });
  const row = interview.data;
  if (!row?.organizations || row.interviewer_mind === null) return null;
  return briefSchema.parse({
    interviewId,
    title: row.title,
    organisationName: row.organizations.name,
    candidateName: row.candidate_name,
    language: row.language,
    mind: mindChoiceSchema.parse(row.interviewer_mind),
    isAdaptive: row.is_adaptive,
    questions: plan.data.flatMap(({ question_id, question_versions: version }) =>
      version ? [briefQuestion(question_id, version.content)] : [],
    ),
    usage,
  });
}

function briefQuestion(questionId: string, content: unknown) {
  const question = questionSchema.parse(content);
  // what is not of the schema is left behind
  return briefQuestionSchema.parse({
    ...question,
    questionId,
    hintCount: question.hints.length,
    hasTests: question.tests !== null,
  });
}

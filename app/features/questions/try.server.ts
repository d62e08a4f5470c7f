import { languageIdSchema } from '#core/languages.ts';
import { memberCan } from '#core/roles.ts';
import type { OpenQuestion } from './question-page.server.ts';

/**
 * An interview of one's own with only this question, in its latest version, to see it as candidates do. Null when the
 * member may not hold interviews in the question's organisation.
 */
export async function startTry({ member, question }: OpenQuestion): Promise<string | null> {
  const { supabase, organisation, organisations, displayName, user } = member;
  const home = organisations.find(({ id }) => id === question.organisationId) ?? organisation;
  if (!memberCan(home.role, 'write-interviews')) return null;
  const language = languageIdSchema.catch('python').parse(question.languages[0]);
  const { data, error } = await supabase
    .from('interviews')
    .insert({
      organization_id: home.id,
      created_by: user.id,
      title: `Try: ${question.title}`,
      candidate_name: displayName,
      language,
    })
    .select('id')
    .single();
  if (error) throw new Error('The interview could not be stored.', { cause: error });
  const planned = await supabase.from('interview_questions').insert({
    interview_id: data.id,
    position: 0,
    question_id: question.id,
    version: question.latestVersion,
  });
  if (planned.error) throw new Error('The plan could not be stored.', { cause: planned.error });
  return data.id;
}

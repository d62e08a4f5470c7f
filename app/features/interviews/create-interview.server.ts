import { createLinks, type NewLink } from '#app/features/links/create-links.server.ts';
import { isEmpty, saveProblem } from '#app/features/problem/problem.server.ts';
import { changePlan } from '#app/features/questions/plan.server.ts';
import type { AppSupabase } from '#app/server/supabase.server.ts';
import type { NewInterview } from './interview-schema.ts';

/**
 * Creates an interview, with its problem and questions if there are any, with one link for the candidate and one for observers, as the member. Throws when the
 * database refuses; the caller has checked the role.
 */
export async function createInterview(
  supabase: AppSupabase,
  options: { organisationId: string; userId: string; form: NewInterview },
): Promise<{ interviewId: string; links: NewLink[] }> {
  const { organisationId, userId, form } = options;
  const scheduledAt = form.scheduledAt === null ? null : new Date(form.scheduledAt).toISOString();
  const created = await supabase
    .from('interviews')
    .insert({
      organization_id: organisationId,
      created_by: userId,
      title: form.title,
      candidate_name: form.candidateName,
      candidate_email: form.candidateEmail,
      language: form.language,
      minutes: form.minutes,
      scheduled_at: scheduledAt,
      interviewer_mind: form.mind,
      is_adaptive: form.isAdaptive,
      allows_assistant: form.allowsAssistant,
      allows_call: form.allowsCall,
      records_call: form.allowsCall && form.recordsCall,
    })
    .select('id')
    .single();
  if (created.error) throw new Error('The interview could not be stored.', { cause: created.error });
  const interviewId = created.data.id;
  const { statement, tests } = form;
  if (!isEmpty({ statement, tests })) {
    const problem = { statement, tests };
    const outcome = await saveProblem(supabase, { interviewId, problem, replaces: null });
    if (outcome.type !== 'saved') throw new Error('The problem of a new interview could not be stored.');
  }
  if (form.questions.length > 0) {
    const plan = { interviewId, organisationId, userId, before: [], after: form.questions };
    const refusal = await changePlan(supabase, plan);
    if (refusal) throw new Error('The plan of a new interview could not be stored.');
  }
  const links = await createLinks(supabase, {
    interviewId,
    userId,
    scheduledAt: form.scheduledAt,
    links: [
      { role: 'candidate', label: form.candidateName },
      { role: 'observer', label: 'Hiring panel' },
    ],
  });
  return { interviewId, links };
}

import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { requirePageRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { parseForm, refuseForm } from '#app/server/form.server.ts';
import { memberCan } from '#core/roles.ts';
import { remarkSchema } from './drafting/draft-request.ts';
import { readQuestionDraft, rejectDraft } from './drafting/draft-store.server.ts';
import { type OpenQuestion, requireReadableQuestion } from './question-page.server.ts';
import { createQuestion, readVersion } from './question-store.server.ts';
import { startTry } from './try.server.ts';

const rejectSchema = z.object({ reason: remarkSchema });
const intentSchema = z.object({ intent: z.enum(['copy', 'retire', 'restore', 'try', 'reject']) });

/** What the buttons of a question's page do. Ends with a redirect, or what must be corrected. */
export async function actOnQuestion(request: Request, questionId: string | undefined) {
  const open = await requireReadableQuestion(request, questionId);
  const { headers, user } = open.member;
  const form = await request.formData();
  const parsed = parseForm(intentSchema, form);
  if (!parsed.data) throw pageError('bad_request', headers);
  switch (parsed.data.intent) {
    case 'copy':
      await requirePageRateLimits([['question-write:account', user.id]]);
      return copyQuestion(open);
    case 'retire':
      return setRetired(open, new Date().toISOString());
    case 'restore':
      return setRetired(open, null);
    case 'reject':
      return reject(open, form);
    case 'try': {
      await requirePageRateLimits([['create-interview:account', user.id]]);
      const interviewId = await startTry(open);
      if (!interviewId) throw pageError('forbidden', headers);
      throw redirect(`/room/${interviewId}`, { headers });
    }
  }
}

/** Rejects what a model drafted, with a reason, and retires the question. */
async function reject({ member, question, canWrite }: OpenQuestion, form: FormData) {
  const { supabase, headers } = member;
  if (!canWrite) throw pageError('forbidden', headers);
  const parsed = parseForm(rejectSchema, form);
  if (!parsed.data) return refuseForm(parsed, { headers });
  const draft = await readQuestionDraft(supabase, question.id);
  if (!draft) throw pageError('not_found', headers);
  if (!(await rejectDraft(supabase, draft.id, parsed.data.reason))) throw pageError('conflict', headers);
  throw redirect(`/questions/${question.id}`, { headers });
}

/** A draft of the organisation whose pages are open, with all that the question holds. */
async function copyQuestion({ member, question }: OpenQuestion): Promise<never> {
  const { supabase, organisation, headers } = member;
  if (!memberCan(organisation.role, 'write-questions')) throw pageError('forbidden', headers);
  const version = question.publishedVersion ?? question.latestVersion;
  const content = await readVersion(supabase, question.id, version);
  if (!content) throw pageError('not_found', headers);
  const id = await createQuestion(supabase, organisation.id, content);
  if (!id) throw pageError('forbidden', headers);
  throw redirect(`/questions/${id}?copied=1`, { headers });
}

async function setRetired({ member, question, canWrite }: OpenQuestion, at: string | null): Promise<never> {
  const { supabase, headers } = member;
  if (!canWrite) throw pageError('forbidden', headers);
  const { data, error } = await supabase
    .from('questions')
    .update({ retired_at: at })
    .eq('id', question.id)
    .select('id');
  if (error) throw new Error('The question could not be retired.', { cause: error });
  if (data.length === 0) throw pageError('forbidden', headers);
  throw redirect(`/questions/${question.id}`, { headers });
}

import { data, redirect } from '@remix-run/node';
import { requireMemberWho } from '#app/features/organisations/member.server.ts';
import { ERRORS } from '#core/error-codes.ts';
import { beginTry } from './begin-draft.server.ts';
import { draftQuestion } from './draft-question.server.ts';
import { readDraftForm } from './draft-request.ts';

/** The form of a draft as a browser without scripts sends it. Ends with the question's page, or what must be corrected. */
export async function draftByForm(request: Request) {
  const { headers, supabase, user, organisation } = await requireMemberWho(request, 'write-questions');
  const read = readDraftForm(await request.formData());
  if (!read.request) return data({ errors: read.errors }, { status: 400, headers });
  const refuse = (message: string, status: number) =>
    data({ errors: { form: message } }, { status, headers });
  const by = { userId: user.id, organisationId: organisation.id };
  const { model, refusal } = await beginTry(by);
  if (refusal) return refuse(refusal.message, ERRORS[refusal.code].status);
  const drafting = { ...by, model, supabase, request: read.request, again: null };
  for await (const event of draftQuestion(drafting, request.signal)) {
    if (event.type === 'error') return refuse(event.message, ERRORS[event.code].status);
    if (event.type === 'done') throw redirect(`/questions/${event.questionId}`, { headers });
  }
  return refuse(ERRORS.internal.text, ERRORS.internal.status);
}

import type { ActionFunctionArgs } from '@remix-run/node';
import { requireMemberWho } from '#app/features/organisations/member.server.ts';
import { beginTry } from '#app/features/questions/drafting/begin-draft.server.ts';
import { MAX_REQUEST_BYTES } from '#app/features/questions/drafting/draft-limits.ts';
import { draftQuestion } from '#app/features/questions/drafting/draft-question.server.ts';
import { draftRequestSchema } from '#app/features/questions/drafting/draft-request.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { eventStream } from '#app/server/event-stream.server.ts';
import { parseJsonWithin } from '#app/server/form.server.ts';

/** `POST /api/questions/drafts`: has a model write a question, as a draft of the organisation whose pages are open. */
export async function action({ request }: ActionFunctionArgs) {
  const { headers, supabase, user, organisation } = await requireMemberWho(request, 'write-questions');
  const parsed = await parseJsonWithin(draftRequestSchema, request, MAX_REQUEST_BYTES);
  if ('refusal' in parsed) throw errorResponse(parsed.refusal, { headers });
  const by = { userId: user.id, organisationId: organisation.id };
  const { model, refusal } = await beginTry(by);
  if (refusal) throw errorResponse(refusal.code, { message: refusal.message, headers });
  const drafting = { ...by, model, supabase, request: parsed.data, again: null };
  return eventStream(request, (signal) => draftQuestion(drafting, signal), headers);
}

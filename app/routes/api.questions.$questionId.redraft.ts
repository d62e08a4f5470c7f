import type { ActionFunctionArgs } from '@remix-run/node';
import { beginTry } from '#app/features/questions/drafting/begin-draft.server.ts';
import { MAX_REDRAFTED_LENGTH, MAX_REQUEST_BYTES } from '#app/features/questions/drafting/draft-limits.ts';
import { draftQuestion } from '#app/features/questions/drafting/draft-question.server.ts';
import { redraftSchema } from '#app/features/questions/drafting/draft-request.ts';
import { readQuestionDraft } from '#app/features/questions/drafting/draft-store.server.ts';
import { requireWritableQuestion } from '#app/features/questions/question-page.server.ts';
import { readVersion } from '#app/features/questions/question-store.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { eventStream } from '#app/server/event-stream.server.ts';
import { parseJsonWithin } from '#app/server/form.server.ts';

const DECIDED = 'This draft was published, rejected or retired. Draft a new question instead.';
const TOO_LONG = 'This question is too long for a model to read. Shorten its tests, or edit it by hand.';

/** `POST /api/questions/<question>/redraft`: has a model write the draft again, with a change, as its next version. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { member, question } = await requireWritableQuestion(request, params.questionId);
  const { headers, supabase, user } = member;
  const parsed = await parseJsonWithin(redraftSchema, request, MAX_REQUEST_BYTES);
  if ('refusal' in parsed) throw errorResponse(parsed.refusal, { headers });
  const [draft, content] = await Promise.all([
    readQuestionDraft(supabase, question.id),
    readVersion(supabase, question.id, question.latestVersion),
  ]);
  if (!draft || !content || !question.organisationId) throw errorResponse('not_found', { headers });
  if (draft.state !== 'open' || question.state !== 'draft')
    throw errorResponse('conflict', { message: DECIDED, headers });
  if (JSON.stringify(content).length > MAX_REDRAFTED_LENGTH)
    throw errorResponse('too_large', { message: TOO_LONG, headers });
  const by = { userId: user.id, organisationId: question.organisationId };
  const { model, refusal } = await beginTry(by);
  if (refusal) throw errorResponse(refusal.code, { message: refusal.message, headers });
  const { id: questionId, revision } = question;
  const again = { questionId, revision, question: content, draftId: draft.id, change: parsed.data.change };
  const drafting = { ...by, model, supabase, request: draft.request, again };
  return eventStream(request, (signal) => draftQuestion(drafting, signal), headers);
}

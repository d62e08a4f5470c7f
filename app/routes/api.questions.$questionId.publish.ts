import type { ActionFunctionArgs } from '@remix-run/node';
import { publishQuestion } from '#app/features/questions/publish.server.ts';
import { requireWritableQuestion } from '#app/features/questions/question-page.server.ts';
import { readVersion } from '#app/features/questions/question-store.server.ts';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { eventStream } from '#app/server/event-stream.server.ts';

/** `POST /api/questions/<question>/publish`: verifies the latest version in the sandbox, and publishes it if it passes. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { member, question } = await requireWritableQuestion(request, params.questionId);
  const { headers, supabase, user } = member;
  await requireRateLimits([['question-publish:account', user.id]]);
  const content = await readVersion(supabase, question.id, question.latestVersion);
  if (!content) throw errorResponse('not_found', { headers });
  const publishing = {
    questionId: question.id,
    question: content,
    revision: question.revision,
    userId: user.id,
  };
  return eventStream(request, (signal) => publishQuestion(publishing, signal), headers);
}

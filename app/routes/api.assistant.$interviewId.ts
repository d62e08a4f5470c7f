import type { ActionFunctionArgs } from '@remix-run/node';
import { readUsage } from '#app/features/ai-interviewer/usage.server.ts';
import { answer } from '#app/features/assistant/answer.server.ts';
import { beginExchange } from '#app/features/assistant/room-exchange.server.ts';
import { requireAdmitted } from '#app/features/participants/require-admitted.server.ts';
import { getProblem } from '#app/features/problem/problem.server.ts';
import { getEnv } from '#app/server/env.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { eventStream } from '#app/server/event-stream.server.ts';
import { parseJsonWithin } from '#app/server/form.server.ts';
import { getModel } from '#app/server/model.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { assistantQuestionSchema } from '#core/assistant.ts';
import type { AssistantContext } from '#core/assistant-service.ts';

/** A question with its file ids, in bytes. */
const MAX_BODY_BYTES = 32 * 1024;

/** `POST /api/assistant/<interview>`: the candidate asks; answered by server-sent events (`AssistantEvent`). */
export async function action({ request, params }: ActionFunctionArgs) {
  const { entry, headers } = await requireAdmitted(request, {
    interviewId: params.interviewId ?? '',
    limit: 'assistant:participant',
  });
  const { interviewId, participantId, role } = entry;
  if (role !== 'candidate')
    throw errorResponse('forbidden', { message: 'The assistant is the candidate’s alone.', headers });
  if (!entry.allowsAssistant)
    throw errorResponse('forbidden', { message: 'There is no assistant in this interview.', headers });
  const body = await parseJsonWithin(assistantQuestionSchema, request, MAX_BODY_BYTES);
  if ('refusal' in body) throw errorResponse(body.refusal, { headers });
  const { ASSISTANT_MAX_DOLLARS, ASSISTANT_MAX_MESSAGES } = getEnv();
  const model = getModel();
  const { usage } = await readUsage(getServiceClient(), interviewId, 'assistant');
  if (model && usage.costMicros >= ASSISTANT_MAX_DOLLARS * 1_000_000)
    throw errorResponse('assistant_used_up', {
      message: 'What the assistant may cost in this interview is used up. You can go on without it.',
      headers,
    });
  // before the room is asked: what throws after that would leave the exchange open
  const problem = await getProblem(getServiceClient(), interviewId);
  const begun = await beginExchange(interviewId, {
    ...body.data,
    type: 'ask',
    participantId,
    maxQuestions: ASSISTANT_MAX_MESSAGES,
  });
  if ('code' in begun) throw errorResponse(begun.code, { message: begun.message, headers });
  const { id, text: question } = body.data;
  const context = withStatement(begun, problem?.statement ?? '');
  return eventStream(
    request,
    (signal) => answer({ interviewId, id, question, context, model }, signal),
    headers,
  );
}

/** Where no question of a plan is asked, the statement that was written for this interview alone; never its tests. */
function withStatement(context: AssistantContext, statement: string): AssistantContext {
  return context.question || statement === ''
    ? context
    : { ...context, question: { title: '', statement, hints: [] } };
}

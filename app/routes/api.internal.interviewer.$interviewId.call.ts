import type { ActionFunctionArgs } from '@remix-run/node';
import { refuseMethod, requireLease } from '#app/features/ai-interviewer/host-request.server.ts';
import { getInterviewerParticipant } from '#app/features/ai-interviewer/interviewer-participant.server.ts';
import { answerCaller } from '#app/features/calls/call-reply.server.ts';
import { refusalOf } from '#app/features/participants/room-token.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { hostRequestSchema } from '#core/interviewer-service.ts';

/** `POST /api/internal/interviewer/<interview>/call`: lets the process that holds the interview into its call. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { interviewId } = await requireLease(hostRequestSchema, request, params.interviewId);
  const participant = await getInterviewerParticipant(interviewId);
  const refusal = refusalOf(participant);
  if (refusal) return errorResponse(refusal.code, { message: refusal.message });
  return jsonResponse(await answerCaller(participant, 'process'));
}

export const loader = refuseMethod;

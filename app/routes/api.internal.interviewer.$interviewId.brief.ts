import type { ActionFunctionArgs } from '@remix-run/node';
import { makeBrief } from '#app/features/ai-interviewer/brief.server.ts';
import { refuseMethod, requireLease } from '#app/features/ai-interviewer/host-request.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { hostRequestSchema } from '#core/interviewer-service.ts';

/** `POST /api/internal/interviewer/<interview>/brief`: what its AI interviewer is told of an interview. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { interviewId } = await requireLease(hostRequestSchema, request, params.interviewId);
  const brief = await makeBrief(interviewId);
  return brief ? jsonResponse(brief) : errorResponse('not_found');
}

export const loader = refuseMethod;

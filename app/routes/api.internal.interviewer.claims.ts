import type { ActionFunctionArgs } from '@remix-run/node';
import { refuseMethod, requireHostBody } from '#app/features/ai-interviewer/host-request.server.ts';
import { claimInterviews } from '#app/features/ai-interviewer/leases.server.ts';
import { jsonResponse } from '#app/server/error-response.server.ts';
import { claimRequestSchema } from '#core/interviewer-service.ts';

/** `POST /api/internal/interviewer/claims`: what a process that interviews holds, and what it is given. */
export async function action({ request }: ActionFunctionArgs) {
  const claim = await requireHostBody(claimRequestSchema, request);
  return jsonResponse(await claimInterviews(claim));
}

export const loader = refuseMethod;

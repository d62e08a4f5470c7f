import type { ActionFunctionArgs } from '@remix-run/node';
import { refuseMethod, requireHostBody } from '#app/features/ai-interviewer/host-request.server.ts';
import { claimCalls } from '#app/features/calls/recorder-leases.server.ts';
import { jsonResponse } from '#app/server/error-response.server.ts';
import { recorderClaimRequestSchema } from '#core/recorder-service.ts';

/** `POST /api/internal/recorder/claims`: what a process that records holds, and what it is given. */
export async function action({ request }: ActionFunctionArgs) {
  const claim = await requireHostBody(recorderClaimRequestSchema, request, 'recorder');
  return jsonResponse(await claimCalls(claim));
}

export const loader = refuseMethod;

import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { decideAdmission, listWaiting } from '#app/features/lobby/lobby.server.ts';
import { decisionSchema } from '#app/features/participants/admission.ts';
import { findEntry } from '#app/features/participants/room-entry.server.ts';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { parseJson } from '#app/server/form.server.ts';
import { can } from '#core/roles.ts';

/** `GET /api/lobby/<interview>`: `{waiting}` for members who may admit. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { supabase, entry, headers } = await requireDoorkeeper(request, params.interviewId);
  return jsonResponse({ waiting: await listWaiting(supabase, entry.interviewId) }, headers);
}

const schema = z.object({ participantId: z.uuid(), decision: decisionSchema });

/** `POST /api/lobby/<interview>` `{participantId, decision}`: answers with the lobby as it is then. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { supabase, entry, headers } = await requireDoorkeeper(request, params.interviewId);
  const body = await parseJson(schema, request);
  if (!body) return errorResponse('bad_request', { headers });
  const refusal = await decideAdmission({ supabase, interviewId: entry.interviewId, ...body });
  if (refusal) return errorResponse(refusal, { headers });
  return jsonResponse({ waiting: await listWaiting(supabase, entry.interviewId) }, headers);
}

async function requireDoorkeeper(request: Request, interviewId: string | undefined) {
  const { supabase, entry, user, headers } = await findEntry(request, interviewId ?? '');
  if (!entry) throw errorResponse(user ? 'not_found' : 'unauthenticated', { headers });
  await requireRateLimits([['lobby:participant', entry.participantId]]);
  if (!entry.isMember || !can(entry.role, 'admit')) throw errorResponse('forbidden', { headers });
  return { supabase, entry, headers };
}

import type { ActionFunctionArgs } from '@remix-run/node';
import { refuseMethod, requireServiceToken } from '#app/features/ai-interviewer/host-request.server.ts';
import { requireRecordedVoice } from '#app/features/calls/recorder-request.server.ts';
import { isSegment, storeSegment } from '#app/features/calls/segments.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { readBodyWithin } from '#app/server/form.server.ts';
import { MAX_SEGMENT_BYTES, segmentHeadSchema } from '#core/recorder-service.ts';

/** `POST /api/internal/recorder/<interview>/segment?…`: a stretch of one speaker, as Ogg in the body. */
export async function action({ request, params }: ActionFunctionArgs) {
  requireServiceToken(request, 'recorder');
  const head = segmentHeadSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!head.success) return errorResponse('bad_request');
  const { host, participantId } = head.data;
  const voice = await requireRecordedVoice(host, params.interviewId, participantId);
  const bytes = await readBodyWithin(request, MAX_SEGMENT_BYTES);
  if (!bytes) return errorResponse('too_large');
  if (!isSegment(bytes, head.data)) return errorResponse('bad_request');
  const outcome = await storeSegment(voice, head.data, bytes);
  return outcome === 'gone' ? errorResponse('not_found') : jsonResponse({ taken: true });
}

export const loader = refuseMethod;

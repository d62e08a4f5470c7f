import type { ActionFunctionArgs } from '@remix-run/node';
import { refuseMethod, requireHostBody } from '#app/features/ai-interviewer/host-request.server.ts';
import { requireRecordedVoice } from '#app/features/calls/recorder-request.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { askRoom, CONTROL_TIMEOUT } from '#app/server/room-control.server.ts';
import { speechReportSchema } from '#core/recorder-service.ts';
import type { ControlRequest } from '#core/room-protocol.ts';

/** `POST /api/internal/recorder/<interview>/speech`: what somebody said in the call, for its room. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { host, heard } = await requireHostBody(speechReportSchema, request, 'recorder');
  const { interviewId } = await requireRecordedVoice(host, params.interviewId, heard.participantId);
  const message: ControlRequest = { type: 'heard', heard };
  let status: number;
  try {
    const answer = await askRoom(interviewId, 'control', {
      method: 'POST',
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(CONTROL_TIMEOUT),
    });
    await answer.body?.cancel();
    status = answer.status;
  } catch {
    return errorResponse('room_unavailable'); // the process sends it again
  }
  if (status >= 500) return errorResponse('room_unavailable');
  if (status >= 400) return errorResponse('conflict', { message: 'The room did not take this.' });
  return jsonResponse({ taken: true });
}

export const loader = refuseMethod;

import type { ActionFunctionArgs } from '@remix-run/node';
import { requireHolder } from '#app/features/panel/holder.server.ts';
import { changeNote, deleteNote } from '#app/features/panel/notes.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { parseId, parseJson } from '#app/server/form.server.ts';
import { noteChangeSchema } from '#core/panel-protocol.ts';

/** `PATCH /api/panel/<interview>/notes/<note>`: who wrote it changes it or brings it back. `DELETE`: deletes it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const holder = await requireHolder(request, {
    interviewId: params.interviewId ?? '',
    limit: 'panel-write:account',
  });
  const { headers } = holder;
  const noteId = parseId(params.noteId);
  if (!noteId) return errorResponse('not_found', { headers });
  switch (request.method) {
    case 'PATCH': {
      const body = await parseJson(noteChangeSchema, request);
      if (!body) return errorResponse('bad_request', { headers });
      const note = await changeNote(holder, noteId, body);
      return note ? jsonResponse({ note }, headers) : errorResponse('not_found', { headers });
    }
    case 'DELETE':
      return (await deleteNote(holder, noteId))
        ? new Response(null, { status: 204, headers })
        : errorResponse('not_found', { headers });
    default:
      return new Response(null, { status: 405, headers: { allow: 'PATCH, DELETE' } });
  }
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'PATCH, DELETE' } });
}

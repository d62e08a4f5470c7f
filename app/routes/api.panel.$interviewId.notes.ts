import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireHolder } from '#app/features/panel/holder.server.ts';
import { createNote, listNotes } from '#app/features/panel/notes.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { parseJson } from '#app/server/form.server.ts';
import { newNoteSchema } from '#core/panel-protocol.ts';

/** `GET /api/panel/<interview>/notes`: those of everybody who holds the interview. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const holder = await requireHolder(request, {
    interviewId: params.interviewId ?? '',
    limit: 'panel-read:account',
  });
  return jsonResponse({ notes: await listNotes(holder) }, holder.headers);
}

/** `POST /api/panel/<interview>/notes`: one more, by whoever asks. */
export async function action({ request, params }: ActionFunctionArgs) {
  const holder = await requireHolder(request, {
    interviewId: params.interviewId ?? '',
    limit: 'panel-write:account',
  });
  const { headers } = holder;
  if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'GET, POST' } });
  const body = await parseJson(newNoteSchema, request);
  if (!body) return errorResponse('bad_request', { headers });
  const note = await createNote(holder, body);
  return typeof note === 'string' ? errorResponse(note, { headers }) : jsonResponse({ note }, headers);
}

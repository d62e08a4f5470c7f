import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireHolder } from '#app/features/panel/holder.server.ts';
import { changeMark, listMarks } from '#app/features/panel/marks.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { parseJson } from '#app/server/form.server.ts';
import { markChangeSchema } from '#core/panel-protocol.ts';

/** `GET /api/panel/<interview>/marks`: one's own, and those of others where one has marked oneself. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const holder = await requireHolder(request, {
    interviewId: params.interviewId ?? '',
    limit: 'panel-read:account',
  });
  return jsonResponse({ marks: await listMarks(holder) }, holder.headers);
}

/** `POST /api/panel/<interview>/marks`: sets or takes back one; answers with all that may be seen then. */
export async function action({ request, params }: ActionFunctionArgs) {
  const holder = await requireHolder(request, {
    interviewId: params.interviewId ?? '',
    limit: 'panel-write:account',
  });
  const { headers } = holder;
  if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'GET, POST' } });
  const body = await parseJson(markChangeSchema, request);
  if (!body) return errorResponse('bad_request', { headers });
  if (await changeMark(holder, body)) return jsonResponse({ marks: await listMarks(holder) }, headers);
  return errorResponse('not_found', { headers, message: 'The plan has no such question any more.' });
}

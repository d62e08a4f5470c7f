import type { LoaderFunctionArgs } from '@remix-run/node';
import { readFile } from '#app/features/recordings/tape-store.server.ts';
import { getRecordingPath } from '#app/features/replay/tape.server.ts';
import { recordView, requireReplayMember } from '#app/features/replay/viewer.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';

/** `GET /api/replay/<interview>/download`: the sealed recording as a file, for members. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const visit = await requireReplayMember(request, params.interviewId ?? '');
  const { headers, interview } = visit;
  const path = await getRecordingPath(interview.interviewId);
  const file = path && (await readFile(path));
  if (!file)
    throw errorResponse('not_found', {
      headers,
      message: 'The recording is not stored yet. Try again in a minute.',
    });
  await recordView(visit, 'download');
  headers.set('content-type', 'application/octet-stream');
  headers.set('content-disposition', `attachment; filename="${interview.interviewId}.interlace"`);
  headers.set('cache-control', 'no-store');
  return new Response(new Uint8Array(file), { headers });
}

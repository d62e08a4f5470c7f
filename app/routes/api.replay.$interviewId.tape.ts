import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { decompressTape, getTape } from '#app/features/replay/tape.server.ts';
import { recordView, requireReplayViewer, rightsOf } from '#app/features/replay/viewer.server.ts';
import { errorResponse } from '#app/server/error-response.server.ts';
import { isOver } from '#core/interview-status.ts';

/**
 * `GET /api/replay/<interview>/tape?from=N`: the frames from position N on as whoever asks may see them, as an archive
 * body. `x-interlace-live` says that the interview goes on, `x-interlace-damage` (percent-encoded) what is wrong.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRateLimits([['replay-tape:address', context.clientAddress]]);
  const visit = await requireReplayViewer(request, params.interviewId ?? '');
  const { headers, viewer, interview } = visit;
  const from = Number(new URL(request.url).searchParams.get('from') ?? 0);
  if (!Number.isSafeInteger(from) || from < 0) throw errorResponse('bad_request', { headers });
  // Pages of a running interview ask every few seconds for what is new: one view, not hundreds.
  if (from === 0) await recordView(visit, 'tape');
  const tape = await getTape(interview.interviewId, { from, rights: rightsOf(viewer) });
  if (!tape) throw errorResponse('not_found', { headers, message: 'This interview has no recording.' });
  headers.set('content-type', 'application/octet-stream');
  // Browsers take brotli on addresses that nobody can listen in on.
  const takesBrotli = /\bbr\b/.test(request.headers.get('accept-encoding') ?? '');
  if (takesBrotli) headers.set('content-encoding', 'br');
  headers.set('vary', 'accept-encoding');
  headers.set('cache-control', 'no-store');
  headers.set('x-interlace-tape', 'archive');
  if (!isOver(interview.status)) headers.set('x-interlace-live', '1');
  if (tape.damage) headers.set('x-interlace-damage', encodeURIComponent(tape.damage));
  const body = takesBrotli ? tape.body : await decompressTape(tape.body);
  return new Response(new Uint8Array(body), { headers });
}

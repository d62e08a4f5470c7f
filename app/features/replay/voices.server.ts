import { type StoredRange, streamFile } from '#app/features/recordings/tape-store.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import type { AudioSegment } from '#core/audio-segment.ts';

/** Rows that the database gives at a time. */
const PAGE = 1000;

/** What is stored of the voices of this interview, in the order in which it was said. */
export async function listVoices(interviewId: string): Promise<AudioSegment[]> {
  const segments: AudioSegment[] = [];
  for (;;) {
    const { data, error } = await getServiceClient()
      .from('audio_segments')
      .select('id, participant_id, number, started_at_ms, duration_ms, bytes')
      .eq('interview_id', interviewId)
      .order('started_at_ms')
      .order('id')
      .range(segments.length, segments.length + PAGE - 1);
    if (error) throw new Error('The voices could not be listed.', { cause: error });
    for (const row of data)
      segments.push({
        id: row.id,
        participantId: row.participant_id,
        number: row.number,
        startedAt: row.started_at_ms,
        durationMs: row.duration_ms,
        bytes: row.bytes,
      });
    if (data.length < PAGE) return segments;
  }
}

/** Where a segment of this interview lies, or null where there is none. */
export async function findVoice(
  interviewId: string,
  segmentId: string,
): Promise<{ path: string; bytes: number } | null> {
  const { data, error } = await getServiceClient()
    .from('audio_segments')
    .select('storage_path, bytes')
    .match({ interview_id: interviewId, id: segmentId })
    .maybeSingle();
  if (error) throw new Error('A voice could not be found.', { cause: error });
  return data && { path: data.storage_path, bytes: data.bytes };
}

/** The answer with a file of sound, or the part of it that is asked for; null when it cannot be had. */
export async function answerVoice(
  { path, bytes }: { path: string; bytes: number },
  request: Request,
  headers: Headers,
): Promise<Response | null> {
  headers.set('accept-ranges', 'bytes');
  headers.set('cache-control', 'private, max-age=3600');
  const range = parseRange(request.headers.get('range'), bytes);
  if (range === 'outside') {
    headers.set('content-range', `bytes */${bytes}`);
    return new Response(null, { status: 416, headers });
  }
  const { from, to } = range ?? { from: 0, to: bytes - 1 };
  const body = await streamFile(path, { from, to }, request.signal);
  if (!body) return null;
  headers.set('content-type', 'audio/ogg');
  headers.set('content-length', `${to - from + 1}`);
  if (range) headers.set('content-range', `bytes ${from}-${to}/${bytes}`);
  return new Response(body, { status: range ? 206 : 200, headers });
}

/**
 * The one range that a header asks for, with its last byte. Null for the whole file: also for several ranges and for
 * what is no range, as servers may.
 */
function parseRange(header: string | null, bytes: number): StoredRange | 'outside' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), bytes);
    return length > 0 ? { from: bytes - length, to: bytes - 1 } : 'outside';
  }
  const from = Number(first);
  const to = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== '' && Number(last) < from) return null;
  return from < bytes ? { from, to } : 'outside';
}

import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { writeFile } from '#app/features/recordings/tape-store.server.ts';
import { loader as voice } from '#app/routes/api.replay.$interviewId.voices.$segmentId.ts';
import { loader as list } from '#app/routes/api.replay.$interviewId.voices.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { type BuiltInterview, buildInterview } from './factories.ts';
import { buildViewers, MEMBERS_ONLY, VIEWER_KINDS } from './replay-visitors.ts';
import type { Visitor } from './visitor.ts';

const STARTED_AT = 1_790_000_000_000;
const SOUND = Buffer.concat([
  Buffer.from('OggS'),
  Buffer.from(Array.from({ length: 996 }, (_, n) => n % 256)),
]);

/** A stored stretch of whoever came first into the interview. */
async function storeVoice({ id }: BuiltInterview): Promise<{ segmentId: string; participantId: string }> {
  const client = getServiceClient();
  const { data: person } = await client
    .from('participants')
    .select('id')
    .eq('interview_id', id)
    .limit(1)
    .single();
  const participantId = person?.id ?? '';
  const path = `2026/09/21/${id}/voice/${participantId}-1.ogg`;
  await writeFile(path, SOUND);
  const { data, error } = await client
    .from('audio_segments')
    .insert({
      interview_id: id,
      participant_id: participantId,
      name: 'Casey Candidate',
      number: 1,
      started_at_ms: STARTED_AT,
      duration_ms: 60_000,
      bytes: SOUND.length,
      sha256: createHash('sha256').update(SOUND).digest('hex'),
      storage_path: path,
    })
    .select('id')
    .single();
  if (error) throw error;
  return { segmentId: data.id, participantId };
}

/** The bytes of a voice, which `Visitor` reads as text. */
async function fetchVoice(visitor: Visitor, params: { interviewId: string; segmentId: string }, range = '') {
  const request = visitor.request(`/api/replay/${params.interviewId}/voices/${params.segmentId}`);
  if (range) request.headers.set('range', range);
  const context = { cspNonce: '', clientAddress: visitor.address };
  try {
    const response = await voice({ request, params, context });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes };
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    return { status: thrown.status, headers: thrown.headers, bytes: Buffer.alloc(0) };
  }
}

test('[voices] are listed and given to members alone', async () => {
  const interview = await buildInterview();
  const { id } = interview;
  const viewers = await buildViewers(interview);
  const { segmentId, participantId } = await storeVoice(interview);
  for (const kind of VIEWER_KINDS) {
    const listed = await viewers[kind].get(list, `/api/replay/${id}/voices`, { interviewId: id });
    const given = await fetchVoice(viewers[kind], { interviewId: id, segmentId });
    expect([listed.status, given.status], kind).toEqual([MEMBERS_ONLY[kind], MEMBERS_ONLY[kind]]);
    expect(given.bytes.equals(SOUND), kind).toBe(MEMBERS_ONLY[kind] === 200);
    if (listed.status === 200)
      expect(listed.body.segments, kind).toEqual([
        {
          id: segmentId,
          participantId,
          number: 1,
          startedAt: STARTED_AT,
          durationMs: 60_000,
          bytes: SOUND.length,
        },
      ]);
    else expect(JSON.stringify(listed.body), kind).not.toContain(segmentId);
  }
});

test('[voices] of one interview are not to be had through another', async () => {
  const [one, other] = [await buildInterview(), await buildInterview()];
  await buildViewers(one);
  const { segmentId } = await storeVoice(one);
  expect((await fetchVoice(one.host, { interviewId: other.id, segmentId })).status).toBe(404);
  expect((await fetchVoice(one.host, { interviewId: one.id, segmentId: 'nonsense' })).status).toBe(404);
});

test('[voices] come whole or in the part that is asked for, to be kept by one browser alone', async () => {
  const interview = await buildInterview();
  await buildViewers(interview);
  const { segmentId } = await storeVoice(interview);
  const ask = (range?: string) => fetchVoice(interview.host, { interviewId: interview.id, segmentId }, range);

  const whole = await ask();
  expect(whole.status).toBe(200);
  expect(whole.headers.get('content-type')).toBe('audio/ogg');
  expect(whole.headers.get('accept-ranges')).toBe('bytes');
  expect(whole.headers.get('cache-control')).toMatch(/^private/);

  for (const [range, from, to] of [
    ['bytes=0-', 0, 999],
    ['bytes=10-19', 10, 19],
    ['bytes=990-5000', 990, 999],
    ['bytes=-5', 995, 999],
  ] as const) {
    const part = await ask(range);
    expect(part.status, range).toBe(206);
    expect(part.headers.get('content-range'), range).toBe(`bytes ${from}-${to}/1000`);
    expect(part.headers.get('content-length'), range).toBe(`${to - from + 1}`);
    expect(part.headers.get('cache-control'), range).toMatch(/^private/);
    expect(part.bytes.equals(SOUND.subarray(from, to + 1)), range).toBe(true);
  }

  const outside = await ask('bytes=1000-');
  expect([outside.status, outside.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
  for (const range of ['bytes=5-2', 'bytes=0-1,4-5', 'lines=1-2'])
    expect((await ask(range)).bytes.length, range).toBe(1000);
});

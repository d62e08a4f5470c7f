import { expect, test } from 'vitest';
import { keepRecording } from '#app/features/recordings/keep-recording.server.ts';
import { listDueRecordings } from '#app/features/recordings/recording-rows.server.ts';
import { readFile, removeFile, writeFile } from '#app/features/recordings/tape-store.server.ts';
import { getRecordingPath } from '#app/features/replay/tape.server.ts';
import { action as end } from '#app/routes/api.interviews.$interviewId.end.ts';
import { loader as download } from '#app/routes/api.replay.$interviewId.download.ts';
import { loader as tape } from '#app/routes/api.replay.$interviewId.tape.ts';
import { loader as page } from '#app/routes/interviews.$interviewId.replay.tsx';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { decodeArchiveBody } from '#core/tape/archive/archive.ts';
import { decodeBundle } from '#core/tape/bundle.ts';
import { encodeJsonPayload, FRAME_KINDS, type Frame, SYSTEM_AUTHOR } from '#core/tape/frames.ts';
import { makeSession } from '#tests/bench/tape/session.ts';
import { type BuiltInterview, buildInterview } from './factories.ts';
import { getHarness } from './harness.ts';
import { admitBy, buildViewers, MEMBERS_ONLY, VIEWER_KINDS, type ViewerKind } from './replay-visitors.ts';
import { makeTape, TAPE_START } from './tapes.ts';
import type { Visitor } from './visitor.ts';

const secretCase = {
  runId: crypto.randomUUID(),
  result: {
    index: 0,
    name: 'Large',
    isHidden: true,
    weight: 1,
    verdict: 'accepted',
    timeMs: 1,
    memoryBytes: null,
    detail: { input: 'the-secret', expected: 'the-secret', actual: '1', stdout: '', message: '' },
  },
};

/** A tape with a hidden case and a signal. */
function makeFullTape(): Frame[] {
  const add = (kind: number, payload: unknown): Frame => ({
    at: TAPE_START + 60_000,
    kind,
    author: SYSTEM_AUTHOR,
    payload: encodeJsonPayload(payload),
  });
  return [
    ...makeTape(),
    add(FRAME_KINDS.testResult, secretCase),
    add(FRAME_KINDS.signal, { signal: 'focus-lost' }),
  ];
}

/** The bytes of an answer, which `Visitor` reads as text. */
async function fetchBytes(handler: typeof tape, visitor: Visitor, id: string, search = '') {
  const request = visitor.request(`/api/replay/${id}/tape${search}`);
  const context = { cspNonce: '', clientAddress: visitor.address };
  try {
    const response = await handler({ request, params: { interviewId: id }, context });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes };
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    return { status: thrown.status, headers: thrown.headers, bytes: new Uint8Array() };
  }
}

const seen = (bytes: Uint8Array) =>
  decodeArchiveBody(bytes)
    .map(({ payload }) => new TextDecoder().decode(payload))
    .join('\n');

async function endAndKeep({ id, host }: BuiltInterview): Promise<void> {
  await host.postJson(end, `/api/interviews/${id}/end`, {}, { interviewId: id });
  const due = (await listDueRecordings()).find(({ interviewId }) => interviewId === id);
  if (!due) throw new Error('Nothing is due.');
  await keepRecording(due);
}

const TAPE_STATUS: Record<ViewerKind, number> = { ...MEMBERS_ONLY, link: 200 };
const WRITES = ['owner', 'interviewer'];

test('[replay] gives each viewer of a stored tape what they may see, and nobody else anything', async () => {
  const interview = await buildInterview();
  const frames = makeFullTape();
  getHarness().room.of(interview.id).frames = frames;
  const viewers = await buildViewers(interview);
  await endAndKeep(interview);
  for (const kind of VIEWER_KINDS) {
    const answer = await fetchBytes(tape, viewers[kind], interview.id);
    expect(answer.status, kind).toBe(TAPE_STATUS[kind]);
    if (answer.status !== 200) continue;
    expect(answer.headers.get('x-interlace-tape')).toBe('archive');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(decodeArchiveBody(answer.bytes)).toHaveLength(frames.length);
    const text = seen(answer.bytes);
    expect([text.includes('the-secret'), text.includes('focus-lost')], kind).toEqual(
      WRITES.includes(kind) ? [true, true] : [false, false],
    );
  }
});

test('[replay] gives a running interview’s frames from where the page is, also to observers, not to candidates', async () => {
  const interview = await buildInterview();
  const frames = makeFullTape();
  getHarness().room.of(interview.id).frames = frames;
  const observer = await admitBy(interview, 'observer');
  const candidate = await admitBy(interview, 'candidate');
  const whole = await fetchBytes(tape, interview.host, interview.id);
  expect(whole.headers.get('x-interlace-live')).toBe('1');
  expect(decodeArchiveBody(whole.bytes)).toEqual(frames);
  const rest = await fetchBytes(tape, interview.host, interview.id, '?from=5');
  expect(decodeArchiveBody(rest.bytes)).toEqual(frames.slice(5));
  const none = await fetchBytes(tape, interview.host, interview.id, `?from=${frames.length}`);
  expect(decodeArchiveBody(none.bytes)).toEqual([]);
  const watched = await fetchBytes(tape, observer, interview.id);
  expect(seen(watched.bytes)).not.toMatch(/the-secret|focus-lost/);
  expect((await fetchBytes(tape, candidate, interview.id)).status).toBe(401);
  expect((await fetchBytes(tape, interview.host, interview.id, '?from=-1')).status).toBe(400);
  await endAndKeep(interview);
  expect((await fetchBytes(tape, observer, interview.id)).status).toBe(401);
});

test('[replay] of a damaged or lost file gives what is still sound, and says so', async () => {
  const interview = await buildInterview();
  const frames = makeSession({ seed: 4, edits: 4000 });
  getHarness().room.of(interview.id).frames = frames;
  await endAndKeep(interview);
  const path = (await getRecordingPath(interview.id)) ?? '';
  const file = (await readFile(path)) ?? new Uint8Array();
  const damageOf = ({ headers }: { headers: Headers }) =>
    decodeURIComponent(headers.get('x-interlace-damage') ?? '');
  const open = () => fetchBytes(tape, interview.host, interview.id);

  const changed = Uint8Array.from(file);
  const at = Math.floor(file.length / 2);
  changed[at] = (changed[at] ?? 0) ^ 0x55;
  await writeFile(path, changed);
  const some = await open();
  const sound = decodeArchiveBody(some.bytes);
  expect(sound.length).toBeGreaterThan(1000);
  expect(sound).toEqual(frames.slice(0, sound.length));
  expect(damageOf(some)).toMatch(/^This recording is damaged\. Up to \d\d:\d\d it is as it was/);

  await writeFile(path, file.subarray(0, 300));
  const none = await open();
  expect([none.status, decodeArchiveBody(none.bytes)]).toEqual([200, []]);
  expect(damageOf(none)).toContain('nothing of it can be read');

  await removeFile(path);
  expect(damageOf(await open())).toContain('nothing of it can be read');
  await writeFile(path, file);
  expect((await open()).headers.get('x-interlace-damage')).toBeNull();
});

test('[replay] gives the sealed file to members alone', async () => {
  const interview = await buildInterview();
  getHarness().room.of(interview.id).frames = makeFullTape();
  const viewers = await buildViewers(interview);
  expect((await fetchBytes(download, interview.host, interview.id)).status).toBe(404);
  await endAndKeep(interview);
  for (const kind of VIEWER_KINDS) {
    const answer = await fetchBytes(download, viewers[kind], interview.id);
    expect(answer.status, kind).toBe(MEMBERS_ONLY[kind]);
    if (answer.status === 200) expect(decodeBundle(answer.bytes).header.seal.interviewId).toBe(interview.id);
  }
});

test('[replay] opens its page to viewers, sends strangers to sign in, and logs every look', async () => {
  const interview = await buildInterview();
  const { id } = interview;
  const viewers = await buildViewers(interview);
  const open = (visitor: Visitor) => visitor.get(page, `/interviews/${id}/replay`, { interviewId: id });
  expect((await open(viewers.reviewer)).body).toMatchObject({
    interviewId: id,
    isLive: true,
    viewer: { kind: 'member', canComment: true, canShare: false, canRun: true, seesNotes: false },
  });
  expect((await open(viewers.link)).body.viewer).toEqual({
    kind: 'link',
    name: 'Panel',
    canComment: false,
    canShare: false,
    canRun: false,
    seesNotes: false,
  });
  for (const kind of ['candidate', 'anonymous'] as const)
    expect((await open(viewers[kind])).location, kind).toContain('/sign-in');
  for (const kind of ['other organisation', 'expired link', 'revoked link'] as const)
    expect((await open(viewers[kind])).status, kind).toBe(404);
  await fetchBytes(tape, viewers.link, id);
  const { data } = await getServiceClient()
    .from('replay_views')
    .select('what, user_id, link_id')
    .eq('interview_id', id)
    .order('created_at');
  expect(data).toEqual([
    { what: 'page', user_id: expect.any(String), link_id: null },
    { what: 'page', user_id: null, link_id: expect.any(String) },
    { what: 'tape', user_id: null, link_id: expect.any(String) },
  ]);
});

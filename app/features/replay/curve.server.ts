import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { testInSandbox } from '#app/server/sandbox.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { ERRORS } from '#core/error-codes.ts';
import type { LanguageId } from '#core/languages.ts';
import { type CurveEvent, curvePointSchema } from '#core/replay-protocol.ts';
import { listCheckpoints } from '#core/tape/timeline/checkpoints.ts';
import type { Timeline } from '#core/tape/timeline/timeline.ts';
import { buildTimeline } from '#core/tape/timeline/timeline-builder.ts';
import { nameOfCase } from '#core/test-suite.ts';
import { getFrames } from './tape.server.ts';
import { readTestedWith, type TestedProgram } from './tested-with.server.ts';

/** What is kept of one run of the tests: verdicts and counts, no inputs and no answers. */
const storedSchema = curvePointSchema.pick({ passed: true, total: true, results: true });
type Stored = z.infer<typeof storedSchema>;

/**
 * Runs the problem's tests at the checkpoints of a recording and yields what comes of each, in order. What was computed
 * once is kept by the content of the files and the tests: a reader who comes back goes on where the last one was.
 */
export async function* computeCurve(interviewId: string, signal: AbortSignal): AsyncGenerator<CurveEvent> {
  const frames = await getFrames(interviewId);
  if (!frames) return yield fail('not_found');
  const testedWith = await readTestedWith(interviewId, frames);
  const timeline = buildTimeline(frames);
  const start = timeline.startAt ?? 0;
  const checkpoints = listCheckpoints(timeline).flatMap((checkpoint) => {
    const program = testedWith({ entry: checkpoint.entry, files: filesAt(timeline, checkpoint.position) });
    return program ? [{ ...checkpoint, program }] : [];
  });
  if (checkpoints.length === 0) return yield fail('no_tests');
  const total = checkpoints.length;
  for (const [done, checkpoint] of checkpoints.entries()) {
    yield { type: 'progress', done, total };
    const { program, language } = checkpoint;
    const { files, entry, suite } = program;
    const key = {
      interviewId,
      suiteHash: hashOf(suite),
      contentHash: hashOf({ files, entry, language }),
    };
    const stored = await oneAtATime(async () => {
      signal.throwIfAborted();
      return (await readPoint(key)) ?? (await testPoint({ key, language, program, signal }));
    });
    if (signal.aborted) return;
    if ('type' in stored) return yield stored;
    const { position, at, reason } = checkpoint;
    yield { type: 'point', position, atMs: at - start, reason, ...stored };
  }
  yield { type: 'progress', done: total, total };
  yield { type: 'done' };
}

interface PointKey {
  interviewId: string;
  suiteHash: string;
  contentHash: string;
}

async function readPoint({ interviewId, suiteHash, contentHash }: PointKey): Promise<Stored | null> {
  const { data, error } = await getServiceClient()
    .from('correctness_points')
    .select('results')
    .eq('interview_id', interviewId)
    .eq('suite_hash', suiteHash)
    .eq('content_hash', contentHash)
    .maybeSingle();
  if (error) throw new Error('The curve could not be read.', { cause: error });
  return data && storedSchema.parse(data.results);
}

async function testPoint(options: {
  key: PointKey;
  language: LanguageId;
  program: TestedProgram;
  signal: AbortSignal;
}): Promise<Stored | CurveEvent> {
  const { key, language, program, signal } = options;
  const { entry, files, suite } = program;
  // The room of this interview is over, so its place in the sandbox's queue is free.
  const request = { runId: randomUUID(), interviewId: key.interviewId, language, entry, files, suite };
  const verdicts = new Map<number, Stored['results'][number]['verdict']>();
  for await (const event of testInSandbox(request, signal)) {
    if (event.type === 'test_result') verdicts.set(event.result.index, event.result.verdict);
    if (event.type === 'error') return fail(event.code);
    if (event.type !== 'done') continue;
    const results = suite.cases.map((one, index) => ({
      index,
      name: nameOfCase(one, index),
      // What did not compile gave no results.
      verdict: verdicts.get(index) ?? event.summary.verdict,
    }));
    const passed = results.filter(({ verdict }) => verdict === 'accepted').length;
    const stored = { passed, total: results.length, results };
    await savePoint(key, stored);
    return stored;
  }
  return fail('sandbox_unavailable');
}

async function savePoint({ interviewId, suiteHash, contentHash }: PointKey, results: Stored): Promise<void> {
  const { error } = await getServiceClient().from('correctness_points').upsert({
    interview_id: interviewId,
    suite_hash: suiteHash,
    content_hash: contentHash,
    results,
  });
  if (error) throw new Error('The curve could not be kept.', { cause: error });
}

function filesAt(timeline: Timeline, position: number): { path: string; text: string }[] {
  const state = timeline.stateAt(position);
  return state.files.map(({ id, path }) => ({ path, text: state.text(id) ?? '' }));
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function fail(code: keyof typeof ERRORS): CurveEvent {
  return { type: 'error', code, message: ERRORS[code].text };
}

let last: Promise<unknown> = Promise.resolve();

/** One suite at a time in this process: interviews that go on need the sandbox, too. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const done = last.then(work, work);
  last = done.catch(() => {});
  return done;
}

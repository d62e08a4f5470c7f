import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { testInSandbox } from '#app/server/sandbox.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import type { ErrorCode } from '#core/error-codes.ts';
import type { LanguageId } from '#core/languages.ts';
import { curvePointSchema } from '#core/replay-protocol.ts';
import { nameOfCase } from '#core/test-suite.ts';
import type { TestedProgram } from './tested-with.server.ts';

/** What is kept of one run of the tests: verdicts and counts, no inputs and no answers. */
const testedSchema = curvePointSchema.pick({ passed: true, total: true, results: true });
export type Tested = z.infer<typeof testedSchema>;

interface Asked {
  interviewId: string;
  language: LanguageId;
  program: TestedProgram;
}

/**
 * What came of a program's tests: kept by the content of files and tests, else found out in the sandbox, one suite at a
 * time in this process. An error's code where the sandbox could not do it.
 */
export async function testProgram(asked: Asked, signal: AbortSignal): Promise<Tested | ErrorCode> {
  const { interviewId, language, program } = asked;
  const { files, entry, suite } = program;
  const key = { interviewId, suiteHash: hashOf(suite), contentHash: hashOf({ files, entry, language }) };
  return oneAtATime(async () => {
    signal.throwIfAborted();
    return (await readPoint(key)) ?? (await runTests(asked, key, signal));
  });
}

interface PointKey {
  interviewId: string;
  suiteHash: string;
  contentHash: string;
}

async function readPoint({ interviewId, suiteHash, contentHash }: PointKey): Promise<Tested | null> {
  const { data, error } = await getServiceClient()
    .from('correctness_points')
    .select('results')
    .eq('interview_id', interviewId)
    .eq('suite_hash', suiteHash)
    .eq('content_hash', contentHash)
    .maybeSingle();
  if (error) throw new Error('The curve could not be read.', { cause: error });
  return data && testedSchema.parse(data.results);
}

async function runTests(
  { interviewId, language, program }: Asked,
  key: PointKey,
  signal: AbortSignal,
): Promise<Tested | ErrorCode> {
  const { entry, files, suite } = program;
  // The room of this interview is over, so its place in the sandbox's queue is free.
  const request = { runId: randomUUID(), interviewId, language, entry, files, suite };
  const verdicts = new Map<number, Tested['results'][number]['verdict']>();
  for await (const event of testInSandbox(request, signal)) {
    if (event.type === 'test_result') verdicts.set(event.result.index, event.result.verdict);
    if (event.type === 'error') return event.code;
    if (event.type !== 'done') continue;
    const results = suite.cases.map((one, index) => ({
      index,
      name: nameOfCase(one, index),
      // What did not compile gave no results.
      verdict: verdicts.get(index) ?? event.summary.verdict,
    }));
    const passed = results.filter(({ verdict }) => verdict === 'accepted').length;
    const tested = { passed, total: results.length, results };
    await savePoint(key, tested);
    return tested;
  }
  return 'sandbox_unavailable';
}

async function savePoint({ interviewId, suiteHash, contentHash }: PointKey, results: Tested): Promise<void> {
  const { error } = await getServiceClient().from('correctness_points').upsert({
    interview_id: interviewId,
    suite_hash: suiteHash,
    content_hash: contentHash,
    results,
  });
  if (error) throw new Error('The curve could not be kept.', { cause: error });
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

let last: Promise<unknown> = Promise.resolve();

/** One suite at a time in this process: interviews that go on need the sandbox, too. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const done = last.then(work, work);
  last = done.catch(() => {});
  return done;
}

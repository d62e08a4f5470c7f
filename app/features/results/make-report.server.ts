import { Keeper, type KeeperWork, type KeepingOutcome } from '#app/features/recordings/keeper.server.ts';
import { RecordingError } from '#app/features/recordings/recording-error.ts';
import { filesAt } from '#app/features/replay/curve.server.ts';
import { getFrames } from '#app/features/replay/tape.server.ts';
import { testProgram } from '#app/features/replay/test-program.server.ts';
import { readTestedWith } from '#app/features/replay/tested-with.server.ts';
import { isOurs } from '#app/server/sandbox.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { type LanguageId, languageOfPath } from '#core/languages.ts';
import { buildReport } from '#core/report/build-report.ts';
import { type FinalTests, type Report, reportSchema } from '#core/report/report.ts';
import { pathInFolder } from '#core/room-question.ts';
import type { Frame } from '#core/tape/frames.ts';
import type { Timeline } from '#core/tape/timeline/timeline.ts';
import { buildTimeline } from '#core/tape/timeline/timeline-builder.ts';
import type { Json } from '#supabase/database.types.ts';

/** Reports that one look finds to be due; the newest recordings come first. */
const MAX_DUE = 200;

interface DueReport {
  interviewId: string;
}

/** Makes the reports of interviews whose recordings are stored. To be woken when another one is. */
export function makeReportKeeper(): Keeper<DueReport> {
  const work: KeeperWork<DueReport> = {
    words: {
      area: 'report',
      kept: 'A report is made.',
      failed: 'A report is not made yet. It is tried again.',
      noList: 'No report can be made now.',
    },
    listDue,
    keep: ({ interviewId }, signal) => makeReport(interviewId, signal),
    now: () => Date.now(),
  };
  return new Keeper(work);
}

async function listDue(): Promise<DueReport[]> {
  const { data, error } = await getServiceClient()
    .from('reports_due')
    .select('interview_id')
    .order('archived_at', { ascending: false })
    .limit(MAX_DUE);
  if (error) throw new RecordingError('The reports that are due could not be read.', { cause: error });
  return data.map((row) => ({ interviewId: row.interview_id }));
}

/**
 * Folds the tape into its report, runs the tests of each question on the files as they were handed in, and stores it.
 * Without a sandbox it is stored without these, and says `not_settled`, so that they come with a later try.
 */
export async function makeReport(interviewId: string, signal: AbortSignal): Promise<KeepingOutcome> {
  const frames = await getFrames(interviewId);
  if (!frames) return 'gone';
  const timeline = buildTimeline(frames);
  const untested = buildReport(timeline);
  const testFinal = await prepareFinalTests({ interviewId, frames, timeline, signal });
  let isComplete = true;
  const questions: Report['questions'] = [];
  for (const question of untested.questions) {
    const final = await testFinal(question.folder);
    if (final === 'unavailable') isComplete = false;
    // nothing says that there was a problem, nor what it was
    if (question.questionId === null && final === null && question.testRuns === 0) continue;
    questions.push({ ...question, final: final === 'unavailable' ? null : final });
  }
  const { error } = await getServiceClient()
    .from('interview_reports')
    .upsert({
      interview_id: interviewId,
      content: reportSchema.parse({ ...untested, questions }) as unknown as Json,
      is_complete: isComplete,
      made_at: new Date().toISOString(),
    });
  if (error?.code === '23503') return 'gone';
  if (error) throw new RecordingError('A report could not be stored.', { cause: error });
  return isComplete ? 'kept' : 'not_settled';
}

interface Handed {
  interviewId: string;
  frames: readonly Frame[];
  timeline: Timeline;
  signal: AbortSignal;
}

/** How the files in a folder, or all of them, do in their tests at the end; null where nothing tests them. */
async function prepareFinalTests({ interviewId, frames, timeline, signal }: Handed) {
  const testedWith = await readTestedWith(interviewId, frames);
  const files = filesAt(timeline, timeline.length);
  return async (folder: string | null): Promise<FinalTests | 'unavailable' | null> => {
    const started = findStarted(timeline, files, folder);
    const program = started && testedWith({ entry: started.entry, files });
    if (!started || !program) return null;
    const tested = await testProgram({ interviewId, language: started.language, program }, signal);
    // where it cannot ever be done, as in a language that is not there, trying again leads nowhere
    if (typeof tested === 'string') return isOurs(tested) ? 'unavailable' : null;
    return {
      ...started,
      passed: tested.passed,
      total: tested.total,
      cases: tested.results.map(({ index, name, verdict }) => ({
        name,
        verdict,
        isHidden: program.suite.cases[index]?.hidden ?? true,
      })),
    };
  };
}

/** What is started at the end: what ran last there and is still there, else the first file of a known language. */
function findStarted(
  timeline: Timeline,
  files: readonly { path: string }[],
  folder: string | null,
): { entry: string; language: LanguageId } | null {
  const own = files.filter(({ path }) => folder === null || pathInFolder(path, folder) !== null);
  const run = timeline.runs.findLast(({ entry }) => own.some(({ path }) => path === entry));
  if (run) return { entry: run.entry, language: run.language };
  for (const { path } of own) {
    const language = languageOfPath(path);
    if (language) return { entry: path, language };
  }
  return null;
}

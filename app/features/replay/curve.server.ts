import { ERRORS } from '#core/error-codes.ts';
import type { CurveEvent } from '#core/replay-protocol.ts';
import { listCheckpoints } from '#core/tape/timeline/checkpoints.ts';
import type { Timeline } from '#core/tape/timeline/timeline.ts';
import { buildTimeline } from '#core/tape/timeline/timeline-builder.ts';
import { getFrames } from './tape.server.ts';
import { testProgram } from './test-program.server.ts';
import { readTestedWith } from './tested-with.server.ts';

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
    const stored = await testProgram({ interviewId, language, program }, signal);
    if (signal.aborted) return;
    if (typeof stored === 'string') return yield fail(stored);
    const { position, at, reason } = checkpoint;
    yield { type: 'point', position, atMs: at - start, reason, question: program.question, ...stored };
  }
  yield { type: 'progress', done: total, total };
  yield { type: 'done' };
}

/** All files as they were at this position. */
export function filesAt(timeline: Timeline, position: number): { path: string; text: string }[] {
  const state = timeline.stateAt(position);
  return state.files.map(({ id, path }) => ({ path, text: state.text(id) ?? '' }));
}

function fail(code: keyof typeof ERRORS): CurveEvent {
  return { type: 'error', code, message: ERRORS[code].text };
}

import { type LanguageId, languageOfPath } from '#core/languages.ts';
import type { Timeline } from './timeline.ts';

/** How often the files are looked at while somebody edits, in milliseconds: closer would cost a suite of tests each. */
export const CHECKPOINT_EVERY = 30_000;

/** A moment whose files are worth testing: somebody ran the program or the tests there, or had edited for a while. */
export interface Checkpoint {
  position: number;
  at: number;
  reason: 'run' | 'tests' | 'edit';
  entry: string;
  language: LanguageId;
}

/**
 * The moments of a tape to run tests at, in order: each run, about every half minute of editing, and the end. What is
 * started is what was run last by then; before the first run what that was of, or else the first file of a known
 * language. Moments at which that file does not exist are left out.
 */
export function listCheckpoints(timeline: Timeline): Checkpoint[] {
  const found = new Map<number, Checkpoint['reason']>();
  for (const run of timeline.runs) found.set(run.filesPosition, run.total === null ? 'run' : 'tests');
  const runs = [...found.keys()].sort((a, b) => a - b);
  const end = timeline.endAt ?? 0;
  let last = 0;
  for (let at = timeline.startAt ?? 0; last < timeline.length; at += CHECKPOINT_EVERY) {
    const position = at >= end ? timeline.length : timeline.atTime(at);
    // Edits before a run are looked at by the run.
    const seen = runs.findLast((run) => run <= position) ?? 0;
    if (timeline.editsBetween(Math.max(last, seen), position) > 0) found.set(position, 'edit');
    last = position;
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .flatMap(([position, reason]) => {
      const target = findTarget(timeline, position);
      return target ? [{ position, at: timeline.timeOf(position), reason, ...target }] : [];
    });
}

function findTarget(timeline: Timeline, position: number): Pick<Checkpoint, 'entry' | 'language'> | null {
  const { files } = timeline.stateAt(position);
  const runs = timeline.runs;
  const run = runs.findLast(({ filesPosition }) => filesPosition <= position) ?? runs[0];
  if (run && files.some(({ path }) => path === run.entry))
    return { entry: run.entry, language: run.language };
  for (const { path } of files) {
    const language = languageOfPath(path);
    if (language) return { entry: path, language };
  }
  return null;
}

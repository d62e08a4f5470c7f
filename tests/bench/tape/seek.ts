import type { Frame } from '#core/tape/frames.ts';
import { buildTimeline } from '#core/tape/timeline/timeline-builder.ts';

/** What it costs to look at a tape. All times are CPU milliseconds of this process, collecting garbage included. */
export interface SeekFigures {
  name: string;
  edits: number;
  /** Folding all frames. */
  buildMs: number;
  /** Seeking to one random edit: the text of every file and all cursors. */
  seekP50Ms: number;
  seekMaxMs: number;
}

const SEEKS = 20;

/** Builds the timeline of these frames and seeks to random edits, the same ones each time. */
export function measureSeek(name: string, frames: readonly Frame[]): SeekFigures {
  const [timeline, buildMs] = measureCpu(() => buildTimeline(frames));
  const random = makeRandom();
  const costs: number[] = [];
  for (let n = 0; n < SEEKS; n++) {
    const position = timeline.nextEdit(Math.floor(random() * timeline.length)) ?? timeline.length;
    const [length, cost] = measureCpu(() => {
      const state = timeline.stateAt(position);
      const characters = state.files.reduce((sum, { id }) => sum + (state.text(id)?.length ?? 0), 0);
      return characters + state.cursors.length;
    });
    if (length < 0) throw new Error('A text has no negative length.'); // so that nothing of it is left out
    costs.push(cost);
  }
  costs.sort((a, b) => a - b);
  return {
    name,
    edits: timeline.editsBetween(0, timeline.length),
    buildMs,
    seekP50Ms: costs[SEEKS >> 1] ?? Number.NaN,
    seekMaxMs: costs.at(-1) ?? Number.NaN,
  };
}

/** One line of a table for `SEEK_HEAD`. */
export function formatSeek({ name, edits, buildMs, seekP50Ms, seekMaxMs }: SeekFigures): string {
  return `| ${name} | ${edits} | ${buildMs.toFixed(0)} | ${seekP50Ms.toFixed(2)} | ${seekMaxMs.toFixed(2)} |`;
}

export const SEEK_HEAD =
  '| trace | edits | build CPU ms | seek CPU ms: p50 | max of 20 |\n|---|---|---|---|---|';

function measureCpu<T>(run: () => T): [T, number] {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1000];
}

/** Numbers from 0 to below 1 (a linear congruential generator with the constants of Numerical Recipes). */
function makeRandom(): () => number {
  let state = 42;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

import type { Frame } from '#core/tape/frames.ts';
import { buildTimeline } from '#core/tape/timeline/timeline-builder.ts';
import { say, sayHead, sayRow } from './say.ts';
import type { Tape } from './tape.ts';

/** What it costs to look at a tape. All times are CPU milliseconds of this process, collecting garbage included. */
interface SeekFigures {
  edits: number;
  /** Folding all frames. */
  buildMs: number;
  /** Seeking to one random edit: the text of every file and all cursors. */
  seekP50Ms: number;
  seekMaxMs: number;
}

const SEEKS = 20;
/** CPU milliseconds of one seek. */
const AIM = { p50: 10, max: 50 };

/** Builds the timeline of these frames and seeks to random edits, the same ones each time. */
function measureSeek(frames: readonly Frame[]): SeekFigures {
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
    edits: timeline.editsBetween(0, timeline.length),
    buildMs,
    seekP50Ms: costs[SEEKS >> 1] ?? Number.NaN,
    seekMaxMs: costs.at(-1) ?? Number.NaN,
  };
}

/** Prints what folding and seeking cost for each tape, beside the aims. */
export function reportSeek(tapes: readonly Tape[]): void {
  sayHead(['trace', 'edits', 'build, CPU ms', 'seek, CPU ms: p50', `most of ${SEEKS}`, 'aim']);
  for (const { trace, frames } of tapes) {
    const { edits, buildMs, seekP50Ms, seekMaxMs } = measureSeek(frames);
    const isReached = seekP50Ms <= AIM.p50 && seekMaxMs <= AIM.max;
    sayRow([
      trace.name,
      edits,
      buildMs.toFixed(0),
      seekP50Ms.toFixed(2),
      seekMaxMs.toFixed(2),
      `${AIM.p50} and ${AIM.max}: ${isReached ? 'reached' : 'missed'}`,
    ]);
  }
  say();
}

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

import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '#scripts/env.ts';
import { generateTrace } from './tape/generated.ts';
import { reportOpening } from './tape/opening.ts';
import { reportPlaying } from './tape/playing.ts';
import { say } from './tape/say.ts';
import { reportSeek } from './tape/seek.ts';
import { reportSizes } from './tape/sizes.ts';
import { recordTape, type Tape } from './tape/tape.ts';
import { loadTraces } from './tape/traces.ts';

/**
 * The tape of real typing: what it costs, and whether it comes back exactly. Traces are read from a directory of
 * recorded ones (github.com/josephg/editing-traces, `.json.gz`), with milliseconds drawn for them from a seed
 * (`tape/times.ts`); where there is none, one is generated. Bytes are the same on every machine.
 *
 *   npm run bench tape
 *   npm run bench tape -- --traces DIRECTORY
 *   npm run bench tape -- --only sizes|seek|opening|playing
 */
const { values } = parseArgs({
  options: { traces: { type: 'string', default: '../shared/traces' }, only: { type: 'string' } },
});

/** Each prints what it measures of the same tapes; another is a file in `tape/` and a line here. */
const reports: Record<string, (tapes: readonly Tape[]) => void | Promise<void>> = {
  sizes: reportSizes,
  seek: reportSeek,
  opening: reportOpening,
  playing: reportPlaying,
};
const names = Object.keys(reports).filter((name) => name === (values.only ?? name));
if (names.length === 0) {
  process.stderr.write(
    `There is no report "${values.only}". Choose from: ${Object.keys(reports).join(', ')}.\n`,
  );
  process.exit(1);
}
const directory = path.resolve(root, values.traces);
const traces = loadTraces(directory);
say(
  traces.length > 0
    ? `Traces of ${directory}.`
    : `There are no traces in ${directory}: this one is generated.`,
);
say();
const tapes = (traces.length > 0 ? traces : [generateTrace(1, 20_000)]).map(recordTape);

for (const name of names) await reports[name]?.(tapes);

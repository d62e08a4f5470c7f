import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '#scripts/env.ts';
import { generateTrace } from './tape/generated.ts';
import { reportOpening } from './tape/opening.ts';
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
 */
const { values } = parseArgs({ options: { traces: { type: 'string', default: '../shared/traces' } } });
const directory = path.resolve(root, values.traces);
const traces = loadTraces(directory);
say(
  traces.length > 0
    ? `Traces of ${directory}.`
    : `There are no traces in ${directory}: this one is generated.`,
);
say();
const tapes = (traces.length > 0 ? traces : [generateTrace(1, 20_000)]).map(recordTape);

/** Each prints what it measures of the same tapes; another is a file in `tape/` and a line here. */
const reports: ((tapes: readonly Tape[]) => void | Promise<void>)[] = [
  reportSizes,
  reportSeek,
  reportOpening,
];
for (const report of reports) await report(tapes);

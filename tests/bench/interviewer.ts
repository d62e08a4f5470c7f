import { measureAtOnce } from './interviewer/at-once.ts';
import { measureOverhead } from './interviewer/overhead.ts';
import { say, sayHead, sayRow } from './tape/say.ts';

/**
 * The AI interviewer: what it adds to the model's own time, and what many interviews at once cost one process.
 *
 *   npm run bench interviewer
 */
const DELAYS = [100, 800, 2500];
const MESSAGES = 50;
const INTERVIEWS = [1, 20];
const DURATION = 30_000;
const MODEL_DELAY = 300;

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const quantile = (values: readonly number[], q: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;

// each candidate's provider listens for the end of the process
process.setMaxListeners(100);
say('From a message to the first word, beyond the model’s time, in virtual milliseconds (aim 50):');
say();
sayHead(['model takes', 'p50', 'worst']);
for (const delay of DELAYS) {
  const overheads = await measureOverhead(delay, MESSAGES);
  sayRow([delay, quantile(overheads, 0.5), Math.max(...overheads)]);
}
say();
say(`Text interviews in real rooms, ${DURATION / 1000} s, a model that takes ${MODEL_DELAY} ms:`);
say();
sayHead(['at once', 'answers', 'p50 ms', 'p95 ms', 'core', 'MB', 'MB beyond idle']);
for (const interviews of INTERVIEWS) {
  const { answers, latencies, cpu, memory, idleMemory } = await measureAtOnce(
    interviews,
    DURATION,
    MODEL_DELAY,
  );
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
  sayRow([
    interviews,
    answers,
    quantile(latencies, 0.5),
    quantile(latencies, 0.95),
    `${(cpu * 100).toFixed(1)} %`,
    megabytes(memory),
    megabytes(memory - idleMemory),
  ]);
}

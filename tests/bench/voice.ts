import os from 'node:os';
import { parseArgs } from 'node:util';
import { say, sayHead } from './tape/say.ts';
import { measureOverhead, TURNS } from './voice/overhead.ts';
import { saySummary, sayVerdict } from './voice/summary.ts';

/**
 * The AI interviewer in a call: what it adds to the time of the services that it asks.
 *
 *   npm run bench voice [-- --only overhead] [-- --rounds 40]
 */
const PARTS = ['overhead'] as const;
const AIMS = { overheadMs: 50 };
const DELAYS = { transcribe: 300, model: 600, speech: 250 };

const { values } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string' } } });
const only = PARTS.find((part) => part === values.only);
if (values.only !== undefined && only === undefined) {
  process.stderr.write(`There is no part "${values.only}". Choose from: ${PARTS.join(', ')}.\n`);
  process.exit(1);
}
const rounds = values.rounds === undefined ? null : Number(values.rounds);
if (rounds !== null && !(Number.isInteger(rounds) && rounds > 0)) {
  process.stderr.write('--rounds wants a whole number above 0.\n');
  process.exit(1);
}
const wants = (part: (typeof PARTS)[number]) => only === undefined || only === part;

say(
  `Load of this machine in the last minute: ${(os.loadavg()[0] ?? 0).toFixed(1)} on ${os.cpus().length} cores.`,
);
if (wants('overhead')) await overhead();
process.exit(0);

async function overhead(): Promise<void> {
  say();
  say(
    'From the end of speech to the first sound of the answer, beyond endpointing, transcription, the model’s first',
  );
  say(
    `sentence and its sound (${DELAYS.transcribe}, ${DELAYS.model} and ${DELAYS.speech} ms), in virtual milliseconds:`,
  );
  say();
  sayHead(['turn', 'turns', 'p50', 'p95', 'max']);
  const all: number[] = [];
  for (const kind of TURNS) {
    const overheads = await measureOverhead(kind, DELAYS, rounds ?? 50);
    all.push(...overheads);
    saySummary(kind, overheads);
  }
  sayVerdict('own overhead, max', Math.max(...all), AIMS.overheadMs, 'ms');
}

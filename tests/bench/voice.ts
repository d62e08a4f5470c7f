import os from 'node:os';
import { parseArgs } from 'node:util';
import { ENDPOINTING, LEAST_INTERRUPTION, VOICE_SILENCE } from '../../interviewer/voice/voice-limits.ts';
import { say, sayHead, sayRow } from './tape/say.ts';
import { measureOverhead, TURNS } from './voice/overhead.ts';
import {
  BenchServices,
  bargeInSchema,
  heapsSchema,
  silenceBeforeAnswer,
  turnsSchema,
} from './voice/run-measured.ts';
import { quantile, saySummary, sayVerdict, slope } from './voice/summary.ts';

/**
 * The AI interviewer in a call: what it adds to the time of the services that it asks, how soon it falls silent, what
 * eight interviews cost one process, and whether an hour leaves anything behind.
 *
 *   npm run bench voice [-- --only overhead|barge-in|at-once|soak] [-- --rounds 40]
 *
 * Services of speech and the model are on loopback in this process, with these delays; agent sessions are real ones
 * with the real detector of voices, each with a microphone and a loudspeaker in memory instead of a call, in a process
 * of their own.
 */
const PARTS = ['overhead', 'barge-in', 'at-once', 'soak'] as const;
const DELAYS = { transcribe: 300, model: 600, speech: 250 };
const AIMS = { overheadMs: 50, bargeInMs: 200, growthKb: 20, leftKb: 100 };
const AT_ONCE = [1, 8];
const SOAK_MINUTES = 60;
const SOAK_SESSIONS = 4;
/** With fewer rounds the heap's own noise is larger than what is looked for. */
const LEAST_SOAK = 8;

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
const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(0);

sayLoad();
const services = await BenchServices.start(DELAYS);
if (wants('overhead')) await overhead();
if (wants('barge-in')) await bargeIn();
if (wants('at-once')) await atOnce();
if (wants('soak')) await soak();
await services.stop();
say();
sayLoad();
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

async function bargeIn(): Promise<void> {
  const { late, silences, slips } = await services.measure(bargeInSchema, 'barge-in', 1, rounds ?? 20);
  say();
  say(
    `Speech over its voice, from the least that stops it (${LEAST_INTERRUPTION} ms) to the last of its sound, in real milliseconds:`,
  );
  say();
  sayHead(['what', 'rounds', 'p50', 'p95', 'max']);
  saySummary('to silence', silences);
  saySummary('sound after that, when the pause becomes an end', slips);
  saySummary('lateness of bare timers meanwhile', late);
  sayVerdict('barge-in to silence, p95', quantile(silences, 0.95), AIMS.bargeInMs, 'ms');
}

async function atOnce(): Promise<void> {
  // endpointing goes on while the words are transcribed
  const hearing = Math.max(ENDPOINTING.talk.minDelay, VOICE_SILENCE + DELAYS.transcribe);
  const lead = Math.round(await silenceBeforeAnswer());
  const given = hearing + DELAYS.model + DELAYS.speech + lead;
  say();
  say(
    'Interviews by voice in one process, turn after turn, in real milliseconds from the end of speech to the first',
  );
  say(
    `sound of the answer; ${given} of them are endpointing, transcription, model, sound and ${lead} of its own silence:`,
  );
  say();
  sayHead([
    'at once',
    'turns',
    'p50',
    'p95',
    'max',
    'p50 beyond',
    'timers late p50',
    'p95',
    'core',
    'MB',
    'heap MB',
  ]);
  const cores: number[] = [];
  for (const count of AT_ONCE) {
    const found = await services.measure(turnsSchema, 'turns', count, rounds ?? 6);
    const { core, heapBytes, late, latencies, rss } = found;
    cores.push(core);
    sayRow([
      ...[count, latencies.length],
      ...[quantile(latencies, 0.5), quantile(latencies, 0.95), Math.max(...latencies)],
      quantile(latencies, 0.5) - given,
      ...[quantile(late, 0.5).toFixed(1), quantile(late, 0.95).toFixed(1)],
      ...[`${(core * 100).toFixed(1)} %`, megabytes(rss), megabytes(heapBytes)],
    ]);
  }
  const [one = Number.NaN, many = Number.NaN] = cores;
  say(`processor time of ${AT_ONCE.at(-1)} to that of 1: ${(many / one).toFixed(1)}`);
}

async function soak(): Promise<void> {
  const hour = await services.measure(heapsSchema, 'conversation', 1, SOAK_MINUTES);
  const sessions = await services.measure(
    heapsSchema,
    'open-and-close',
    SOAK_SESSIONS,
    Math.max(LEAST_SOAK, rounds ?? 12),
  );
  say();
  say(
    `Heap in MB after everything that can go has gone: an hour of talk in virtual time, every 5 minutes; and rounds of`,
  );
  say(`${SOAK_SESSIONS} real sessions that are opened, spoken through and closed:`);
  say();
  const show = (heaps: readonly number[]) => heaps.map((bytes) => (bytes / 1024 / 1024).toFixed(2)).join(' ');
  say(`hour: ${show(hour.heaps)}`);
  say(`sessions: ${show(sessions.heaps)}`);
  // what is loaded and compiled at first is no growth
  const perMinute = slope(hour.heaps.slice(2)) / 5 / 1024;
  const perSession = slope(sessions.heaps.slice(2)) / SOAK_SESSIONS / 1024;
  sayVerdict('growth of the heap by a minute of talk (its chat is kept)', perMinute, AIMS.growthKb, 'kB', 1);
  sayVerdict('growth of the heap by a session that was closed', perSession, AIMS.leftKb, 'kB', 1);
}

function sayLoad(): void {
  const [load = Number.NaN] = os.loadavg();
  say(`Load of this machine in the last minute: ${load.toFixed(1)} on ${os.cpus().length} cores.`);
}

import type { Run, RunOutcome } from '#core/room-protocol.ts';
import type { Verdict } from '#core/sandbox-protocol.ts';

/** How an outcome is shown; the word says it, colour and icon repeat it. */
export interface OutcomeLook {
  word: string;
  tone: 'good' | 'bad' | 'warn' | 'neutral';
  /** What to do next, or why. Null where the word says all. */
  hint: string | null;
}

const VERDICT_LOOKS: Record<Verdict, OutcomeLook> = {
  accepted: { word: 'Finished', tone: 'good', hint: null },
  wrong_answer: { word: 'Wrong answer', tone: 'bad', hint: null },
  time_limit: {
    word: 'Out of time',
    tone: 'warn',
    hint: 'It ran longer than a run may. Look for a loop without end.',
  },
  memory_limit: { word: 'Out of memory', tone: 'warn', hint: 'It used more memory than a run may.' },
  output_limit: {
    word: 'Too much output',
    tone: 'warn',
    hint: 'It printed more than a run may. The rest was cut.',
  },
  runtime_error: { word: 'Failed', tone: 'bad', hint: null },
  compile_error: { word: 'Did not compile', tone: 'bad', hint: null },
  killed: { word: 'Stopped', tone: 'neutral', hint: null },
  internal: { word: 'Could not run', tone: 'warn', hint: 'Something failed on our side. Run it again.' },
};

/** How this outcome reads. A program that ends with a failing exit code has failed. */
export function lookOf(outcome: RunOutcome): OutcomeLook {
  if (outcome.type === 'failed') return { word: 'Could not run', tone: 'warn', hint: outcome.message };
  return VERDICT_LOOKS[outcome.verdict];
}

/** What programs say in several languages when they read and nothing is there. */
const WANTED_INPUT = /EOFError|NoSuchElementException|EOF when reading a line/;

/** What to do next about a run that has ended, or null. */
export function hintOf(run: Run): string | null {
  if (!run.outcome) return null;
  const failed = run.outcome.type === 'ended' && run.outcome.verdict === 'runtime_error';
  const hasWanted = run.output.some(({ stream, text }) => stream === 'stderr' && WANTED_INPUT.test(text));
  if (failed && hasWanted)
    return 'It wanted to read more input than it was given. Press Input to give it some.';
  return lookOf(run.outcome).hint;
}

/** Time, memory and exit code as shown after the verdict, those that are known. */
export function factsOf(outcome: RunOutcome): string[] {
  if (outcome.type === 'failed') return [];
  const facts = [formatTime(outcome.timeMs)];
  if (outcome.memoryBytes !== null) facts.push(formatBytes(outcome.memoryBytes));
  // Where the word says that we ended it, the signal with which we did says nothing more.
  if (outcome.verdict !== 'runtime_error') return facts;
  if (outcome.signal) facts.push(`signal ${outcome.signal.replace(/^SIG/, '')}`);
  else if (outcome.exitCode !== null && outcome.exitCode !== 0) facts.push(`exit code ${outcome.exitCode}`);
  return facts;
}

/** `84 ms`, `1.42 s`. */
export function formatTime(time: number): string {
  return time < 1000 ? `${Math.round(time)} ms` : `${(time / 1000).toFixed(2)} s`;
}

/** `9.4 MB`. */
export function formatBytes(bytes: number): string {
  const megabytes = bytes / (1024 * 1024);
  return megabytes >= 100 ? `${Math.round(megabytes)} MB` : `${megabytes.toFixed(1)} MB`;
}

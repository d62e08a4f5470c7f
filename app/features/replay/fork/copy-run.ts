import type { Run } from '#core/room-protocol.ts';
import type { RunEvent } from '#core/sandbox-protocol.ts';
import type { TestEvent } from '#core/test-protocol.ts';

/** Nobody of an interview: runs of a copy belong to no participant. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** A run of a copy in the form of the room's runs, so that the same parts show it. */
export function startCopyRun(
  entry: string,
  language: Run['language'],
  runId: string,
  startedAt: number,
): Run {
  return {
    runId,
    byParticipantId: NOBODY,
    byName: 'You',
    entry,
    language,
    position: 0,
    startedAt,
    queuePosition: null,
    output: [],
    isInteractive: false,
    tests: null,
    outcome: null,
  };
}

/** The run after an event of the sandbox. */
export function applyCopyEvent(run: Run, event: RunEvent | TestEvent): Run {
  switch (event.type) {
    case 'queued':
      return { ...run, queuePosition: event.position };
    case 'started':
      return { ...run, queuePosition: null };
    case 'start':
      return { ...run, queuePosition: null, tests: { total: event.total, results: [], summary: null } };
    case 'output':
      return { ...run, queuePosition: null, output: append(run.output, event) };
    case 'test_result':
      return {
        ...run,
        tests: run.tests && { ...run.tests, results: [...run.tests.results, event.result] },
      };
    case 'done': {
      const { verdict, timeMs, cpuMs, memoryBytes } = event.summary;
      const outcome = {
        verdict,
        timeMs,
        cpuMs,
        memoryBytes,
        exitCode: null,
        signal: null,
        outputTruncated: false,
      };
      return {
        ...run,
        queuePosition: null,
        tests: run.tests && { ...run.tests, summary: event.summary },
        outcome: { type: 'ended', ...outcome },
      };
    }
    case 'ended':
      return { ...run, queuePosition: null, outcome: event };
    case 'failed':
    case 'error':
      return failCopyRun(run, event.message);
  }
}

/** The run after trouble that is not the program's. The message says what to do. */
export function failCopyRun(run: Run, message: string): Run {
  return { ...run, queuePosition: null, outcome: { type: 'failed', code: 'sandbox_unavailable', message } };
}

/** The run that one has stopped. */
export function stopCopyRun(run: Run, now: number): Run {
  if (run.outcome) return run;
  return {
    ...run,
    queuePosition: null,
    outcome: {
      type: 'ended',
      verdict: 'killed',
      exitCode: null,
      signal: null,
      timeMs: Math.max(0, now - run.startedAt),
      cpuMs: null,
      memoryBytes: null,
      outputTruncated: false,
    },
  };
}

/** Pieces of one stream that follow each other become one, so that a talkative program stays a short list. */
function append(output: Run['output'], { stream, text }: { stream: 'stdout' | 'stderr'; text: string }) {
  const last = output.at(-1);
  if (last?.stream !== stream) return [...output, { stream, text }];
  return [...output.slice(0, -1), { ...last, text: last.text + text }];
}

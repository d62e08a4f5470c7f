import type { Run, ServerMessageOf } from './room-protocol.ts';

type RunMessage = ServerMessageOf<
  'welcome' | 'run' | 'run-queued' | 'run-output' | 'run-input' | 'run-test' | 'run-ended'
>;

/** What ran and runs in the room. Immutable. */
export interface RunState {
  /** The run that goes on, or the last one, programs and tests alike. */
  run: Run | null;
  /** The last run of a program: its output stays to be read while tests run. */
  programRun: Run | null;
  /** The last run of the tests: its results stay to be read while a program runs. */
  testRun: Run | null;
  /** The run whose input somebody has ended, so that nothing more can be typed into it. */
  endedInputOf: string | null;
}

export const initialRunState: RunState = { run: null, programRun: null, testRun: null, endedInputOf: null };

/** The runs after a message of the room. What belongs to an earlier run changes nothing. */
export function reduceRuns(state: RunState, message: RunMessage): RunState {
  switch (message.type) {
    case 'welcome':
      return message.run ? withNewest(state, message.run) : { ...pick(state), run: null };
    case 'run':
      return withNewest(state, message.run);
    case 'run-queued':
      return changed(state, message.runId, (run) => ({ ...run, queuePosition: message.queuePosition }));
    case 'run-output':
      return changed(state, message.runId, (run) => ({
        ...run,
        queuePosition: null,
        output: appendOutput(run.output, { stream: message.stream, text: message.text }),
      }));
    case 'run-input': {
      const { runId, text, byName, isEnd } = message;
      const next = changed(state, runId, (run) =>
        text === '' ? run : { ...run, output: appendOutput(run.output, { stream: 'stdin', text, byName }) },
      );
      return isEnd ? { ...pick(next), endedInputOf: runId } : next;
    }
    case 'run-test':
      return changed(state, message.runId, (run) => ({
        ...run,
        queuePosition: null,
        tests: run.tests && {
          ...run.tests,
          results: [
            ...run.tests.results.filter(({ index }) => index !== message.result.index),
            message.result,
          ],
        },
      }));
    case 'run-ended':
      return changed(state, message.runId, (run) => ({
        ...run,
        queuePosition: null,
        outcome: message.outcome,
        tests: run.tests && { ...run.tests, summary: message.summary },
      }));
  }
}

function withNewest(state: RunState, run: Run): RunState {
  return {
    ...pick(state),
    run,
    ...(run.tests ? { testRun: run } : { programRun: run }),
  };
}

function changed(state: RunState, runId: string, change: (run: Run) => Run): RunState {
  if (state.run?.runId !== runId) return state;
  return withNewest(state, change(state.run));
}

/** The runs alone, of a state that holds more. */
function pick({ run, programRun, testRun, endedInputOf }: RunState): RunState {
  return { run, programRun, testRun, endedInputOf };
}

type Output = Run['output'];

/** Pieces of one stream (and, of what was typed, one person) that follow each other become one, so that a talkative program stays a short list. */
function appendOutput(output: Output, piece: Output[number]): Output {
  const last = output.at(-1);
  if (last?.stream !== piece.stream || last.byName !== piece.byName) return [...output, piece];
  return [...output.slice(0, -1), { ...last, text: last.text + piece.text }];
}

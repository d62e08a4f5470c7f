import type { ForkRun, ForkTest } from '#core/replay-protocol.ts';
import type { RunEvent } from '#core/sandbox-protocol.ts';
import type { CaseResult, TestEvent } from '#core/test-protocol.ts';
import type { ReplayRefusal } from '../replay-requests.ts';
import type { ForkApi } from './fork-api.ts';

export const ENDED: RunEvent = {
  type: 'ended',
  verdict: 'accepted',
  exitCode: 0,
  signal: null,
  timeMs: 12,
  cpuMs: 10,
  memoryBytes: 9_000_000,
  outputTruncated: false,
};

/** What came of a case, as a test event. */
export function caseEvent(index: number, name: string, verdict: CaseResult['verdict']): TestEvent {
  const result = {
    index,
    name,
    isHidden: false,
    weight: 1,
    verdict,
    timeMs: 1,
    memoryBytes: null,
    detail: null,
  };
  return { type: 'test_result', result };
}

/** A sandbox in memory that tells what the test wants, and runs on where the last event is none that ends. */
export class FakeFork implements ForkApi {
  readonly copies: (ForkRun | ForkTest)[] = [];
  runEvents: RunEvent[] = [{ type: 'started' }, { type: 'output', stream: 'stdout', text: '42\n' }, ENDED];
  testEvents: TestEvent[] = [];
  refusal: ReplayRefusal | null = null;
  /** The line stays open after the last event until it is stopped. */
  staysOpen = false;

  run(copy: ForkRun, signal: AbortSignal): AsyncIterable<RunEvent> {
    return this.#tell(copy, this.runEvents, signal);
  }

  test(copy: ForkTest, signal: AbortSignal): AsyncIterable<TestEvent> {
    return this.#tell(copy, this.testEvents, signal);
  }

  async *#tell<T>(copy: ForkRun | ForkTest, events: T[], signal: AbortSignal): AsyncGenerator<T> {
    this.copies.push(copy);
    if (this.refusal) throw this.refusal;
    yield* events;
    if (!this.staysOpen) return;
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  }
}

import type { ForkRun, ForkTest } from '#core/replay-protocol.ts';
import { type RunEvent, runEventSchema } from '#core/sandbox-protocol.ts';
import { type TestEvent, testEventSchema } from '#core/test-protocol.ts';
import { readReplayEvents, requestReplay } from '../replay-requests.ts';

/** Runs copies of a moment. Both throw `ReplayRefusal` when the app says no; the signal stops what runs. */
export interface ForkApi {
  run(copy: ForkRun, signal: AbortSignal): AsyncIterable<RunEvent>;
  test(copy: ForkTest, signal: AbortSignal): AsyncIterable<TestEvent>;
}

/** Runs copies of this interview's moments over HTTP. */
export function createForkApi(interviewId: string, fetcher: typeof fetch = fetch): ForkApi {
  const address = `/api/replay/${interviewId}`;
  return {
    async *run(body, signal) {
      const response = await requestReplay(`${address}/run`, { method: 'POST', body, signal, fetcher });
      yield* readReplayEvents(response, runEventSchema);
    },
    async *test({ language, entry, files }, signal) {
      const body = { language, entry, files };
      const response = await requestReplay(`${address}/tests`, { method: 'POST', body, signal, fetcher });
      yield* readReplayEvents(response, testEventSchema);
    },
  };
}

import { type CurveEvent, curveEventSchema } from '#core/replay-protocol.ts';
import { readReplayEvents, requestReplay } from '../replay-requests.ts';

/** Tells the curve of a replay as it is computed. Throws `ReplayRefusal` when the app says no. */
export type ReadCurve = (signal: AbortSignal) => AsyncIterable<CurveEvent>;

/** The curve of this interview over HTTP. */
export function createCurveReader(interviewId: string, fetcher: typeof fetch = fetch): ReadCurve {
  return async function* readCurve(signal) {
    const response = await requestReplay(`/api/replay/${interviewId}/curve`, { signal, fetcher });
    yield* readReplayEvents(response, curveEventSchema);
  };
}

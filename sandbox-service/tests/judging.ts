import { buildBody, type RunSpec, readEvents, type Service, TOKEN } from './harness.ts';

export interface TestSpec extends Omit<RunSpec, 'stdin'> {
  /** As people write it. */
  suite: Record<string, unknown>;
  isolation?: 'shared' | 'fresh';
}

/** The wire as a stranger would write it down: a change of the contract must break these tests. */
export interface WireResult {
  index: number;
  name: string;
  isHidden: boolean;
  weight: number;
  verdict: string;
  timeMs: number | null;
  memoryBytes: number | null;
  detail: { input: string; expected: string; actual: string | null; stdout: string; message: string } | null;
}
export interface WireSummary {
  verdict: string;
  passed: number;
  total: number;
  score: number;
  timeMs: number;
  cpuMs: number | null;
  memoryBytes: number | null;
}
export type WireTestEvent =
  | { type: 'queued'; position: number }
  | { type: 'start'; total: number }
  | { type: 'output'; stream: 'stderr'; text: string }
  | { type: 'test_result'; result: WireResult }
  | { type: 'done'; summary: WireSummary }
  | { type: 'error'; code: string; message: string };

/** The body of a request, with fresh ids where the test does not care. */
export function buildTestBody({ suite, isolation, ...spec }: TestSpec): Record<string, unknown> {
  return { ...buildBody(spec), suite, ...(isolation ? { isolation } : {}) };
}

/** Posts a body as it is. */
export function postTests(service: Service, body: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(`${service.url}/v1/tests`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
}

/** Starts tests and gives their events as they come. */
export async function* streamTests(
  service: Service,
  spec: TestSpec,
  signal?: AbortSignal,
): AsyncGenerator<WireTestEvent> {
  yield* readEvents<WireTestEvent>(await postTests(service, buildTestBody(spec), signal));
}

export interface Tested {
  events: WireTestEvent[];
  results: WireResult[];
  verdicts: string[];
  /** What was said outside of the cases. */
  output: string;
  summary: WireSummary;
}

/** Tests from start to end. Throws when the service itself failed. */
export async function runTests(service: Service, spec: TestSpec): Promise<Tested> {
  const events: WireTestEvent[] = [];
  for await (const event of streamTests(service, spec)) events.push(event);
  const last = events.at(-1);
  if (last?.type !== 'done') throw new Error(`The tests have no end: ${JSON.stringify(last)}`);
  const results = events.flatMap((event) => (event.type === 'test_result' ? [event.result] : []));
  return {
    events,
    results,
    verdicts: results.map(({ verdict }) => verdict),
    output: events.map((event) => (event.type === 'output' ? event.text : '')).join(''),
    summary: last.summary,
  };
}

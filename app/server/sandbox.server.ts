import type { z } from 'zod';
import { readReplayEvents } from '#app/features/replay/replay-requests.ts';
import { ERRORS, type ErrorCode, errorCodeSchema } from '#core/error-codes.ts';
import {
  type RunEvent,
  type RunRequestInput,
  runEventSchema,
  SANDBOX_RUN_HEADER,
  SANDBOX_RUNS_PATH,
} from '#core/sandbox-protocol.ts';
import {
  SANDBOX_TESTS_PATH,
  type TestEvent,
  type TestRequestInput,
  testEventSchema,
} from '#core/test-protocol.ts';
import { getEnv } from './env.server.ts';
import { logError } from './log.server.ts';

/** Runs a program in the sandbox and yields what comes of it; the last event is `ended` or `failed`. Aborting stops it. */
export function runInSandbox(request: RunRequestInput, signal: AbortSignal): AsyncIterable<RunEvent> {
  return follow<RunEvent>(SANDBOX_RUNS_PATH, request, signal, {
    schema: runEventSchema,
    isLast: ({ type }) => type === 'ended' || type === 'failed',
    fail: (code) => ({ type: 'failed', code, message: ERRORS[code].text }),
  });
}

/** Runs tests in the sandbox and yields what comes of them; the last event is `done` or `error`. Aborting stops them. */
export function testInSandbox(request: TestRequestInput, signal: AbortSignal): AsyncIterable<TestEvent> {
  return follow<TestEvent>(SANDBOX_TESTS_PATH, request, signal, {
    schema: testEventSchema,
    isLast: ({ type }) => type === 'done' || type === 'error',
    fail: (code) => ({ type: 'error', code, message: ERRORS[code].text }),
  });
}

interface Following<T> {
  schema: z.ZodType<T>;
  isLast(event: T): boolean;
  /** The last event where the service does not give one. */
  fail(code: ErrorCode): T;
}

async function* follow<T>(
  path: string,
  request: { runId: string },
  signal: AbortSignal,
  { schema, isLast, fail }: Following<T>,
): AsyncGenerator<T> {
  const env = getEnv();
  try {
    const response = await fetch(env.SANDBOX_URL + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${env.SANDBOX_SERVICE_TOKEN}`,
        'content-type': 'application/json',
        [SANDBOX_RUN_HEADER]: request.runId,
      },
      body: JSON.stringify(request),
      signal,
    });
    if (!response.ok) {
      logError('sandbox', 'The sandbox refused a run.', { status: response.status });
      yield fail(await readRefusal(response));
      return;
    }
    for await (const event of readReplayEvents(response, schema)) {
      yield event;
      if (isLast(event)) return;
    }
    if (signal.aborted) return;
    logError('sandbox', 'The sandbox ended a run without a result.');
  } catch (error) {
    if (signal.aborted) return;
    logError('sandbox', 'The sandbox does not answer.', {
      cause: error instanceof Error ? error.name : 'unknown',
    });
  }
  yield fail('sandbox_unavailable');
}

/** Refusals that mean something to people; all others mean that the service cannot be used. */
async function readRefusal(response: Response): Promise<ErrorCode> {
  if (response.status === 413) return 'too_large';
  const body: unknown = await response.json().catch(() => null);
  const code = errorCodeSchema.safeParse((body as { code?: unknown } | null)?.code);
  return code.data === 'sandbox_busy' || code.data === 'bad_request' ? code.data : 'sandbox_unavailable';
}

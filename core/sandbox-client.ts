import { z } from 'zod';
import { ERRORS, type ErrorCode, errorCodeSchema } from './error-codes.ts';
import {
  type RunEvent,
  type RunRequestInput,
  runEventSchema,
  SANDBOX_RUN_HEADER,
  SANDBOX_RUNS_PATH,
} from './sandbox-protocol.ts';
import { readServerSentEvents } from './server-sent-events.ts';
import {
  SANDBOX_TESTS_PATH,
  type TestEvent,
  type TestRequestInput,
  testEventSchema,
} from './test-protocol.ts';

/** Where a sandbox service is, and the word that it takes orders by. */
export interface SandboxAddress {
  url: string;
  token: string;
}

interface FollowOptions {
  /** Aborting stops the run and ends the events without a last one. */
  signal: AbortSignal;
  /** Told what an operator should know; `fields` never hold anything of people. */
  onTrouble: (message: string, fields?: Record<string, string | number>) => void;
}

/** Runs a program and yields what comes of it; the last event is `ended` or `failed`. Trouble is an event, never thrown. */
export function runInSandbox(
  sandbox: SandboxAddress,
  request: RunRequestInput,
  options: FollowOptions,
): AsyncGenerator<RunEvent> {
  return follow<RunEvent>(sandbox, request, options, {
    path: SANDBOX_RUNS_PATH,
    schema: runEventSchema,
    isLast: ({ type }) => type === 'ended' || type === 'failed',
    fail: failed,
  });
}

/** Runs tests and yields what comes of them; the last event is `done` or `error`. Trouble is an event, never thrown. */
export function testInSandbox(
  sandbox: SandboxAddress,
  request: TestRequestInput,
  options: FollowOptions,
): AsyncGenerator<TestEvent> {
  return follow<TestEvent>(sandbox, request, options, {
    path: SANDBOX_TESTS_PATH,
    schema: testEventSchema,
    isLast: ({ type }) => type === 'done' || type === 'error',
    fail: (code) => ({ ...failed(code), type: 'error' }),
  });
}

/** A request to the service, with its word. Throws as `fetch` does. */
export function askSandbox(
  { url, token }: SandboxAddress,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  return fetch(new URL(path, url), {
    ...init,
    headers: { ...init.headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
}

/** A `failed` event with the text that people read. */
export function failed(code: ErrorCode): Extract<RunEvent, { type: 'failed' }> {
  return { type: 'failed', code, message: ERRORS[code].text };
}

interface Kind<T> {
  path: string;
  schema: z.ZodType<T>;
  isLast(event: T): boolean;
  /** The last event where the service does not give one. */
  fail(code: ErrorCode): T;
}

async function* follow<T>(
  sandbox: SandboxAddress,
  request: { runId: string },
  { signal, onTrouble }: FollowOptions,
  { path, schema, isLast, fail }: Kind<T>,
): AsyncGenerator<T> {
  try {
    const headers = { [SANDBOX_RUN_HEADER]: request.runId };
    const body = JSON.stringify(request);
    const response = await askSandbox(sandbox, path, { method: 'POST', headers, body, signal });
    if (!response.ok || !response.body) {
      onTrouble('The sandbox refused a run.', { status: response.status });
      yield fail(await readRefusal(response));
      return;
    }
    for await (const data of readServerSentEvents(response.body)) {
      const event = schema.parse(JSON.parse(data));
      yield event;
      if (isLast(event)) return;
    }
    onTrouble('The sandbox ended a run without a result.');
  } catch (error) {
    if (signal.aborted) return;
    onTrouble('The sandbox does not answer.', { error: error instanceof Error ? error.name : 'unknown' });
  }
  yield fail('sandbox_unavailable');
}

/** Refusals of the service that mean something to people; all others mean that it cannot be used. */
async function readRefusal(response: Response): Promise<ErrorCode> {
  const code = response.status === 413 ? 'too_large' : parseRefusal(await response.text());
  return code === 'sandbox_busy' || code === 'too_large' ? code : 'sandbox_unavailable';
}

const refusalSchema = z.object({ code: errorCodeSchema });

/** The code in a refusal's body, or null when it is not one of ours. */
export function parseRefusal(body: string): ErrorCode | null {
  try {
    return refusalSchema.parse(JSON.parse(body)).code;
  } catch {
    return null; // not ours: the caller says in its place that the service cannot be used
  }
}

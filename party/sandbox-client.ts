import { z } from 'zod';
import { ERRORS, type ErrorCode, errorCodeSchema } from '#core/error-codes.ts';
import { type LanguageStatus, languageStatusSchema } from '#core/languages.ts';
import {
  type RunEvent,
  type RunInput,
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
import { type Archive, archiveSchema, SANDBOX_VOLUMES_PATH } from '#core/workspace-protocol.ts';
import type { Log } from './log.ts';
import { ARCHIVE_TIMEOUT, SANDBOX_TIMEOUT } from './room-limits.ts';
import { readEvents } from './server-sent-events.ts';

export interface SandboxAddress {
  url: string;
  token: string;
}

/** Where the sandbox service tells what its machine can run. */
export const SANDBOX_LANGUAGES_PATH = '/v1/languages';

/** What the room asks of the sandbox service over HTTP. Trouble on the way is a value, never thrown. */
export interface Sandbox {
  /** Runs a program and yields what comes of it; the last event is `ended` or `failed`. Aborting cancels the run. */
  run(request: RunRequestInput, signal: AbortSignal): AsyncIterable<RunEvent>;
  /** Runs tests and yields what comes of them; the last event is `done` or `error`. Aborting cancels them. */
  test(request: TestRequestInput, signal: AbortSignal): AsyncIterable<TestEvent>;
  /** Types into an interactive run. Null when it was taken. */
  type(runId: string, input: RunInput): Promise<ErrorCode | null>;
  /** What the machine can run, or null when the service does not say. */
  listLanguages(): Promise<LanguageStatus[] | null>;
  /** Packs the interview's workspace and then removes it. Null when that failed; the workspace is then still there. */
  archive(interviewId: string): Promise<Archive | null>;
}

/** A sandbox service at this address. */
export function connectSandbox({ url, token }: SandboxAddress, log: Log): Sandbox {
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(new URL(path, url), {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });

  /** The events of one answer, up to the last one; the caller's `fail` makes the last one where the service does not. */
  async function* follow<T>(
    path: string,
    request: { runId: string },
    signal: AbortSignal,
    { schema, isLast, fail }: { schema: z.ZodType<T>; isLast: (event: T) => boolean; fail: Fail<T> },
  ): AsyncGenerator<T> {
    try {
      const headers = { [SANDBOX_RUN_HEADER]: request.runId };
      const response = await ask(path, { method: 'POST', headers, body: JSON.stringify(request), signal });
      if (!response.ok || !response.body) {
        log.error('The sandbox refused a run.', { status: response.status });
        yield fail(await readRefusal(response));
        return;
      }
      for await (const data of readEvents(response.body)) {
        const event = schema.parse(JSON.parse(data));
        yield event;
        if (isLast(event)) return;
      }
      log.error('The sandbox ended a run without a result.');
    } catch (error) {
      if (signal.aborted) return;
      log.error('The sandbox does not answer.', { error: nameOf(error) });
    }
    yield fail('sandbox_unavailable');
  }

  return {
    run: (request, signal) =>
      follow<RunEvent>(SANDBOX_RUNS_PATH, request, signal, {
        schema: runEventSchema,
        isLast: ({ type }) => type === 'ended' || type === 'failed',
        fail: failed,
      }),
    test: (request, signal) =>
      follow<TestEvent>(SANDBOX_TESTS_PATH, request, signal, {
        schema: testEventSchema,
        isLast: ({ type }) => type === 'done' || type === 'error',
        fail: (code) => ({ ...failed(code), type: 'error' }),
      }),
    type: async (runId, input) => {
      try {
        const response = await ask(`${SANDBOX_RUNS_PATH}/${runId}/input`, {
          method: 'POST',
          body: JSON.stringify(input),
          signal: AbortSignal.timeout(SANDBOX_TIMEOUT),
        });
        const body = await response.text();
        return response.ok ? null : (parseRefusal(body) ?? 'sandbox_unavailable');
      } catch (error) {
        log.error('The sandbox does not answer.', { error: nameOf(error) });
        return 'sandbox_unavailable';
      }
    },
    listLanguages: async () => {
      try {
        const signal = AbortSignal.timeout(SANDBOX_TIMEOUT);
        const response = await ask(SANDBOX_LANGUAGES_PATH, { signal });
        return response.ok ? languagesSchema.parse(await response.json()).languages : null;
      } catch (error) {
        log.info('The sandbox does not say what it can run.', { error: nameOf(error) });
        return null;
      }
    },
    archive: async (interviewId) => {
      const volume = `${SANDBOX_VOLUMES_PATH}/${interviewId}`;
      try {
        const signal = AbortSignal.timeout(ARCHIVE_TIMEOUT);
        const packed = await ask(`${volume}/archive`, { method: 'POST', signal });
        if (!packed.ok) throw new Error(`status ${packed.status}`);
        const archive = archiveSchema.parse(await packed.json());
        const removed = await ask(volume, { method: 'DELETE', signal });
        if (!removed.ok) log.error('A workspace was archived but not removed.', { status: removed.status });
        return archive;
      } catch (error) {
        log.error('A workspace was not archived. It stays where it is.', { error: nameOf(error) });
        return null;
      }
    },
  };
}

/** A `failed` event with the text that people read. */
export function failed(code: ErrorCode): Extract<RunEvent, { type: 'failed' }> {
  return { type: 'failed', code, message: ERRORS[code].text };
}

type Fail<T> = (code: ErrorCode) => T;

const languagesSchema = z.object({ languages: z.array(languageStatusSchema) });
const refusalSchema = z.object({ code: errorCodeSchema });

/** Refusals of the service that mean something to people; all others mean that it cannot be used. */
async function readRefusal(response: Response): Promise<ErrorCode> {
  const code = response.status === 413 ? 'too_large' : parseRefusal(await response.text());
  return code === 'sandbox_busy' || code === 'too_large' ? code : 'sandbox_unavailable';
}

/** The code in a refusal's body, or null when it is not one of ours. */
export function parseRefusal(body: string): ErrorCode | null {
  try {
    return refusalSchema.parse(JSON.parse(body)).code;
  } catch {
    return null; // not ours: the caller says in its place that the service cannot be used
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

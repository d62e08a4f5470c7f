import { z } from 'zod';
import type { ErrorCode } from '#core/error-codes.ts';
import { type LanguageStatus, languageStatusSchema } from '#core/languages.ts';
import {
  askSandbox,
  parseRefusal,
  runInSandbox,
  type SandboxAddress,
  testInSandbox,
} from '#core/sandbox-client.ts';
import {
  type RunEvent,
  type RunInput,
  type RunRequestInput,
  SANDBOX_RUNS_PATH,
} from '#core/sandbox-protocol.ts';
import type { TestEvent, TestRequestInput } from '#core/test-protocol.ts';
import { type Archive, archiveSchema, SANDBOX_VOLUMES_PATH } from '#core/workspace-protocol.ts';
import type { Log } from './log.ts';
import { ARCHIVE_TIMEOUT, SANDBOX_TIMEOUT } from './room-limits.ts';

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
export function connectSandbox(address: SandboxAddress, log: Log): Sandbox {
  const ask = (path: string, init?: RequestInit) => askSandbox(address, path, init);
  const onTrouble: Log['error'] = (message, fields) => log.error(message, fields);
  return {
    run: (request, signal) => runInSandbox(address, request, { signal, onTrouble }),
    test: (request, signal) => testInSandbox(address, request, { signal, onTrouble }),
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

const languagesSchema = z.object({ languages: z.array(languageStatusSchema) });

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

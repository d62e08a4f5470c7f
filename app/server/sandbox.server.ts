import type { ErrorCode } from '#core/error-codes.ts';
import * as sandbox from '#core/sandbox-client.ts';
import type { RunEvent, RunRequestInput } from '#core/sandbox-protocol.ts';
import type { TestEvent, TestRequestInput } from '#core/test-protocol.ts';
import { getEnv } from './env.server.ts';
import { logError } from './log.server.ts';

/** Runs a program in the sandbox and yields what comes of it; the last event is `ended` or `failed`. Aborting stops it. */
export function runInSandbox(request: RunRequestInput, signal: AbortSignal): AsyncIterable<RunEvent> {
  return sandbox.runInSandbox(address(), request, { signal, onTrouble });
}

/** Runs tests in the sandbox and yields what comes of them; the last event is `done` or `error`. Aborting stops them. */
export function testInSandbox(request: TestRequestInput, signal: AbortSignal): AsyncIterable<TestEvent> {
  return sandbox.testInSandbox(address(), request, { signal, onTrouble });
}

function address(): sandbox.SandboxAddress {
  const { SANDBOX_URL: url, SANDBOX_SERVICE_TOKEN: token } = getEnv();
  return { url, token };
}

function onTrouble(message: string, fields?: Record<string, string | number>): void {
  logError('sandbox', message, fields);
}

/** Whether the service could not do its work, which says nothing about what was to be run: it may be tried again. */
export function isOurs(code: ErrorCode): boolean {
  return code === 'sandbox_unavailable' || code === 'sandbox_busy' || code === 'internal';
}

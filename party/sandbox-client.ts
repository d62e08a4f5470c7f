import { ERRORS, type ErrorCode } from '#core/error-codes.ts';
import {
  type RunEvent,
  type RunRequestInput,
  runEventSchema,
  SANDBOX_RUNS_PATH,
} from '#core/sandbox-protocol.ts';
import type { Log } from './log.ts';
import { MAX_SANDBOX_EVENT_BYTES } from './room-limits.ts';

export interface SandboxAddress {
  url: string;
  token: string;
}

/** Runs a program and yields what comes of it; the last event is always `ended` or `failed`. Aborting cancels the run. */
export type RunInSandbox = (request: RunRequestInput, signal: AbortSignal) => AsyncIterable<RunEvent>;

/** A sandbox service over HTTP. Trouble on the way is a `failed` event, never thrown. */
export function connectSandbox(address: SandboxAddress, log: Log): RunInSandbox {
  return async function* run(request, signal) {
    try {
      const response = await fetch(new URL(SANDBOX_RUNS_PATH, address.url), {
        method: 'POST',
        headers: { authorization: `Bearer ${address.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(request),
        signal,
      });
      if (!response.ok || !response.body) {
        log.error('The sandbox refused a run.', { status: response.status });
        yield failed(await readRefusal(response));
        return;
      }
      for await (const data of readEvents(response.body)) {
        const event = runEventSchema.parse(JSON.parse(data));
        yield event;
        if (event.type === 'ended' || event.type === 'failed') return;
      }
      log.error('The sandbox ended a run without a result.');
    } catch (error) {
      if (signal.aborted) return;
      log.error('The sandbox does not answer.', { error: error instanceof Error ? error.name : 'unknown' });
    }
    yield failed('sandbox_unavailable');
  };
}

/** A `failed` event with the text that people read. */
export function failed(code: ErrorCode): Extract<RunEvent, { type: 'failed' }> {
  return { type: 'failed', code, message: ERRORS[code].text };
}

/** Refusals of the service that mean something to people; all others mean that it cannot be used. */
async function readRefusal(response: Response): Promise<ErrorCode> {
  const body = await response.text();
  for (const code of ['sandbox_busy', 'too_large'] as const) {
    if (body.includes(`"${code}"`) || response.status === (code === 'too_large' ? 413 : 0)) return code;
  }
  return 'sandbox_unavailable';
}

/** The data of each server-sent event. Throws when one is longer than any of ours. */
async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      text = (text + decoder.decode(value, { stream: true })).replaceAll('\r\n', '\n');
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const data = readData(text.slice(0, end));
        text = text.slice(end + 2);
        if (data !== '') yield data;
      }
      if (text.length > MAX_SANDBOX_EVENT_BYTES) throw new Error('An event of the sandbox is too long.');
    }
  } finally {
    await reader.cancel();
  }
}

function readData(event: string): string {
  const lines = event.split('\n').filter((line) => line.startsWith('data:'));
  return lines.map((line) => line.slice(line.startsWith('data: ') ? 6 : 5)).join('\n');
}

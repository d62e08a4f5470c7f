import type { ServerResponse } from 'node:http';
import { ERRORS, type ErrorCode } from '#core/error-codes.ts';
import type { RunEvent } from '#core/sandbox-protocol.ts';

/** Refuses a request with JSON in the shape of a `failed` event, so that a client reads one shape. */
export function refuse(response: ServerResponse, code: ErrorCode, message: string = ERRORS[code].text): void {
  const refusal: RunEvent = { type: 'failed', code, message };
  // A body that was not read to its end must not be taken for the next request.
  if (!response.req.complete) response.setHeader('connection', 'close');
  sendJson(response, ERRORS[code].status, refusal);
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

/**
 * Starts work whose events are streamed as server-sent events, or refuses. `start` gets where events go and returns how
 * to stop, or why it was not taken; its events wait until the answer has begun. The response closing stops the work.
 */
export function streamEvents<Event extends { type: string }>(options: {
  response: ServerResponse;
  start: (emit: (event: Event) => void) => { stop(): void } | ErrorCode;
  isLast: (event: Event) => boolean;
}): void {
  const { response, start, isLast } = options;
  let isOpen = false;
  const early: Event[] = [];
  const emit = (event: Event) => {
    if (!isOpen) return void early.push(event);
    // Events of one moment go out together: a run's last output and its end, for instance.
    if (response.writableCorked === 0) {
      response.cork();
      process.nextTick(() => response.uncork());
    }
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (isLast(event)) response.end();
  };
  const handle = start(emit);
  if (typeof handle === 'string') {
    refuse(response, handle);
    return;
  }
  // The response closes when the client goes away, and also after the last event, when stopping does nothing.
  response.on('close', () => handle.stop());
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  isOpen = true;
  for (const event of early) emit(event);
}

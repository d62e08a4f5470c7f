/** How often an open stream says something, so that no proxy between takes it for dead. */
const ALIVE_EVERY = 15_000;

/**
 * An answer of server-sent events, each event's data one JSON value. `begin` gets the signal that aborts when the reader
 * goes away, and must stop its work then. What it throws breaks the stream off: expected trouble is an event.
 */
export function eventStream<T>(
  request: Request,
  begin: (signal: AbortSignal) => AsyncIterable<T>,
  headers: Headers,
): Response {
  const gone = new AbortController();
  const signal = AbortSignal.any([request.signal, gone.signal]);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const alive = setInterval(() => controller.enqueue(encoder.encode(': \n\n')), ALIVE_EVERY);
      try {
        for await (const event of begin(signal)) {
          if (signal.aborted) break;
          controller.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`));
        }
        if (!gone.signal.aborted) controller.close();
      } catch (error) {
        if (!gone.signal.aborted) controller.error(error);
      } finally {
        clearInterval(alive);
      }
    },
    cancel() {
      gone.abort();
    },
  });
  const all = new Headers(headers);
  all.set('content-type', 'text/event-stream; charset=utf-8');
  all.set('cache-control', 'no-store');
  // nginx would hold events back until its buffer is full.
  all.set('x-accel-buffering', 'no');
  return new Response(body, { headers: all });
}

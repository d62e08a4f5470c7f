import { z } from 'zod';
import { ERRORS, type ErrorCode, errorCodeSchema } from '#core/error-codes.ts';

const errorReplySchema = z.object({ error: z.object({ code: errorCodeSchema, message: z.string() }) });

/** One event as text. The largest of ours is a test's result of a few dozen kilobytes; a stream without end must not fill memory. */
const MAX_EVENT_LENGTH = 4 * 1024 * 1024;

/** The app said no, or did not answer. The message is for people: what happened and what to do. */
export class ReplayRefusal extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string = ERRORS[code].text) {
    super(message);
    this.code = code;
  }
}

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
  /** The request outlives the page, for what is sent while one leaves. */
  isParting?: boolean;
  fetcher?: typeof fetch;
}

/** Asks the app. Throws `ReplayRefusal` when it says no or does not answer, and the signal's reason when that ends it. */
export async function requestReplay(address: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', body, signal, isParting = false, fetcher = fetch } = options;
  let response: Response;
  try {
    response = await fetcher(address, {
      method,
      keepalive: isParting,
      ...(signal && { signal }),
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  } catch {
    signal?.throwIfAborted();
    throw new ReplayRefusal('internal', 'No connection. Check the network, then try again.');
  }
  if (response.ok) return response;
  const reply = errorReplySchema.safeParse(await response.json().catch(() => null));
  if (reply.success) throw new ReplayRefusal(reply.data.error.code, reply.data.error.message);
  throw new ReplayRefusal('internal'); // a proxy's page instead of the app's answer
}

/**
 * The events of an answer of server-sent events, in order; those that this page does not know are passed over. Ends
 * where the stream ends, also where it breaks off: the caller knows its last event. The answer is given up when the
 * caller stops reading.
 */
export async function* readReplayEvents<T>(response: Response, schema: z.ZodType<T>): AsyncGenerator<T> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
      if (done) return;
      text = (text + decoder.decode(value, { stream: true })).replaceAll('\r\n', '\n');
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = schema.safeParse(readData(text.slice(0, end)));
        text = text.slice(end + 2);
        if (event.success) yield event.data;
      }
      if (text.length > MAX_EVENT_LENGTH) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** What an event carries, or null where it carries no JSON. */
function readData(event: string): unknown {
  const lines = event.split('\n').filter((line) => line.startsWith('data:'));
  try {
    return JSON.parse(lines.map((line) => line.slice(5)).join('\n'));
  } catch {
    return null; // a comment that keeps the line open, or not ours
  }
}

import { z } from 'zod';
import { ERRORS, type ErrorCode, errorCodeSchema } from '#core/error-codes.ts';
import { readServerSentEvents } from '#core/server-sent-events.ts';

const errorReplySchema = z.object({ error: z.object({ code: errorCodeSchema, message: z.string() }) });

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
  if (!response.body) return;
  const all = readServerSentEvents(response.body);
  try {
    for (;;) {
      const { value, done } = await all.next().catch(() => ({ value: '', done: true }));
      if (done) return;
      const event = schema.safeParse(parseJson(value));
      if (event.success) yield event.data;
    }
  } finally {
    await all.return(undefined);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not ours
  }
}

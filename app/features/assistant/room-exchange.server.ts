import { z } from 'zod';
import { logError } from '#app/server/log.server.ts';
import { askRoom } from '#app/server/room-control.server.ts';
import {
  type AssistantContext,
  type AssistantRequest,
  assistantContextSchema,
} from '#core/assistant-service.ts';
import { type ErrorCode, errorCodeSchema } from '#core/error-codes.ts';

/** How long the room may take to say what it has, in milliseconds: it may have to wake up. */
const ROOM_TIMEOUT = 10_000;
/** How long pieces of an answer are gathered before the room passes them on. Reads as live, and spares it a request a word. */
const PART_WINDOW = 250;
/** How often the end of an answer is told before it is given up; the room then ends it by itself. */
const ANSWER_TRIES = 3;

const refusalSchema = z.object({ code: errorCodeSchema, message: z.string() });

/** Why the room did not take a question. */
export interface RoomRefusal {
  code: ErrorCode;
  message: string;
}

/** Has the room write a question down, and give what the answer may rest on; or why not. */
export async function beginExchange(
  interviewId: string,
  request: Extract<AssistantRequest, { type: 'ask' }>,
): Promise<AssistantContext | RoomRefusal> {
  const response = await send(interviewId, request);
  if (!response)
    return {
      code: 'room_unavailable',
      message: 'The room does not answer right now. Try again in a moment.',
    };
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return assistantContextSchema.parse(body);
  return refusalSchema.parse(body);
}

/** Hands an answer on to the room as it is written: in pieces, one request after the other, and whole at the end. */
export class ExchangeTeller {
  readonly #interviewId: string;
  readonly #id: string;
  #waiting = '';
  #timer: NodeJS.Timeout | null = null;
  #line: Promise<void> = Promise.resolve();
  /** Aborts when the room no longer takes the answer: the interview has ended, or it was given up. */
  readonly refused = new AbortController();

  constructor(interviewId: string, id: string) {
    this.#interviewId = interviewId;
    this.#id = id;
  }

  part(text: string): void {
    this.#waiting += text;
    this.#timer ??= setTimeout(() => this.#flush(), PART_WINDOW);
  }

  /** Says the answer whole. Resolves when the room has it, or could not be told. */
  async end(answer: Omit<Extract<AssistantRequest, { type: 'answer' }>, 'type' | 'id'>): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    await this.#line;
    for (let n = 0; n < ANSWER_TRIES; n++) {
      const response = await send(this.#interviewId, { type: 'answer', id: this.#id, ...answer });
      await response?.body?.cancel();
      // a conflict: the room has ended it by itself, or an earlier try arrived
      if (response && response.status < 500) return;
    }
    logError('model', 'An answer did not reach its room.', { interviewId: this.#interviewId });
  }

  #flush(): void {
    this.#timer = null;
    const text = this.#waiting;
    this.#waiting = '';
    this.#line = this.#line.then(async () => {
      const response = await send(this.#interviewId, { type: 'part', id: this.#id, text });
      await response?.body?.cancel();
      if (response?.status === 409) this.refused.abort();
    });
  }
}

/** Null when the room does not answer. */
async function send(interviewId: string, request: AssistantRequest): Promise<Response | null> {
  try {
    return await askRoom(interviewId, 'assistant', {
      method: 'POST',
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(ROOM_TIMEOUT),
    });
  } catch (error) {
    logError('room', 'The room server did not answer.', {
      type: request.type,
      cause: error instanceof Error ? error.name : 'unknown',
    });
    return null;
  }
}

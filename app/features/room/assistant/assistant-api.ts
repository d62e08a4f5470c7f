import type { AssistantQuestion } from '#core/assistant.ts';
import { type AssistantEvent, assistantEventSchema } from '#core/assistant-service.ts';
import { readServerSentEvents } from '#core/server-sent-events.ts';

/** Why a question was not taken, in words for whoever asked. */
export class AssistantRefusal extends Error {}

/** Asks the assistant of this interview. Gives what it answers as it comes; throws `AssistantRefusal` when nothing was begun. */
export type AskAssistant = (
  interviewId: string,
  question: AssistantQuestion,
  signal: AbortSignal,
) => AsyncIterable<AssistantEvent>;

const BROKEN: AssistantEvent = {
  type: 'error',
  code: 'model_unavailable',
  message: 'The line to the assistant broke. What it had said is kept.',
};

export const askAssistant: AskAssistant = async function* (interviewId, question, signal) {
  const response = await fetch(`/api/assistant/${interviewId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(question),
    signal,
  }).catch(() => null);
  if (!response) throw new AssistantRefusal('The app does not answer. Try again in a moment.');
  if (!response.ok || !response.body) {
    const said = (await response.json().catch(() => null))?.error?.message;
    throw new AssistantRefusal(typeof said === 'string' ? said : `The app answered ${response.status}.`);
  }
  try {
    for await (const data of readServerSentEvents(response.body)) {
      const event = assistantEventSchema.parse(JSON.parse(data));
      yield event;
      if (event.type === 'done' || event.type === 'error') return;
    }
    yield BROKEN;
  } catch {
    if (!signal.aborted) yield BROKEN; // whatever it was, nothing more of this answer can be read
  }
};

import type { ChatMessage } from '#core/room-protocol.ts';

export interface OutgoingChat {
  /** Chosen here, so that saying it again after a lost line does not say it twice. */
  id: string;
  text: string;
  state: 'sending' | 'failed';
  /** Why it failed, in words. */
  problem: string | null;
}

export type Outbox = readonly OutgoingChat[];

export function addOutgoing(outbox: Outbox, id: string, text: string): Outbox {
  return [...outbox, { id, text, state: 'sending', problem: null }];
}

/** Marks one message as not taken; unknown ids change nothing. */
export function failOutgoing(outbox: Outbox, id: string, problem: string): Outbox {
  return change(outbox, id, (message) => ({ ...message, state: 'failed', problem }));
}

export function retryOutgoing(outbox: Outbox, id: string): Outbox {
  return change(outbox, id, (message) => ({ ...message, state: 'sending', problem: null }));
}

export function discardOutgoing(outbox: Outbox, id: string): Outbox {
  return outbox.filter((message) => message.id !== id);
}

/** Takes out what the room has said. */
export function settleOutgoing(outbox: Outbox, said: readonly Pick<ChatMessage, 'id'>[]): Outbox {
  if (outbox.length === 0) return outbox;
  const ids = new Set(said.map(({ id }) => id));
  const rest = outbox.filter(({ id }) => !ids.has(id));
  return rest.length === outbox.length ? outbox : rest;
}

function change(outbox: Outbox, id: string, to: (message: OutgoingChat) => OutgoingChat): Outbox {
  if (!outbox.some((message) => message.id === id)) return outbox;
  return outbox.map((message) => (message.id === id ? to(message) : message));
}

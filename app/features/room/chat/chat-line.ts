import type { ChatMessage, ClientMessage, ServerMessage } from '#core/room-protocol.ts';
import { Store } from '../store.ts';
import {
  addOutgoing,
  discardOutgoing,
  failOutgoing,
  type Outbox,
  retryOutgoing,
  settleOutgoing,
} from './outbox.ts';

/** A message that the room has not repeated by then is shown as not sent, with a button to try again. */
const PATIENCE = 8000;

/** What one person says: kept until the room has repeated it, and sent again after a lost line under the same id. */
export class ChatLine {
  readonly outbox = new Store<Outbox>([]);
  /** Hands a message to the socket; false without a connection. */
  readonly #send: (message: ClientMessage) => boolean;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(send: (message: ClientMessage) => boolean) {
    this.#send = send;
  }

  /** Says something. Without a connection it waits in the outbox until there is one. */
  say(text: string): void {
    const id = crypto.randomUUID();
    this.outbox.update((outbox) => addOutgoing(outbox, id, text));
    this.#try(id);
  }

  sayAgain(id: string): void {
    this.outbox.update((outbox) => retryOutgoing(outbox, id));
    this.#try(id);
  }

  discard(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.outbox.update((outbox) => discardOutgoing(outbox, id));
  }

  /** Takes note of what the room said. `said`: the chat as it is with it. */
  hear(message: ServerMessage, said: readonly ChatMessage[]): void {
    if (message.type === 'refused' && message.requestId) this.#fail(message.requestId, message.message);
    if (message.type !== 'welcome' && message.type !== 'chat') return;
    this.outbox.update((outbox) => settleOutgoing(outbox, said));
    if (message.type === 'chat') return;
    for (const { id, state } of this.outbox.get()) if (state === 'sending') this.#try(id);
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #try(id: string): void {
    const message = this.outbox.get().find((outgoing) => outgoing.id === id);
    if (!message || !this.#send({ type: 'chat', id, text: message.text })) return;
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => this.#fail(id, 'Not sent: the room did not answer.'), PATIENCE),
    );
  }

  #fail(id: string, problem: string): void {
    clearTimeout(this.#timers.get(id));
    this.outbox.update((outbox) => failOutgoing(outbox, id, problem));
  }
}

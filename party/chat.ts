import { CHAT_HISTORY } from '#core/limits.ts';
import type { ChatMessage, Person } from '#core/room-protocol.ts';
import { keyOf } from './storage.ts';
import { CHAT_PREFIX } from './stored.ts';

/** The last messages, by their keys in storage. Older ones stand in the journal only. */
export class ChatHistory {
  readonly #messages: Map<string, ChatMessage>;
  readonly #ids: Set<string>;
  #next: number;

  constructor(messages: Map<string, ChatMessage> = new Map()) {
    this.#messages = messages;
    this.#ids = new Set([...messages.values()].map(({ id }) => id));
    const last = [...messages.keys()].at(-1);
    this.#next = last === undefined ? 0 : Number.parseInt(last.slice(CHAT_PREFIX.length), 36) + 1;
  }

  list(): ChatMessage[] {
    return [...this.#messages.values()];
  }

  /** Adds what somebody said, or returns null when this id was said before: they sent it again after a lost line. */
  add(
    said: { id: string; text: string },
    { participantId, name, role, colour }: Person,
    at: number,
  ): { message: ChatMessage; key: string; dropped: string[] } | null {
    if (this.#ids.has(said.id)) return null;
    const message: ChatMessage = { id: said.id, text: said.text, participantId, name, role, colour, at };
    const key = CHAT_PREFIX + keyOf(this.#next++);
    this.#messages.set(key, message);
    this.#ids.add(message.id);
    return { message, key, dropped: this.#dropOldest() };
  }

  #dropOldest(): string[] {
    const dropped: string[] = [];
    for (const [key, message] of this.#messages) {
      if (this.#messages.size <= CHAT_HISTORY) break;
      this.#messages.delete(key);
      this.#ids.delete(message.id);
      dropped.push(key);
    }
    return dropped;
  }
}

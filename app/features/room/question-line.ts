import type { ClientMessageInput } from '#core/room-protocol.ts';

/** What this browser asks about the questions of the plan. False without a connection. */
export class QuestionLine {
  readonly #send: (message: ClientMessageInput) => boolean;

  constructor(send: (message: ClientMessageInput) => boolean) {
    this.#send = send;
  }

  readonly ask = (questionId: string): boolean =>
    this.#send({ type: 'ask-question', requestId: crypto.randomUUID(), questionId });

  readonly nextHint = (): boolean => this.#send({ type: 'next-hint', requestId: crypto.randomUUID() });
}

import type { ClientMessageInput } from '#core/room-protocol.ts';

/** What this browser asks of the interview's clock. False without a connection: nothing of it is worth keeping for later. */
export class TimeLine {
  readonly #send: (message: ClientMessageInput) => boolean;

  constructor(send: (message: ClientMessageInput) => boolean) {
    this.#send = send;
  }

  readonly pause = (): boolean => this.#send({ type: 'pause', requestId: crypto.randomUUID() });

  readonly resume = (): boolean => this.#send({ type: 'resume', requestId: crypto.randomUUID() });

  readonly addTime = (minutes: number): boolean =>
    this.#send({ type: 'add-time', requestId: crypto.randomUUID(), minutes });
}

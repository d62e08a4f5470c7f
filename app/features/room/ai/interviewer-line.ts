import type { ClientMessageInput } from '#core/room-protocol.ts';

/** What this browser asks about the AI interviewer, and about ending without a person. False without a connection. */
export class InterviewerLine {
  readonly #send: (message: ClientMessageInput) => boolean;

  constructor(send: (message: ClientMessageInput) => boolean) {
    this.#send = send;
  }

  /** Takes the floor: to interview oneself, or only to keep the AI quiet. */
  readonly hold = (takesOver: boolean): boolean =>
    this.#send({ type: 'hold-interviewer', requestId: crypto.randomUUID(), takesOver });

  readonly handBack = (): boolean => this.#send({ type: 'hand-back', requestId: crypto.randomUUID() });

  /** Ends the interview, for a candidate whom nobody interviews. */
  readonly handIn = (): boolean => this.#send({ type: 'end-interview', requestId: crypto.randomUUID() });
}

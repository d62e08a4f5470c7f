import type { ProposalDecision } from '#core/assistant.ts';
import type { ClientMessageInput } from '#core/room-protocol.ts';

/** What this browser tells the room about the assistant: questions go to the app. False without a connection. */
export class AssistantLine {
  readonly #send: (message: ClientMessageInput) => boolean;

  constructor(send: (message: ClientMessageInput) => boolean) {
    this.#send = send;
  }

  decide(exchangeId: string, proposalId: string, decision: ProposalDecision): boolean {
    const requestId = crypto.randomUUID();
    return this.#send({ type: 'decide-proposal', requestId, exchangeId, proposalId, decision });
  }
}

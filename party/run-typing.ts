import type { ErrorCode } from '#core/error-codes.ts';
import type { RunInput } from '#core/sandbox-protocol.ts';
import { MAX_UNSENT_INPUT } from './room-limits.ts';
import type { Sandbox } from './sandbox-client.ts';

/** What people type into programs, on its way to the sandbox: in order, one piece after the other. */
export class RunTyping {
  readonly #send: Sandbox['type'];
  #last: Promise<unknown> = Promise.resolve();
  #unsent = 0;

  constructor(send: Sandbox['type']) {
    this.#send = send;
  }

  /** Whether this text may be sent now, or too much waits before it. */
  hasRoomFor(text: string): boolean {
    return this.#unsent + text.length <= MAX_UNSENT_INPUT;
  }

  /** Resolves once the sandbox has taken it, to null, or to why it has not. */
  async send(runId: string, input: RunInput): Promise<ErrorCode | null> {
    this.#unsent += input.text.length;
    const sent = this.#last.then(() => this.#send(runId, input));
    this.#last = sent;
    const code = await sent;
    this.#unsent -= input.text.length;
    return code;
  }
}

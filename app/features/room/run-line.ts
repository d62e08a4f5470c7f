import { MAX_RUN_INPUT } from '#core/limits.ts';
import type { ClientMessageInput } from '#core/room-protocol.ts';

/** What a program is given to read: text before it starts, and whether people go on typing while it runs. */
export interface ProgramInput {
  stdin: string;
  isInteractive: boolean;
}

/** What one person asks of the sandbox, by way of the room. Answers come back as the room's state, refusals by their request. */
export class RunLine {
  /** Hands a message to the socket; false without a connection. */
  readonly #send: (message: ClientMessageInput) => boolean;

  constructor(send: (message: ClientMessageInput) => boolean) {
    this.#send = send;
  }

  /** Asks to run a file. False without a connection. */
  start(fileId: string, { stdin, isInteractive }: ProgramInput): boolean {
    return this.#send({ type: 'run', requestId: crypto.randomUUID(), fileId, stdin, isInteractive });
  }

  /** Asks to run the problem's tests against a file. False without a connection. */
  startTests(fileId: string): boolean {
    return this.#send({ type: 'run-tests', requestId: crypto.randomUUID(), fileId });
  }

  /** Types a line into the program that runs. False when it is too long or there is no connection. */
  type(runId: string, line: string): boolean {
    const text = `${line}\n`;
    if (text.length > MAX_RUN_INPUT) return false;
    return this.#send({ type: 'run-input', requestId: crypto.randomUUID(), runId, text });
  }

  /** Says that nothing more comes: the program reads the end of its input. */
  endInput(runId: string): boolean {
    return this.#send({ type: 'run-input', requestId: crypto.randomUUID(), runId, text: '', isEnd: true });
  }

  /** Stops a program or the tests. */
  stop(runId: string): void {
    this.#send({ type: 'stop-run', requestId: crypto.randomUUID(), runId });
  }
}

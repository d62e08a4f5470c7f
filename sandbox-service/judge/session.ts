import type { Verdict } from '#core/sandbox-protocol.ts';

/** Verdicts of a program that gave no value. */
export type FailureVerdict = Exclude<Verdict, 'accepted' | 'wrong_answer' | 'compile_error' | 'internal'>;

/** Why there is no value; the message is for whoever wrote the program. */
export interface Failure {
  type: 'failed';
  verdict: FailureVerdict;
  message: string;
}

/** What came of one case. */
export interface Reply {
  outcome: { type: 'value'; value: unknown } | Failure;
  /** Wall clock in milliseconds, from our question to the answer. */
  timeMs: number;
  /** Highest memory use of the process so far, or null where the machine cannot tell. */
  memoryBytes: number | null;
  /** What the program printed meanwhile, on both streams, cut. */
  printed: string;
}

/** A process with the candidate's program and a harness in it, asked one case at a time. */
export interface Session {
  /** Waits until the program is loaded; a failure when it does not load. Rejects with `SandboxTrouble`. */
  load(): Promise<Failure | null>;
  /** Asks for one case's value, for at most `timeMs`. Rejects with `SandboxTrouble`. */
  ask(question: { index: number; line: string; timeMs: number }): Promise<Reply>;
  /** Whether more can be asked. */
  readonly isAlive: boolean;
  /** Ends it and gives its place back; resolves to the processor time it took, in milliseconds. Never rejects. */
  close(): Promise<number | null>;
}

import type { Failure, Reply, Session } from './session.ts';

export interface FakeProgram {
  /** What loading gives, for each process in turn; the last counts for all that follow. */
  loads?: (Failure | null)[];
  /** The answer to a line; a failure ends the process, as the real one does for all but an error of the function. */
  answer: (line: string, indexInProcess: number) => Reply['outcome'];
}

/** A session without a sandbox, for tests of what is around it. */
export class FakeSession implements Session {
  readonly asked: string[] = [];
  isAlive = true;
  isClosed = false;
  /** What it was opened with; null where whoever opened it has but one limit. */
  readonly memoryBytes: number | null;
  readonly #load: Failure | null;
  readonly #answer: FakeProgram['answer'];

  constructor(options: {
    load: Failure | null;
    answer: FakeProgram['answer'];
    memoryBytes: number | null;
  }) {
    this.memoryBytes = options.memoryBytes;
    this.#load = options.load;
    this.#answer = options.answer;
  }

  async load(): Promise<Failure | null> {
    if (this.#load) this.isAlive = false;
    return this.#load;
  }

  async ask({ line }: { index: number; line: string; timeMs: number }): Promise<Reply> {
    const outcome = this.#answer(line, this.asked.length);
    this.asked.push(line);
    if (outcome.type === 'failed' && outcome.verdict !== 'runtime_error') this.isAlive = false;
    return { outcome, timeMs: 1, memoryBytes: 1000, printed: `${line}\n` };
  }

  async close(): Promise<number> {
    this.isClosed = true;
    this.isAlive = false;
    return 5;
  }
}

/** Opens fake sessions and keeps them for a test to look at. */
export function openFakes(program: FakeProgram): {
  sessions: FakeSession[];
  open: (memoryBytes?: number) => Promise<Session>;
} {
  const sessions: FakeSession[] = [];
  const loads = program.loads ?? [null];
  return {
    sessions,
    open: async (memoryBytes) => {
      const load = loads[Math.min(sessions.length, loads.length - 1)] ?? null;
      const session = new FakeSession({ load, answer: program.answer, memoryBytes: memoryBytes ?? null });
      sessions.push(session);
      return session;
    },
  };
}

import { z } from 'zod';
import { writeLooseJson } from './json.ts';
import type { Judgement } from './judges.ts';
import { CHECKER_LIMITS } from './limits.ts';
import type { Session } from './session.ts';

/** What `check` may return. */
const checkedSchema = z.union([
  z.boolean(),
  z.object({
    pass: z.boolean(),
    message: z
      .string()
      .nullish()
      .transform((text) => text ?? ''),
  }),
]);

/**
 * Asks an interviewer's `check(input, expected, actual)`, which runs in a sandbox of its own: it may be wrong, and
 * what it reads comes from the candidate. One that fails is never the candidate's fault.
 */
export class Checker {
  readonly #open: () => Promise<Session>;
  readonly #onCpu: (cpuMs: number | null) => void;
  #session: Session | null = null;
  #asked = 0;

  constructor(options: { open: () => Promise<Session>; onCpu: (cpuMs: number | null) => void }) {
    this.#open = options.open;
    this.#onCpu = options.onCpu;
  }

  async judge(answer: { input: unknown; expected: unknown; actual: unknown }): Promise<Judgement> {
    if (this.#session && !this.#session.isAlive) await this.close();
    if (!this.#session) {
      this.#session = await this.#open();
      const failure = await this.#session.load();
      if (failure) return blameChecker(failure.message);
    }
    const index = this.#asked++;
    const line = writeLooseJson({ i: index, input: [answer.input, answer.expected, answer.actual] });
    const { outcome } = await this.#session.ask({ index, line, timeMs: CHECKER_LIMITS.timeMs });
    if (outcome.type === 'failed') return blameChecker(outcome.message);
    const checked = checkedSchema.safeParse(outcome.value);
    if (!checked.success) return blameChecker('check must return true, false or {pass, message}.');
    if (typeof checked.data === 'boolean') return decide(checked.data, '');
    return decide(checked.data.pass, checked.data.message);
  }

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    if (session) this.#onCpu(await session.close());
  }
}

function decide(isRight: boolean, message: string): Judgement {
  return { verdict: isRight ? 'accepted' : 'wrong_answer', message };
}

/** Candidates read this too: the error and its line, and nothing of the checker's source. */
function blameChecker(message: string): Judgement {
  const line = /\bline (\d+)|check\.js:(\d+)/.exec(message);
  const words =
    message
      .split('\n')
      .filter((text) => /^\S/.test(text) && !text.startsWith('Traceback'))
      .at(-1) ?? '';
  const where = line ? ` (line ${line[1] ?? line[2]})` : '';
  return {
    verdict: 'internal',
    message: `The checker of these tests failed${where}, so this answer was not judged. ${words}`.trim(),
  };
}

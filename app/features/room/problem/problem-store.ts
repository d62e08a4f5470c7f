import { type ProblemView, problemViewSchema } from '#core/problem.ts';
import { Store } from '../store.ts';

/** The problem as this person may see it; null before it is known and where there is none. */
export class ProblemStore extends Store<ProblemView | null> {
  readonly #fetch: () => Promise<ProblemView | null>;
  #asked = 0;

  constructor(fetchIt: () => Promise<ProblemView | null>) {
    super(null);
    this.#fetch = fetchIt;
  }

  /** Shows this one; answers that are on their way count no more. */
  take(problem: ProblemView): void {
    this.#asked += 1;
    this.set(problem);
  }

  /** Asks the app anew. What is known stays when it does not answer; of several answers the last question's counts. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    const answer = await this.#fetch().catch(() => undefined);
    if (answer === undefined || asked !== this.#asked) return;
    this.set(answer && (answer.statement.trim() !== '' || answer.tests) ? answer : null);
  }
}

/** Asks the app for the problem of this interview. Throws where there is no readable answer. */
export async function fetchProblem(
  interviewId: string,
  fetcher: typeof fetch = fetch,
): Promise<ProblemView | null> {
  const response = await fetcher(`/api/problem/${interviewId}`);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The app answered ${response.status}.`);
  return problemViewSchema.parse(await response.json());
}

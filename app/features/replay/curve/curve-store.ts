import { Store } from '#app/features/room/store.ts';
import { ReplayRefusal } from '../replay-requests.ts';
import type { ReadCurve } from './curve-api.ts';
import { applyCurveEvent, type CurveState, failCurve, initialCurve, resumeCurve } from './curve-state.ts';

/** The curve of one replay as this page knows it. */
export class CurveStore extends Store<CurveState> {
  readonly #read: ReadCurve;
  #abort: AbortController | null = null;

  constructor(read: ReadCurve) {
    super(initialCurve);
    this.#read = read;
  }

  /** Asks for the curve, from where it stopped. Resolves when it has ended, however it ends. */
  readonly load = async (): Promise<void> => {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.update(resumeCurve);
    let problem = 'The connection broke. What has been tested is kept: go on when you like.';
    try {
      for await (const event of this.#read(abort.signal)) {
        if (abort.signal.aborted) return;
        this.update((state) => applyCurveEvent(state, event));
      }
    } catch (error) {
      if (error instanceof ReplayRefusal) {
        const { code, message } = error;
        if (code === 'no_tests') {
          this.update((state) => applyCurveEvent(state, { type: 'error', code, message }));
          return;
        }
        problem = message;
      }
    }
    if (!abort.signal.aborted)
      this.update((state) => (state.phase === 'computing' ? failCurve(state, problem) : state));
  };

  /** Stops listening; what is computed stays with the app. */
  readonly stop = (): void => this.#abort?.abort();
}

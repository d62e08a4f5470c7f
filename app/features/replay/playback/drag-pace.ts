/** A drawing that comes later after the one before it than this part of the usual time is late. */
const LATE = 1.4;
/** So many moments shown in time, one after the other, make it worth trying to show one with every drawing again. */
const TRIAL_AFTER = 90;

/**
 * How often a moment is shown while the time is dragged: with every drawing as long as these come in time, else with
 * every second one, so that the line under the pointer never waits for the code. Times are milliseconds, those of the
 * drawings themselves: when their callbacks come to run says little about when they are seen.
 */
export class DragPace {
  #drawnAt: number | null = null;
  /** The least time between two drawings: what the screen allows. */
  #usual = Number.POSITIVE_INFINITY;
  #isHalved = false;
  #shownInTime = 0;
  /** Drawings since a moment was shown. */
  #drawings = Number.POSITIVE_INFINITY;

  /** Whether the next moment may be asked for. */
  get isFree(): boolean {
    return !this.#isHalved || this.#drawings >= 2;
  }

  /** A moment was given to the page, which the next drawing shows. */
  noteMoment(): void {
    this.#drawings = 0;
  }

  noteDrawing(at: number): void {
    const took = this.#drawnAt === null ? 0 : at - this.#drawnAt;
    this.#drawnAt = at;
    this.#drawings++;
    if (took <= 0) return;
    this.#usual = Math.min(this.#usual, took);
    if (took > LATE * this.#usual) {
      this.#isHalved = true;
      this.#shownInTime = 0;
    } else if (this.#isHalved && this.#drawings === 1 && ++this.#shownInTime >= TRIAL_AFTER) {
      this.#isHalved = false;
      this.#shownInTime = 0;
    }
  }
}

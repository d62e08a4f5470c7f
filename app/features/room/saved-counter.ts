/** Whether what this browser typed is on the room's disk. */
export type SavedState =
  /** Everything is. */
  | 'saved'
  /** Connected; the room has yet to confirm. */
  | 'saving'
  /** Not connected, and something typed here is only on this device. */
  | 'offline-unsaved'
  /** Not connected, and nothing typed here is missing. */
  | 'offline';

/**
 * Decides, from what goes over one socket after another, whether everything typed here is saved.
 * The room confirms how many sync frames of the present socket are on its disk. A new socket counts from nothing,
 * and its first step 2 carries whatever the room lacks; so edits made offline are saved once that frame and all
 * after it are confirmed.
 */
export class SavedCounter {
  #isOpen = false;
  #isSynced = false;
  /** The step 2 with everything that the room lacked has been sent on this socket. */
  #hasAnswered = false;
  /** An edit after the step 2 found the socket closing and was not sent. */
  #hasMissed = false;
  #sent = 0;
  #confirmed = 0;
  #hasUnsaved: boolean;

  /** `hasUnsaved`: an earlier visit on this device left edits that the room has not confirmed. */
  constructor({ hasUnsaved = false } = {}) {
    this.#hasUnsaved = hasUnsaved;
  }

  /** An earlier visit left unconfirmed edits; known only after the device's copy was read. */
  restoreUnsaved(): void {
    this.#hasUnsaved = true;
  }

  opened(): void {
    this.#isOpen = true;
    this.#isSynced = false;
    this.#hasAnswered = false;
    this.#hasMissed = false;
    this.#sent = 0;
    this.#confirmed = 0;
  }

  closed(): void {
    this.#isOpen = false;
    this.#isSynced = false;
  }

  /** The room's document has arrived. */
  synced(): void {
    this.#isSynced = true;
    this.#settle();
  }

  sent(kind: 'step-2' | 'update'): void {
    this.#sent += 1;
    if (kind === 'step-2') this.#hasAnswered = true;
  }

  /** Somebody typed here. `wasSent`: a frame with it went out; before the step 2 that frame is not needed. */
  edited({ wasSent }: { wasSent: boolean }): void {
    this.#hasUnsaved = true;
    if (this.#isOpen && this.#hasAnswered && !wasSent) this.#hasMissed = true;
  }

  /** The room has the first `count` sync frames of this socket on its disk. */
  confirmed(count: number): void {
    this.#confirmed = Math.min(this.#sent, Math.max(this.#confirmed, count));
    this.#settle();
  }

  get hasUnsaved(): boolean {
    return this.#hasUnsaved;
  }

  get state(): SavedState {
    if (!this.#isOpen) return this.#hasUnsaved ? 'offline-unsaved' : 'offline';
    return this.#isSettled() ? 'saved' : 'saving';
  }

  #isSettled(): boolean {
    return (
      this.#isOpen &&
      this.#isSynced &&
      this.#hasAnswered &&
      !this.#hasMissed &&
      this.#confirmed === this.#sent
    );
  }

  #settle(): void {
    if (this.#isSettled()) this.#hasUnsaved = false;
  }
}

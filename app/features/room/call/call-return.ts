import { z } from 'zod';
import type { CallWish } from './call-client.ts';
import { CALL_RETURN_KEY } from './call-return-key.ts';

/** Who comes back later than this after the page went is asked anew. Milliseconds. */
export const MAX_RETURN_TIME = 5 * 60_000;

const keptSchema = z.object({
  interviewId: z.string(),
  participantId: z.string(),
  at: z.number(),
  microphone: z.boolean(),
  camera: z.boolean(),
});

interface CallReturnOptions {
  /** The tab's own; null where the browser forbids it, which leaves people out of the call after a reload. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  interviewId: string;
  participantId: string;
  /** Whether this page is the last one, loaded once more. */
  isReload: boolean;
  now?: () => number;
}

/** Brings who reloads the page in mid-call back into it: the same person, in the same tab and interview, within minutes. */
export class CallReturn {
  readonly #options: CallReturnOptions;
  #isTaken = false;

  constructor(options: CallReturnOptions) {
    this.#options = options;
  }

  /** How this person was in the call when the page was reloaded, or null. Told once. */
  take(): CallWish | null {
    this.#isTaken = true;
    const { storage, interviewId, participantId, isReload } = this.#options;
    try {
      const json = storage?.getItem(CALL_RETURN_KEY);
      storage?.removeItem(CALL_RETURN_KEY);
      const kept = keptSchema.parse(JSON.parse(json ?? 'null'));
      const isOwn = kept.interviewId === interviewId && kept.participantId === participantId;
      const isLate = this.#now() - kept.at > MAX_RETURN_TIME;
      return isReload && isOwn && !isLate ? { microphone: kept.microphone, camera: kept.camera } : null;
    } catch {
      return null; // nothing kept, no storage, or not ours
    }
  }

  /** The page goes. `wish`: how this person is in the call, or null for who is not. */
  leavePage(wish: CallWish | null): void {
    // what the page before this one kept still counts while the room was not entered again
    if (!wish && !this.#isTaken) return;
    const { storage, interviewId, participantId } = this.#options;
    try {
      if (!wish) storage?.removeItem(CALL_RETURN_KEY);
      else {
        const kept = { interviewId, participantId, at: this.#now(), ...wish };
        storage?.setItem(CALL_RETURN_KEY, JSON.stringify(kept));
      }
    } catch {
      // a full or forbidden storage: they join again by hand
    }
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}

import { z } from 'zod';
import { Store } from '#app/features/room/store.ts';

const KEY = 'interlace:listening';
/** People of earlier replays who stay muted, at most. */
const MAX_MUTED = 50;

const listeningSchema = z.object({
  /** 0 to 1. */
  volume: z.number().min(0).max(1).catch(1),
  /** Participants. */
  muted: z.array(z.string()).catch([]),
  hasCaptions: z.boolean().catch(false),
});
/** How one person listens to replays. */
export type Listening = z.infer<typeof listeningSchema>;

/** The part of the browser's storage that is needed; null where there is none. */
export type Memory = Pick<Storage, 'getItem' | 'setItem'> | null;

/** Volume, muted people and captions, remembered in this browser. */
export class ListeningStore extends Store<Listening> {
  readonly #memory: Memory;

  constructor(memory: Memory) {
    super(read(memory));
    this.#memory = memory;
  }

  readonly change = (part: Partial<Listening>): void => {
    this.update((listening) => ({ ...listening, ...part }));
    try {
      this.#memory?.setItem(KEY, JSON.stringify(this.get()));
    } catch {
      // no room: it lasts as long as the page
    }
  };

  readonly mute = (participantId: string, isMuted: boolean): void => {
    const others = this.get().muted.filter((id) => id !== participantId);
    this.change({ muted: isMuted ? [...others, participantId].slice(-MAX_MUTED) : others });
  };
}

function read(memory: Memory): Listening {
  try {
    return listeningSchema.parse(JSON.parse(memory?.getItem(KEY) ?? '{}'));
  } catch {
    return listeningSchema.parse({}); // no storage, or not ours
  }
}

/** The browser's storage, or null where it is switched off. */
export function findMemory(): Memory {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

import { z } from 'zod';
import { Store } from '../store.ts';
import type { DeviceKind } from './call-client.ts';

const KEY = 'interlace:call';
const deviceId = z.string().max(200).nullable().catch(null);
const schema = z.object({
  microphone: deviceId,
  camera: deviceId,
  speaker: deviceId,
  joinsMuted: z.boolean().catch(false),
  /** The microphone is on only while a key is held. */
  isPushToTalk: z.boolean().catch(false),
});

/** How this browser likes its calls. */
export type CallPrefs = z.infer<typeof schema>;

/** What was chosen for calls, remembered by this browser. */
export class CallPrefsStore extends Store<CallPrefs> {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | null;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'> | null) {
    super(read(storage));
    this.#storage = storage;
  }

  readonly change = (part: Partial<CallPrefs>): void => {
    this.set({ ...this.get(), ...part });
    try {
      this.#storage?.setItem(KEY, JSON.stringify(this.get()));
    } catch {
      // a full or forbidden storage: the choice lasts as long as the page
    }
  };

  readonly choose = (kind: DeviceKind, id: string | null): void => this.change({ [kind]: id });
}

function read(storage: Pick<Storage, 'getItem'> | null): CallPrefs {
  try {
    return schema.parse(JSON.parse(storage?.getItem(KEY) ?? '{}'));
  } catch {
    return schema.parse({}); // not ours
  }
}

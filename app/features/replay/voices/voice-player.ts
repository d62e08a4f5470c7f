import { Store } from '#app/features/room/store.ts';
import type { AudioSegment } from '#core/audio-segment.ts';
import type { ReplayPlayer } from '../replay-player.ts';
import { ReplayRefusal } from '../replay-requests.ts';
import type { ListeningStore } from './listening.ts';
import { VoiceChannel, type VoiceOutput } from './voice-channel.ts';
import type { VoicesApi } from './voices-api.ts';

/** The fastest speed at which voices can be understood. */
export const FASTEST_VOICE = 2;

/** The part of the player that voices follow. */
export type Followed = Pick<ReplayPlayer, 'atMs' | 'controls' | 'isHeld' | 'tape'>;

export interface VoicesState {
  /** Participants of whom something is stored. */
  speakers: readonly string[];
  /** The browser lets nothing sound before the page is pressed. */
  isBlocked: boolean;
  /** What is missing, in words. */
  problem: string | null;
}

interface VoicePlayerOptions {
  player: Followed;
  listening: ListeningStore;
  api: VoicesApi;
  makeOutput: () => VoiceOutput;
}

/** Plays the voices of a replay: each speaker's own, wherever the replay is. */
export class VoicePlayer {
  readonly state = new Store<VoicesState>({ speakers: [], isBlocked: false, problem: null });
  readonly #options: VoicePlayerOptions;
  readonly #segments = new Map<string, AudioSegment[]>();
  readonly #channels = new Map<string, VoiceChannel>();
  readonly #lost = new Set<string>();
  readonly #stops: (() => void)[];

  constructor(options: VoicePlayerOptions) {
    this.#options = options;
    const { player, listening } = options;
    this.#stops = [player.atMs, player.controls, player.isHeld, listening].map((store) =>
      store.subscribe(this.#follow),
    );
  }

  /** Reads what is stored; of an interview that goes on there is more each time. */
  readonly load = async (): Promise<void> => {
    try {
      const segments = await this.#options.api.list();
      this.#segments.clear();
      for (const segment of segments) {
        const own = this.#segments.get(segment.participantId);
        if (own) own.push(segment);
        else this.#segments.set(segment.participantId, [segment]);
      }
      this.state.update((state) => ({ ...state, speakers: [...this.#segments.keys()], problem: null }));
      this.#follow();
    } catch (error) {
      if (!(error instanceof ReplayRefusal)) throw error;
      this.state.update((state) => ({ ...state, problem: error.message }));
    }
  };

  /** The page was pressed: the browser lets voices sound now. */
  readonly allow = (): void => {
    this.state.update((state) => ({ ...state, isBlocked: false }));
    this.#follow();
  };

  close(): void {
    for (const stop of this.#stops) stop();
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
    this.#segments.clear();
  }

  readonly #follow = (): void => {
    const { player, listening } = this.#options;
    const { speed } = player.controls.get();
    const { volume, muted } = listening.get();
    const at = (player.tape.get()?.startAt ?? 0) + player.atMs.get();
    const isSilent = this.#isSilent();
    for (const [speaker, segments] of this.#segments) {
      const segment = isSilent || muted.includes(speaker) ? undefined : this.#segmentAt(segments, at);
      if (!segment) {
        this.#channels.get(speaker)?.rest();
        continue;
      }
      const channel = this.#channelOf(speaker);
      channel.volume = volume;
      channel.follow({ segment, atMs: at - segment.startedAt, speed });
    }
  };

  #isSilent(): boolean {
    const { player } = this.#options;
    const { isPlaying, speed, isAtLive } = player.controls.get();
    // at the end of a tape that grows the time stands and goes by turns
    const isAtEnd = isAtLive || player.atMs.get() >= (player.tape.get()?.lengthMs ?? 0);
    const { isBlocked } = this.state.get();
    return !isPlaying || isAtEnd || speed > FASTEST_VOICE || isBlocked || player.isHeld.get();
  }

  #segmentAt(segments: readonly AudioSegment[], at: number): AudioSegment | undefined {
    return segments.findLast(
      ({ id, startedAt, durationMs }) =>
        startedAt <= at && at < startedAt + durationMs && !this.#lost.has(id),
    );
  }

  #channelOf(speaker: string): VoiceChannel {
    const known = this.#channels.get(speaker);
    if (known) return known;
    const { api, makeOutput } = this.#options;
    const made = new VoiceChannel({
      output: makeOutput(),
      addressOf: api.addressOf,
      onBlocked: () => {
        this.state.update((state) => ({ ...state, isBlocked: true }));
        this.#follow();
      },
      onLost: (segmentId) => {
        this.#lost.add(segmentId);
        const problem = 'Some voices could not be loaded. Reload the page to try again.';
        this.state.update((state) => ({ ...state, problem }));
        this.#follow();
      },
    });
    this.#channels.set(speaker, made);
    return made;
  }
}

import { useEffect, useState } from 'react';
import type { ReplayPlayer } from '../replay-player.ts';
import type { ListeningStore } from './listening.ts';
import { VoicePlayer } from './voice-player.ts';
import { createVoicesApi } from './voices-api.ts';

/** How often is asked for new stretches while the interview goes on, in milliseconds. */
const LIVE_EVERY = 60_000;

interface UseVoicesOptions {
  interviewId: string;
  player: ReplayPlayer;
  listening: ListeningStore;
  isLive: boolean;
  /** Guests were told that members can hear them: others are not asked for voices. */
  mayHear: boolean;
}

/** The voices of this replay; null before they are there and for those who may not hear them. */
export function useVoices({
  interviewId,
  player,
  listening,
  isLive,
  mayHear,
}: UseVoicesOptions): VoicePlayer | null {
  const [voices, setVoices] = useState<VoicePlayer | null>(null);
  useEffect(() => {
    if (!mayHear) return;
    const made = new VoicePlayer({
      player,
      listening,
      api: createVoicesApi(interviewId),
      makeOutput: () => new Audio(),
    });
    void made.load();
    setVoices(made);
    return () => made.close();
  }, [interviewId, player, listening, mayHear]);
  useEffect(() => {
    if (!voices || !isLive) return;
    const timer = setInterval(voices.load, LIVE_EVERY);
    return () => clearInterval(timer);
  }, [voices, isLive]);
  return voices;
}

import { useEffect, useState } from 'react';
import type { AuthorActivity } from '#core/tape/timeline/activity.ts';
import type { ReplayPlayer } from '../replay-player.ts';
import type { Scale } from './scale.ts';

/** Pixels of one bucket of the waveform. */
const BUCKET = 2;
const MAX_BUCKETS = 2000;

/** Who wrote how much in the stretch that shows, with the stretch it belongs to; the last one while a new one comes. */
export function useActivity(player: ReplayPlayer, scale: Scale, frames: number) {
  const [activity, setActivity] = useState<{ authors: AuthorActivity[]; scale: Scale } | null>(null);
  const { from, to, width } = scale;
  // biome-ignore lint/correctness/useExhaustiveDependencies: more frames change what was written
  useEffect(() => {
    if (width < BUCKET || to <= from) return;
    let isCurrent = true;
    const buckets = Math.min(MAX_BUCKETS, Math.floor(width / BUCKET));
    player.activity({ from, to, buckets }).then(
      (authors) => isCurrent && setActivity({ authors, scale: { from, to, width } }),
      () => undefined, // the waveform of before stays
    );
    return () => {
      isCurrent = false;
    };
  }, [player, from, to, width, frames]);
  return activity;
}

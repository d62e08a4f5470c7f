import { LATEST_SOUND, LONGEST_SILENCE, MOST_AHEAD, RECORD_RATE } from './recorder-limits.ts';

export interface SoundToPlace {
  /** When the file's first sample was said. */
  startedAt: number;
  /** Samples in the file. */
  written: number;
  /** Samples to be added, and when the last of them was said. */
  count: number;
  endsAt: number;
}

/** How sound gets into a file whose time is the clock's: after so many samples of silence, or in another file (null). */
export function placeSound({ startedAt, written, count, endsAt }: SoundToPlace): { silence: number } | null {
  const late = samplesIn(endsAt - startedAt) - written - count;
  if (late > samplesIn(LONGEST_SILENCE) || late < -samplesIn(MOST_AHEAD)) return null;
  return { silence: late > samplesIn(LATEST_SOUND) ? late : 0 };
}

/** Samples in so many milliseconds. */
export function samplesIn(ms: number): number {
  return Math.round((ms / 1000) * RECORD_RATE);
}

/** How long so many samples take, in milliseconds. */
export function timeOf(samples: number): number {
  return (samples / RECORD_RATE) * 1000;
}

import type { Controls } from '../replay-player.ts';

/** Panels hear of the time this often while it plays or is dragged, in milliseconds of real time, however fast that is. */
export const PANEL_TICK = 250;

/** The time as panels are told it: in steps while it plays, at rest to the millisecond. */
export function panelTime(atMs: number, { isPlaying, speed }: Pick<Controls, 'isPlaying' | 'speed'>): number {
  const tick = PANEL_TICK * speed;
  return isPlaying ? Math.floor(atMs / tick) * tick : atMs;
}

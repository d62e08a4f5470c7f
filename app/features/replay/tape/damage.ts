import { formatElapsed } from '#app/features/room/clock.ts';

/** What is said of a recording of which only the beginning can be read; `soundMs` is null when nothing can. */
export function describeDamage(soundMs: number | null): string {
  return soundMs === null
    ? 'This recording is damaged, and nothing of it can be read. Ask whoever runs Interlace for a copy from a backup.'
    : `This recording is damaged. Up to ${formatElapsed(soundMs)} it is as it was; what came after cannot be read. Ask whoever runs Interlace for a copy from a backup.`;
}

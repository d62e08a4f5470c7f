import type { Page } from 'playwright/test';

export const playback = (page: Page) => page.getByRole('toolbar', { name: 'Playback' });

/** The moment that the replay shows, in milliseconds since the start. */
export async function readClock(page: Page): Promise<number> {
  const text = (await playback(page).locator('time').first().textContent()) ?? '';
  const parts = text.trim().split(':').map(Number);
  return Math.round(parts.reduce((sum, part) => sum * 60 + part, 0) * 1000);
}

import type { Room } from '../room-context.ts';

/** Asks something of the room; without a line it says so. What the room refuses it says by itself. */
export function askRoom({ toasts }: Pick<Room, 'toasts'>, ask: () => boolean): void {
  if (ask()) return;
  toasts.show({ text: 'There is no connection right now. Try again in a moment.', tone: 'bad' });
}

import type { Room } from '../room-context.ts';

/** Marks this moment of the record. The room tells everybody who may mark, this browser included; without a line this says so. */
export function markMoment({ session, toasts }: Pick<Room, 'session' | 'toasts'>, label = ''): void {
  if (session.context.mark(label.trim())) return;
  toasts.show({
    text: 'There is no connection right now, so nothing was marked. Try again in a moment.',
    tone: 'bad',
  });
}

import type { NotedSignal } from '#core/room-protocol.ts';
import type { Signal } from '#core/tape/context.ts';

/** What happened, and what innocent reasons there are for it. Never how much it weighs: that is for people. */
export interface SignalWords {
  what: string;
  why: string;
}

/** A signal in plain words. */
export function describeSignal(signal: Signal): SignalWords {
  switch (signal.signal) {
    case 'paste': {
      const length = `${signal.length} ${signal.length === 1 ? 'character' : 'characters'}`;
      return signal.isInternal
        ? {
            what: `Pasted ${length} copied in this room`,
            why: 'Moving one’s own code about is everyday work.',
          }
        : {
            what: `Pasted ${length} from outside the room`,
            why: 'People keep snippets, try things in their own editor, and copy from documentation.',
          };
    }
    case 'focus-lost':
      return {
        what: 'Left the page, and has not come back yet',
        why: 'A message, a second screen or looking something up does the same.',
      };
    case 'focus-back':
      return {
        what: `Left the page for ${formatAway(signal.awayMs)}`,
        why: 'A message, a second screen or looking something up does the same.',
      };
    case 'second-tab':
      return {
        what: 'Opened the room in a second tab',
        why: 'A link pressed twice or a browser that restores its tabs does the same.',
      };
    case 'reconnected':
      return {
        what: `Came back after ${formatAway(signal.awayMs)} without a connection`,
        why: 'Networks drop out and laptops fall asleep.',
      };
  }
}

/** Signals to be shown, newest first: of leaving the page and coming back, the coming back says both. */
export function listShown(signals: readonly NotedSignal[]): NotedSignal[] {
  const isBack = new Set<string>();
  return signals.toReversed().filter(({ participantId, signal }) => {
    if (signal.signal === 'focus-back') isBack.add(participantId);
    return signal.signal !== 'focus-lost' || !isBack.delete(participantId);
  });
}

/** `40 s`, and `2 min 5 s` from a minute on; less than a second counts as one. */
export function formatAway(time: number): string {
  const seconds = Math.max(1, Math.round(time / 1000));
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

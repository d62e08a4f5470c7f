import { useEffect } from 'react';
import type { ReplayPlayer } from '../replay-player.ts';
import { decideReplayKey, type KeyPlace, type ReplayAction } from './replay-keys.ts';

/** Steps of the keys, in milliseconds. */
const STEP = 5000;
const LONG_STEP = 10_000;

/** Ties the keys of the page to the player; `other` takes those that are not the player's. */
export function useReplayKeys(
  player: ReplayPlayer,
  other: (action: 'closer' | 'wider' | 'help') => void,
): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = event.defaultPrevented ? null : decideReplayKey(event, placeOf(event.target));
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      if (action === 'closer' || action === 'wider' || action === 'help') other(action);
      else actOn(player, action);
    };
    // before the editor, which answers every letter with a word about being read-only
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [player, other]);
}

function actOn(player: ReplayPlayer, action: Exclude<ReplayAction, 'closer' | 'wider' | 'help'>): void {
  const acts: Record<typeof action, () => void> = {
    toggle: player.toggle,
    back: () => player.seekBy(-STEP),
    forward: () => player.seekBy(STEP),
    backLong: () => player.seekBy(-LONG_STEP),
    forwardLong: () => player.seekBy(LONG_STEP),
    previousEvent: () => player.stepEvent(-1),
    nextEvent: () => player.stepEvent(1),
    previousEdit: () => player.stepEdit(-1),
    nextEdit: () => player.stepEdit(1),
    start: () => player.seek(0),
    end: player.toEnd,
    faster: () => player.stepSpeed(1),
    slower: () => player.stepSpeed(-1),
  };
  acts[action]();
}

/** The buttons in a chart are its moments, which the keys walk along. */
const MOVING =
  '[role="tree"], [role="tablist"], [role="listbox"], [role="menu"], [role="log"], svg [role="button"], .xterm';

function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof Element)) return 'page';
  // the editor first: what it types into is a field, though nobody can type here
  if (target.closest('.find-widget, [role="dialog"]')) return 'field';
  if (target.closest('.monaco-editor')) return 'editor';
  if (target.closest(MOVING)) return 'moving';
  if (target.closest('input, textarea, select, [contenteditable="true"]')) return 'field';
  if (target.closest('[role="separator"]')) return 'moving';
  return target.closest('button, a[href], summary') ? 'button' : 'page';
}

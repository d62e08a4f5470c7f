import { useEffect, useRef } from 'react';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { useCall } from './call.ts';
import type { CallPhase, CallState } from './call-state.ts';
import { troubleWords } from './device-words.ts';

/** Says to people who use a screen reader who joined and left the call, and how one's own line does. */
export function useCallAnnouncements(): void {
  const { announce } = useRoom();
  const state = useStore(useCall().client.state, (value) => value);
  const before = useRef(state);
  useEffect(() => {
    for (const text of callChanges(before.current, state)) announce(text);
    before.current = state;
  }, [state, announce]);
}

/** What is worth saying between two states of the call. */
export function callChanges(last: CallState, state: CallState): string[] {
  const texts = state.trouble && state.trouble !== last.trouble ? [troubleWords(state.trouble)] : [];
  const [was, is] = [last.phase.type, state.phase.type];
  if (was !== is) return [...texts, ...phaseTexts(was, state.phase)];
  if (is !== 'in') return texts;
  const [had, has] = [last.people, state.people].map(
    (all) => new Map(all.map((one) => [one.identity, one.name])),
  );
  // The first list of people tells who is there, not who came.
  if (last.people.length > 0) {
    for (const [id, name] of has ?? []) if (!had?.has(id)) texts.push(`${name} joined the call`);
    for (const [id, name] of had ?? []) if (!has?.has(id)) texts.push(`${name} left the call`);
  }
  if (last.people.length > 0 && last.isRecorded !== state.isRecorded) {
    texts.push(state.isRecorded ? 'Voices are recorded now' : 'Voices are not recorded any more');
  }
  return texts;
}

function phaseTexts(was: CallPhase['type'], phase: CallPhase): string[] {
  switch (phase.type) {
    case 'in':
      return [was === 'joining' ? 'You joined the call' : 'You are back in the call'];
    case 'lost':
      return was === 'joining' || was === 'lost' ? [] : [`${phase.message} Trying to come back.`];
    case 'idle':
      return ['You left the call'];
    default:
      return [];
  }
}

import { useEffect, useRef } from 'react';
import { lookOf } from './output/outcome.ts';
import { useRoom } from './room-context.ts';
import type { RoomState } from './room-state.ts';
import { useStore } from './use-store.ts';

/** Says to people who use a screen reader what others see happen: who came and went, how runs ended, what was written. */
export function useAnnouncements(): void {
  const { session, announce, toasts, visitor } = useRoom();
  const before = useRef<RoomState | null>(null);
  const state = useStore(session.state, (value) => value);
  useEffect(() => {
    const last = before.current;
    before.current = state;
    // The first words of the room tell what is, not what happened.
    if (!last || last.you === null) return;
    for (const text of changesOf(last, state, visitor.participantId)) announce(text);
    if (state.refusal && state.refusal !== last.refusal) {
      toasts.show({ text: state.refusal.message, tone: 'bad' });
    }
  }, [state, announce, toasts, visitor.participantId]);
}

/** What is worth saying between two states, in order. */
export function changesOf(last: RoomState, state: RoomState, ownId: string): string[] {
  const texts: string[] = [];
  if (state.people !== last.people && state.connection === last.connection) {
    const [were, are] = [last.people, state.people].map(
      (all) => new Map(all.map((one) => [one.participantId, one])),
    );
    for (const [id, person] of are ?? []) {
      if (!were?.has(id))
        texts.push(`${person.name} ${person.role === 'observer' ? 'is watching now' : 'came in'}`);
    }
    for (const [id, person] of were ?? []) if (!are?.has(id)) texts.push(`${person.name} left`);
  }
  if (state.run && state.run.runId !== last.run?.runId && !state.run.outcome) {
    texts.push(
      `${state.run.byParticipantId === ownId ? 'You are' : `${state.run.byName} is`} running ${state.run.entry}`,
    );
  }
  if (state.run?.outcome && state.run.runId === last.run?.runId && !last.run.outcome) {
    texts.push(`${state.run.entry}: ${lookOf(state.run.outcome).word}`);
  }
  if (state.chat !== last.chat && state.chat.length === last.chat.length + 1) {
    const message = state.chat.at(-1);
    if (message && message.participantId !== ownId) texts.push(`${message.name} wrote: ${message.text}`);
  }
  if (state.connection === 'online' && last.connection === 'offline') texts.push('Connected again');
  return texts;
}

import { useEffect, useRef } from 'react';
import type { Mark, Run } from '#core/room-protocol.ts';
import { activityWords, floorWords, sensesWords } from './ai/interviewer-words.ts';
import { summaryWords } from './cases/case-rows.ts';
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
    if (state.mark && state.mark !== last.mark) {
      toasts.show({ text: markWords(state.mark, visitor.participantId) });
    }
    if (state.timeWarning && state.timeWarning !== last.timeWarning) {
      toasts.show({ text: warningWords(state.timeWarning.leftMs) });
    }
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
  texts.push(...statusTexts(last, state));
  texts.push(...interviewerTexts(last, state));
  texts.push(...runTexts(last.run, state.run, ownId));
  if ((state.terminal === null) !== (last.terminal === null)) {
    texts.push(state.terminal ? 'The terminal is open' : 'The terminal was closed');
  }
  // Somebody who comes back hears that they are, not that the problem may be another one.
  if (state.problemChanges !== last.problemChanges && state.connection === 'online') {
    texts.push('The problem was changed');
  }
  const [asked, now] = [last.question?.current, state.question?.current];
  if (now && state.connection === last.connection) {
    if (now.questionId !== asked?.questionId) texts.push(`Question: ${now.title}`);
    else if (now.hints.length > asked.hints.length) texts.push(`Hint: ${now.hints.at(-1)?.text}`);
  }
  if (state.chat !== last.chat && state.chat.length === last.chat.length + 1) {
    const message = state.chat.at(-1);
    if (message && message.participantId !== ownId) texts.push(`${message.name} wrote: ${message.text}`);
  }
  if (state.connection === 'online' && last.connection === 'offline') texts.push('Connected again');
  return texts;
}

/** How much time is left, in words. */
export function warningWords(leftMs: number): string {
  const minutes = Math.round(leftMs / 60_000);
  return minutes === 1 ? 'One minute left. Then the interview submits itself.' : `${minutes} minutes left`;
}

/** What became of the interview, where that is worth a word. */
function statusTexts(last: RoomState, state: RoomState): string[] {
  const texts: string[] = [];
  if (state.status !== last.status && state.connection === last.connection) {
    if (state.status === 'paused') texts.push('The interview is paused');
    if (state.status === 'interrupted') texts.push('The candidate’s line broke');
    if (state.status === 'in_progress' && last.status === 'paused') texts.push('The interview goes on');
  }
  const [had, has] = [last.clock.limitMs, state.clock.limitMs];
  if (had !== null && has !== null && has > had)
    texts.push(`${Math.round((has - had) / 60_000)} minutes more`);
  return texts;
}

/** Who has the floor now, and that the AI interviewer takes long. That it thinks is what it always does: not worth a word. */
function interviewerTexts(last: RoomState, state: RoomState): string[] {
  const texts: string[] = [];
  const [had, has] = [floorWords(last.interviewer), floorWords(state.interviewer)];
  if (has !== had && state.connection === last.connection) texts.push(has ?? 'The AI interviewer goes on');
  const [could, can] = [sensesWords(last.interviewer), sensesWords(state.interviewer)];
  if (can !== null && can !== could) texts.push(can);
  const activity = state.interviewer?.activity;
  if (last.interviewer?.senses && state.interviewer && !state.interviewer.senses && activity !== 'away')
    texts.push('The AI interviewer is not in the call any more. Go on in writing.');
  const isTold = activity === 'slow' || activity === 'transcribing' || activity === 'away';
  const words = activityWords(state);
  if (isTold && last.interviewer?.activity !== activity && words) texts.push(words);
  return texts;
}

/** Who marked this moment, and as what. */
export function markWords({ participantId, name, label }: Mark, ownId: string): string {
  const who = participantId === ownId ? 'You' : name;
  return `${who} marked this moment${label ? `: ${label}` : ''}`;
}

function runTexts(last: Run | null, run: Run | null, ownId: string): string[] {
  if (!run) return [];
  const what = run.tests ? 'the tests' : run.entry;
  if (run.runId !== last?.runId) {
    if (run.outcome) return [];
    return [`${run.byParticipantId === ownId ? 'You are' : `${run.byName} is`} running ${what}`];
  }
  if (run.outcome && !last.outcome) {
    return [run.tests ? `Tests: ${summaryWords(run).word}` : `${run.entry}: ${lookOf(run.outcome).word}`];
  }
  return [];
}

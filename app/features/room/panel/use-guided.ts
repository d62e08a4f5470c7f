import type { GuidedQuestion } from '#core/panel-protocol.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { panelOf } from './panel-store.ts';

export interface Guided {
  /** False until the app has answered. */
  isKnown: boolean;
  question: GuidedQuestion | null;
  /** Whether it is the one that is asked now. */
  isAskedNow: boolean;
}

/** The question of the plan that the panel is about: the chosen one, else the one that is asked now, else the first. */
export function useGuided(chosen: string | null): Guided {
  const room = useRoom();
  const questions = useStore(panelOf(room), (state) => state.questions);
  const asked = useStore(room.session.state, (state) => state.question?.current.questionId ?? null);
  const find = (id: string | null) => questions?.find(({ questionId }) => questionId === id);
  const question = find(chosen) ?? find(asked) ?? questions?.[0] ?? null;
  return {
    isKnown: questions !== null,
    question,
    isAskedNow: question !== null && question.questionId === asked,
  };
}

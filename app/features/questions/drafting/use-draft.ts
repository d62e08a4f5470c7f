import { useCallback, useEffect, useRef, useState } from 'react';
import { ReplayRefusal, readReplayEvents, requestReplay } from '#app/features/replay/replay-requests.ts';
import type { LanguageId } from '#core/languages.ts';
import { type DraftEvent, draftEventSchema } from './draft-events.ts';

export interface DraftProgress {
  status: 'idle' | 'running' | 'done' | 'failed';
  /** Empty until the server has said which one. */
  model: string;
  /** Of the present answer. */
  characters: number;
  /** Whether the model corrects what it wrote before. */
  isRepair: boolean;
  /** How far running the tests is; null before and between. */
  verifying: { language: LanguageId; part: 'solution' | 'starter'; done: number; total: number } | null;
  questionId: string | null;
  /** Why there is no draft. */
  message: string;
}

export const NOT_BEGUN: DraftProgress = {
  status: 'idle',
  model: '',
  characters: 0,
  isRepair: false,
  verifying: null,
  questionId: null,
  message: '',
};

/** Has a question drafted at this address, and tells how far it is. `onDone` gets its id. */
export function useDraft(address: string, onDone: (questionId: string) => void) {
  const [progress, setProgress] = useState(NOT_BEGUN);
  const running = useRef<AbortController | null>(null);
  const latest = useRef(onDone);
  latest.current = onDone;
  useEffect(() => () => running.current?.abort(), []);
  const draft = useCallback(
    async (body: unknown) => {
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      let now: DraftProgress = { ...NOT_BEGUN, status: 'running' };
      const show = (next: DraftProgress) => {
        now = next;
        if (!abort.signal.aborted) setProgress(next);
      };
      const fail = (message: string) => show({ ...now, status: 'failed', message });
      show(now);
      try {
        const response = await requestReplay(address, { method: 'POST', body, signal: abort.signal });
        for await (const event of readReplayEvents(response, draftEventSchema)) show(withEvent(now, event));
        if (now.status === 'running')
          fail('The connection broke off. What was drafted until then is among your drafts.');
      } catch (error) {
        if (abort.signal.aborted) return;
        fail(error instanceof ReplayRefusal ? error.message : 'Something failed on our side. Try again.');
      }
      if (now.questionId && !abort.signal.aborted) latest.current(now.questionId);
    },
    [address],
  );
  const stop = useCallback(() => {
    running.current?.abort();
    setProgress(NOT_BEGUN);
  }, []);
  return { progress, draft, stop };
}

/** Where drafting stands after one more event. */
export function withEvent(progress: DraftProgress, event: DraftEvent): DraftProgress {
  switch (event.type) {
    case 'start':
      return { ...progress, model: event.model };
    case 'writing': {
      const { characters, isRepair } = event;
      return { ...progress, characters, isRepair, verifying: null };
    }
    case 'verifying': {
      const { language, part, done, total } = event;
      return { ...progress, verifying: { language, part, done, total } };
    }
    case 'done':
      return { ...progress, status: 'done', questionId: event.questionId };
    case 'error':
      return { ...progress, status: 'failed', message: event.message };
  }
}

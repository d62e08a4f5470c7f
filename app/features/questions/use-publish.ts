import { useRevalidator } from '@remix-run/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ReplayRefusal, readReplayEvents, requestReplay } from '#app/features/replay/replay-requests.ts';
import type { LanguageId } from '#core/languages.ts';
import type { LanguageVerdict } from '#core/question-check.ts';
import { type PublishEvent, publishEventSchema } from './publish-events.ts';

/** How far verifying is in one language. */
export interface LanguageProgress {
  language: LanguageId;
  /** Null while it waits for those before it. */
  part: 'solution' | 'starter' | null;
  done: number;
  total: number;
  verdict: LanguageVerdict | null;
}

export interface PublishState {
  status: 'idle' | 'running' | 'published' | 'refused' | 'failed';
  languages: LanguageProgress[];
  /** Why it was not published, in sentences. */
  reasons: string[];
}

const IDLE: PublishState = { status: 'idle', languages: [], reasons: [] };

/** Verifies and publishes a question, and tells how far it is. */
export function usePublish(questionId: string) {
  const [state, setState] = useState(IDLE);
  const revalidator = useRevalidator();
  const latest = useRef(revalidator);
  latest.current = revalidator;
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const publish = useCallback(async () => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setState({ ...IDLE, status: 'running' });
    const fail = (message: string) =>
      setState((now) => ({ ...now, status: 'failed' as const, reasons: [message] }));
    try {
      const address = `/api/questions/${questionId}/publish`;
      const response = await requestReplay(address, { method: 'POST', signal: abort.signal });
      let hasEnded = false;
      for await (const event of readReplayEvents(response, publishEventSchema)) {
        hasEnded = event.type === 'done' || event.type === 'error';
        setState((now) => withEvent(now, event));
      }
      if (!hasEnded) fail('The connection broke off. Nothing was published unless the page says so.');
    } catch (error) {
      if (abort.signal.aborted) return;
      fail(error instanceof ReplayRefusal ? error.message : 'Something failed on our side. Try again.');
    }
    if (!abort.signal.aborted) latest.current.revalidate();
  }, [questionId]);
  return { state, publish };
}

/** The state after one more event. */
export function withEvent(state: PublishState, event: PublishEvent): PublishState {
  const inLanguage = (language: LanguageId, change: Partial<LanguageProgress>) => ({
    ...state,
    languages: state.languages.map((one) => (one.language === language ? { ...one, ...change } : one)),
  });
  switch (event.type) {
    case 'start': {
      const waiting = { part: null, done: 0, total: 1, verdict: null };
      return { ...state, languages: event.languages.map((language) => ({ language, ...waiting })) };
    }
    case 'progress': {
      const { part, done, total } = event;
      return inLanguage(event.language, { part, done, total });
    }
    case 'language':
      return inLanguage(event.verdict.language, { verdict: event.verdict });
    case 'done':
      return { ...state, status: event.isPublished ? 'published' : 'refused', reasons: event.reasons };
    case 'error':
      return { ...state, status: 'failed', reasons: [event.message] };
  }
}

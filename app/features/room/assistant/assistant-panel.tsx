import { useEffect, useLayoutEffect, useRef } from 'react';
import { countAsked } from '#core/assistant.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { AssistantComposer } from './assistant-composer.tsx';
import { assistantOf, withLive } from './assistant-store.ts';
import { ExchangeView } from './exchange-view.tsx';

/** Scrolled up further than this, one is reading. */
const NEAR_END = 40;

/** The candidate's assistant: they ask, everybody else in the room reads along. */
export function AssistantPanel({ takesFocus }: { takesFocus: boolean }) {
  const room = useRoom();
  const { session, visitor, announce } = room;
  const store = assistantOf(room);
  const exchanges = useStore(session.state, (state) => state.exchanges);
  const people = useStore(session.state, (state) => state.people);
  const offset = useStore(session.state, (state) => state.clockOffset);
  const live = useStore(store, (state) => state.live);
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const isCandidate = visitor.role === 'candidate';
  const left = Math.max(0, (visitor.assistant?.maxQuestions ?? 0) - countAsked(exchanges));

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said by now is what scrolls
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [exchanges, live]);

  const last = exchanges.at(-1);
  const ended = last?.outcome ? last.id : null;
  const wasEnded = useRef(ended);
  useEffect(() => {
    if (ended === wasEnded.current) return;
    wasEnded.current = ended;
    if (ended && last) announce(`The assistant: ${last.answer}${proposalWords(last.proposals.length)}`);
  }, [ended, last, announce]);

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-label="Exchanges with the assistant"
        // each answer is said once, whole
        aria-live="off"
        className="min-h-0 flex-1 overflow-y-auto px-3 py-3 -outline-offset-2"
        onScroll={({ currentTarget: at }) => {
          isAtEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_END;
        }}
      >
        {exchanges.length === 0 && (
          <p className="text-13 text-ink-faint">
            {isCandidate
              ? 'Ask about your code, an error or how something is written. It sees the files that you choose and your last run.'
              : 'The candidate has not asked the assistant anything so far.'}
          </p>
        )}
        <ol className="flex flex-col gap-5">
          {exchanges.map((exchange) => (
            <ExchangeView
              key={exchange.id}
              exchange={withLive(exchange, live)}
              isMine={isCandidate && exchange.participantId === visitor.participantId}
              asker={people.find((one) => one.participantId === exchange.participantId)}
              offset={offset}
              onAskAgain={store.askAgain}
            />
          ))}
        </ol>
      </div>
      {isCandidate ? (
        <AssistantComposer store={store} left={left} takesFocus={takesFocus} />
      ) : (
        <p className="border-t border-line px-3 py-2.5 text-13 text-ink-faint">
          You read what the candidate asks the assistant, and cannot write to it.
        </p>
      )}
    </div>
  );
}

function proposalWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' It proposes an edit.' : ` It proposes ${count} edits.`;
}

import { Sparkles } from 'lucide-react';
import { useRef, useState } from 'react';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { createCurveReader } from '#app/features/replay/curve/curve-api.ts';
import { CurveView } from '#app/features/replay/curve/curve-panel.tsx';
import { useHasBeenSeen } from '#app/features/replay/curve/use-has-been-seen.ts';
import { ROLE_WORDS } from '#app/features/room/people/role-words.ts';
import type { Report } from '#core/report/report.ts';
import { MomentLink, replayAt } from './moment-link.tsx';
import type { ResultNote } from './results-page.server.ts';

/** How correct the code was over time. */
export function CurveCard({ interviewId, lengthMs }: { interviewId: string; lengthMs: number }) {
  const [read] = useState(() => createCurveReader(interviewId));
  const place = useRef<HTMLDivElement>(null);
  const hasBeenSeen = useHasBeenSeen(place);
  return (
    <Card title="Correctness over time" description="The tests, run on the code as it was at each moment.">
      <div ref={place} className="min-h-40 py-3">
        {hasBeenSeen && (
          <CurveView
            read={read}
            lengthMs={lengthMs}
            onGo={(atMs) => window.location.assign(replayAt(interviewId, atMs))}
          />
        )}
      </div>
    </Card>
  );
}

/** What people noted while the interview went on. */
export function NotesCard({ interviewId, notes }: { interviewId: string; notes: readonly ResultNote[] }) {
  return (
    <Card title="Notes" description="What those who held the interview wrote down.">
      <CardBody>
        {notes.length === 0 ? (
          <p className="text-13 text-ink-soft">Nobody wrote a note.</p>
        ) : (
          <ol className="flex flex-col gap-2 text-13">
            {notes.map(({ id, authorName, text, atMs }) => (
              <li key={id} className="flex gap-2">
                <MomentLink interviewId={interviewId} atMs={atMs} words="A note was written" />
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  <span className="text-ink-faint">{authorName}</span>
                  <br />
                  {text}
                </span>
              </li>
            ))}
          </ol>
        )}
      </CardBody>
    </Card>
  );
}

interface ConversationCardProps {
  interviewId: string;
  conversation: Report['conversation'];
}

/** All that was written in the chat. */
export function ConversationCard({ interviewId, conversation }: ConversationCardProps) {
  return (
    <Card title="Conversation" description={`${conversation.length} messages`}>
      {conversation.length === 0 ? (
        <CardBody>
          <p className="text-13 text-ink-soft">Nothing was written in the chat.</p>
        </CardBody>
      ) : (
        <ol
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
          tabIndex={0}
          aria-label="Conversation"
          className="max-h-[32rem] overflow-y-auto px-4 py-3 text-13 -outline-offset-2 sm:px-5"
        >
          {conversation.map(({ position, atMs, name, role, text }) => (
            <li key={position} className="flex gap-3 py-1.5">
              <span className="w-11 shrink-0 text-right">
                <MomentLink interviewId={interviewId} atMs={atMs} words={`${name} wrote`} />
              </span>
              <div className="min-w-0">
                <p className="flex items-center gap-1.5 text-12 text-ink-faint">
                  <span className="font-medium text-ink-soft">{name}</span>
                  {role === 'ai' && <Sparkles aria-hidden="true" size={12} className="text-ai" />}
                  {ROLE_WORDS[role]}
                </p>
                <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{text}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

import { clsx } from 'clsx';
import { BookOpen, Bot, Code, Eye, Files, MessageSquare, SquareTerminal, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Person } from '#core/room-protocol.ts';
import { useUnread } from '../chat/use-unread.ts';
import { useHasProblem } from '../problem/use-has-problem.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { UnreadMark } from './top-bar.tsx';
import type { PhonePane } from './workbench.ts';

const isObserver = ({ role }: Person) => role === 'observer';

const PANES: readonly { id: PhonePane; title: string; Icon: typeof Code }[] = [
  { id: 'editor', title: 'Code', Icon: Code },
  { id: 'problem', title: 'Problem', Icon: BookOpen },
  { id: 'files', title: 'Files', Icon: Files },
  { id: 'output', title: 'Output', Icon: SquareTerminal },
  { id: 'chat', title: 'Chat', Icon: MessageSquare },
  { id: 'people', title: 'People', Icon: Users },
  { id: 'assistant', title: 'Assistant', Icon: Bot },
];

/** The room on a phone: one pane at a time, chosen at the bottom where the thumb is. */
export function PhoneLayout({ panes }: { panes: Record<PhonePane, ReactNode> }) {
  const { bench, session, visitor } = useRoom();
  const hasProblem = useHasProblem();
  const wished = useStore(bench, (state) => state.phonePane);
  const isOffered = (pane: PhonePane) =>
    (pane !== 'problem' || hasProblem) && (pane !== 'assistant' || visitor.assistant !== null);
  const shown = isOffered(wished) ? wished : 'editor';
  const offered = PANES.filter(({ id }) => isOffered(id));
  const unread = useUnread(shown === 'chat');
  const count = useStore(session.state, (state) => state.people.length);
  const watching = useStore(session.state, (state) => state.people.filter(isObserver).length);
  return (
    <>
      <div className="relative min-h-0 flex-1">
        {offered.map(({ id }) => (
          // The editor keeps its size while it is hidden: Monaco would measure nothing.
          <div
            key={id}
            className={clsx('absolute inset-0', shown !== id && 'invisible')}
            {...(shown !== id && { inert: '' })}
          >
            {panes[id]}
          </div>
        ))}
      </div>
      <nav aria-label="Panes" className="flex h-13 shrink-0 border-t border-line bg-canvas">
        {offered.map(({ id, title, Icon }) => (
          <button
            key={id}
            type="button"
            aria-current={shown === id ? 'page' : undefined}
            aria-label={id === 'chat' && unread > 0 ? `Chat, ${unread} unread` : undefined}
            className={clsx(
              'flex flex-1 flex-col items-center justify-center gap-0.5 text-12 -outline-offset-2',
              shown === id ? 'font-medium text-accent' : 'text-ink-faint',
            )}
            onClick={() =>
              bench.change({ phonePane: id, ...((id === 'people' || id === 'chat') && { sideTab: id }) })
            }
          >
            <span className="relative">
              <Icon aria-hidden="true" size={18} strokeWidth={1.75} />
              {id === 'chat' && unread > 0 && <UnreadMark count={unread} />}
              {id === 'people' && watching > 0 && (
                <Eye
                  role="img"
                  aria-label={`${watching} watching`}
                  size={12}
                  className="absolute -top-1 -right-3"
                />
              )}
            </span>
            {id === 'people' ? `${title} ${count}` : title}
          </button>
        ))}
      </nav>
    </>
  );
}

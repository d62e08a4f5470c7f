import { X } from 'lucide-react';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Tabs } from '#app/components/ui/tabs.tsx';
import { AssistantSlot } from '../assistant/assistant-slot.tsx';
import { ChatPanel } from '../chat/chat-panel.tsx';
import { useUnread } from '../chat/use-unread.ts';
import { PeopleSlot } from '../people/people-slot.tsx';
import type { Lobby } from '../people/use-lobby.ts';
import { ProblemPanel } from '../problem/problem-panel.tsx';
import { useHasProblem } from '../problem/use-has-problem.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { REGION } from './regions.ts';
import { useSideTab } from './use-side-tab.ts';
import type { SideTab } from './workbench.ts';

const TITLES: Record<SideTab, string> = {
  problem: 'Problem',
  chat: 'Chat',
  people: 'People',
  assistant: 'Assistant',
};

/** The problem where there is one, the chat, the people, and the assistant where there is one, at the right. */
export function SidePanel({ lobby }: { lobby: Lobby }) {
  const { bench, session, visitor } = useRoom();
  const selected = useSideTab();
  const hasProblem = useHasProblem();
  const unread = useUnread(selected === 'chat');
  const count = useStore(session.state, (state) => state.people.length);
  return (
    <section aria-label={TITLES[selected]} {...{ [REGION]: 4 }} className="h-full bg-canvas">
      <Tabs
        label={hasProblem ? 'Problem, chat and people' : 'Chat and people'}
        selected={selected}
        onSelect={(sideTab) => bench.change({ sideTab })}
        tabs={[
          ...(hasProblem ? [{ id: 'problem' as const, title: TITLES.problem, panel: <ProblemPanel /> }] : []),
          {
            id: 'chat',
            title: (
              <>
                {TITLES.chat} {unread > 0 && <span className="tabular text-accent">{unread} new</span>}
              </>
            ),
            panel: <ChatPanel />,
          },
          {
            id: 'people',
            title: (
              <>
                {TITLES.people} <span className="tabular text-ink-faint">{count}</span>
              </>
            ),
            panel: <PeopleSlot lobby={lobby} />,
          },
          ...(visitor.assistant
            ? [
                {
                  id: 'assistant' as const,
                  title: TITLES.assistant,
                  panel: <AssistantSlot isShown={selected === 'assistant'} />,
                },
              ]
            : []),
        ]}
        aside={
          <IconButton size="sm" label="Close the panel" onClick={() => bench.change({ hasSide: false })}>
            <X aria-hidden="true" size={14} />
          </IconButton>
        }
      />
    </section>
  );
}

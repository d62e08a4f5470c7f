import { X } from 'lucide-react';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Tabs } from '#app/components/ui/tabs.tsx';
import { ChatPanel } from '../chat/chat-panel.tsx';
import { PeoplePanel } from '../people/people-panel.tsx';
import type { Lobby } from '../people/use-lobby.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { REGION } from './regions.ts';

/** Chat and people, at the right. */
export function SidePanel({ lobby }: { lobby: Lobby }) {
  const { bench, session } = useRoom();
  const selected = useStore(bench, (state) => state.sideTab);
  const count = useStore(session.state, (state) => state.people.length);
  return (
    <section
      aria-label={selected === 'chat' ? 'Chat' : 'People'}
      {...{ [REGION]: 4 }}
      className="h-full bg-canvas"
    >
      <Tabs
        label="Chat and people"
        selected={selected}
        onSelect={(sideTab) => bench.change({ sideTab })}
        tabs={[
          { id: 'chat', title: 'Chat', panel: <ChatPanel /> },
          {
            id: 'people',
            title: (
              <>
                People <span className="tabular text-ink-faint">{count}</span>
              </>
            ),
            panel: <PeoplePanel lobby={lobby} />,
          },
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

import { Crosshair, Sparkles, Users } from 'lucide-react';
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Avatar } from '#app/components/ui/avatar.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Tabs } from '#app/components/ui/tabs.tsx';
import { formatElapsed } from '#app/features/room/clock.ts';
import { nameOf } from '#app/features/room/files/file-tree.ts';
import { REGION } from '#app/features/room/layout/regions.ts';
import { PersonMark } from '#app/features/room/people/person-mark.tsx';
import { ROLE_WORDS } from '#app/features/room/people/role-words.ts';
import { useStore } from '#app/features/room/use-store.ts';
import type { InterviewNote } from '#core/panel-protocol.ts';
import type { ChatMessage } from '#core/room-protocol.ts';
import { fetchNotes, mergeNotes } from '../notes/note-events.ts';
import { REPLAY_PANELS } from '../panels.tsx';
import { useReplay } from '../replay-context.ts';
import type { ReplayPlayer } from '../replay-player.ts';
import type { TapeFacts, TapeSpeech } from '../tape/tape-protocol.ts';
import { TranscriptPanel } from '../transcript/transcript-panel.tsx';
import { AssistantRow } from './assistant-row.tsx';

interface ReplaySideProps {
  player: ReplayPlayer;
  tape: TapeFacts;
}

/** At the right: everything that happened, the chat with what the assistant was asked, what was said, the people, and the further panels. */
export function ReplaySide({
  player,
  tape,
  speeches,
}: ReplaySideProps & { speeches: readonly TapeSpeech[] }) {
  const { viewer } = useReplay();
  const [selected, setSelected] = useState('events');
  const count = useStore(player.panels, ({ moment }) => moment?.present.length ?? 0);
  return (
    <section aria-label="Beside the code" {...{ [REGION]: 4 }} className="h-full bg-canvas">
      <Tabs
        label="Events, chat, people and more"
        selected={selected}
        onSelect={setSelected}
        tabs={[
          { id: 'events', title: 'Events', panel: <EventsPanel player={player} tape={tape} /> },
          { id: 'chat', title: 'Chat', panel: <ChatThen player={player} tape={tape} /> },
          ...(speeches.length > 0
            ? [
                {
                  id: 'transcript',
                  title: 'Transcript',
                  panel: <TranscriptPanel player={player} speeches={speeches} />,
                },
              ]
            : []),
          {
            id: 'people',
            title: (
              <span title="People" className="flex items-center gap-1">
                <Users aria-hidden="true" size={15} />
                <span className="sr-only">People </span>
                <span className="tabular text-ink-faint">{count}</span>
              </span>
            ),
            panel: <PeopleThen player={player} />,
          },
          ...REPLAY_PANELS.filter(({ isFor }) => isFor?.(viewer) ?? true).map(
            ({ id, label, icon: Icon, Component }) => ({
              id,
              // Eight words have no room beside the code, and a tab that grew would move those after it.
              title: (
                <span title={label} className="-mx-2 flex h-full items-center px-2">
                  <Icon aria-hidden="true" size={15} />
                  <span className="sr-only">{label}</span>
                </span>
              ),
              panel: (
                <div className="flex h-full min-h-0 flex-col">
                  <h2 className="shrink-0 px-3 pt-2.5 pb-1 text-13 font-semibold">{label}</h2>
                  <div className="min-h-0 flex-1">
                    <Component />
                  </div>
                </div>
              ),
            }),
          ),
        ]}
      />
    </section>
  );
}

/** All events with their times, for those who hold the interview their notes among them; pressing one goes there. */
function EventsPanel({ player, tape }: ReplaySideProps) {
  const { notes, problem } = useNotes();
  const events = useMemo(
    () => mergeNotes(tape.events, notes, tape.startAt),
    [tape.events, notes, tape.startAt],
  );
  const past = useStore(player.panels, ({ atMs: at }) => events.findLastIndex(({ atMs }) => atMs <= at + 1));
  if (events.length === 0)
    return <p className="px-3 py-2.5 text-13 text-ink-faint">Nothing but typing happened so far.</p>;
  return (
    // a layer of its own: else each drawing of the code would go through all the rows again
    <div className="h-full overflow-y-auto p-1.5 will-change-transform">
      {problem && <p className="px-1.5 py-1 text-13 text-warn">The notes are missing here. {problem}</p>}
      <ol aria-label="Events">
        {events.map((event, index) => (
          <EventRow
            key={event.key}
            event={event}
            when={index === past ? 'now' : index < past ? 'past' : 'to come'}
            onGo={player.seek}
          />
        ))}
      </ol>
    </div>
  );
}

interface EventRowProps {
  event: ReturnType<typeof mergeNotes>[number];
  when: 'past' | 'now' | 'to come';
  onGo: (atMs: number) => void;
}

const EVENT_LOOKS: Record<EventRowProps['when'], string> = {
  past: 'text-ink',
  now: 'bg-accent-wash text-ink',
  'to come': 'text-ink-faint',
};

/** Kept as it is while the moment passes by elsewhere: there may be hundreds of them. */
const EventRow = memo(({ event, when, onGo }: EventRowProps) => (
  <li aria-current={when === 'now' ? 'step' : undefined}>
    <button
      type="button"
      className={`flex min-h-7 w-full items-baseline gap-2 rounded-control px-1.5 py-1 text-left text-13 -outline-offset-2 hover:bg-hover ${EVENT_LOOKS[when]}`}
      onClick={() => onGo(event.atMs)}
    >
      <time className="w-11 shrink-0 text-right text-12 text-ink-faint">{formatElapsed(event.atMs)}</time>
      <span className="min-w-0 flex-1 break-words">{event.words}</span>
    </button>
  </li>
));

/** What interviewers noted, for those who may read it; empty for everybody else. */
function useNotes(): { notes: readonly InterviewNote[]; problem: string | null } {
  const { interviewId, viewer } = useReplay();
  const [known, setKnown] = useState<{ notes: readonly InterviewNote[]; problem: string | null }>(NO_NOTES);
  useEffect(() => {
    if (!viewer.seesNotes) return;
    let isGone = false;
    fetchNotes(interviewId).then(
      (notes) => !isGone && setKnown({ notes, problem: null }),
      (error: Error) => !isGone && setKnown({ notes: [], problem: error.message }),
    );
    return () => {
      isGone = true;
    };
  }, [interviewId, viewer.seesNotes]);
  return known;
}

const NO_NOTES = { notes: [], problem: null };

function ChatThen({ player, tape }: ReplaySideProps) {
  const count = useStore(player.panels, ({ moment }) => moment?.chatCount ?? 0);
  const assistedCount = useStore(
    player.panels,
    ({ moment }) => tape.assistant.findLastIndex(({ position }) => position <= (moment?.position ?? 0)) + 1,
  );
  const said = useMemo(
    () =>
      [...tape.chat.slice(0, count), ...tape.assistant.slice(0, assistedCount)].sort((a, b) => a.at - b.at),
    [tape.chat, tape.assistant, count, assistedCount],
  );
  const scroller = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is said by now is what scrolls
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [said.length]);
  return (
    <div
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label="Chat up to this moment"
      className="h-full overflow-y-auto px-3 py-3 -outline-offset-2 will-change-transform"
    >
      {said.length === 0 && (
        <p className="text-13 text-ink-faint">Nothing had been written at this moment.</p>
      )}
      <ol className="flex flex-col gap-3">
        {said.map((one) =>
          'frame' in one ? (
            <AssistantRow key={one.position} moment={one} people={tape.people} startAt={tape.startAt} />
          ) : (
            <ChatRow key={one.id} message={one} startAt={tape.startAt} />
          ),
        )}
      </ol>
    </div>
  );
}

const ChatRow = memo(({ message, startAt }: { message: ChatMessage; startAt: number }) => (
  <li className="flex gap-2">
    <Avatar name={message.name} person={message} isDecorative />
    <div className="min-w-0 flex-1 text-13">
      <p className="flex items-baseline gap-1.5">
        <span className="truncate font-medium">{message.name}</span>
        {message.role === 'ai' && <Sparkles aria-hidden="true" size={12} className="text-ai" />}
        <span className="shrink-0 text-12 text-ink-faint">{ROLE_WORDS[message.role]}</span>
        <time className="ml-auto shrink-0 text-12 text-ink-faint">{formatElapsed(message.at - startAt)}</time>
      </p>
      <p className="break-words whitespace-pre-wrap">{message.text}</p>
    </div>
  </li>
));

function PeopleThen({ player }: { player: ReplayPlayer }) {
  const present = useStore(player.panels, ({ moment }) => moment?.present ?? NOBODY);
  const files = useStore(player.panels, ({ moment }) => moment?.files ?? NO_FILES);
  const open = useStore(player.panels, ({ moment }) => JSON.stringify(moment?.openFiles ?? []));
  const following = useStore(player.looking, (looking) => looking.following);
  const openFiles = new Map(JSON.parse(open) as [string, string][]);
  if (present.length === 0)
    return <p className="px-3 py-2.5 text-13 text-ink-faint">Nobody was in the room at this moment.</p>;
  return (
    <ul aria-label="In the room at this moment" className="h-full overflow-y-auto py-2">
      {present.map((person) => {
        const { participantId, name, role } = person;
        const path = files.find(({ id }) => id === openFiles.get(participantId))?.path;
        const isFollowed = following === participantId;
        return (
          <li key={participantId} className="flex items-center gap-2.5 px-3 py-1.5">
            <PersonMark person={person} size="lg" />
            <div className="min-w-0 flex-1">
              <p className="truncate text-13 font-medium">{name}</p>
              <p className="truncate text-12 text-ink-faint">
                {ROLE_WORDS[role]}
                {path && (
                  <>
                    , in <span className="font-mono">{nameOf(path)}</span>
                  </>
                )}
              </p>
            </div>
            {role !== 'observer' && (
              <IconButton
                label={`Follow ${name}`}
                isActive={isFollowed}
                onClick={() => player.look({ following: isFollowed ? null : participantId })}
              >
                <Crosshair aria-hidden="true" size={15} />
              </IconButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const NOBODY: never[] = [];
const NO_FILES: readonly { id: string; path: string }[] = [];

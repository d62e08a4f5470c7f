import { clsx } from 'clsx';
import { ClipboardList, Menu as MenuIcon, MessageSquare, PanelBottom, PanelLeft } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine, MenuToggle } from '#app/components/ui/menu.tsx';
import { Tooltip } from '#app/components/ui/tooltip.tsx';
import { Wordmark } from '#app/components/wordmark.tsx';
import type { InterviewStatus } from '#core/interview-status.ts';
import { can } from '#core/roles.ts';
import { mayHandIn } from '../ai/interviewer-words.ts';
import { CallButton } from '../call/call-button.tsx';
import { useUnread } from '../chat/use-unread.ts';
import { showShortcut } from '../commands/shortcut.ts';
import { useCommand, useCommands } from '../commands/use-commands.ts';
import { PANEL_NAME } from '../panel/panel-name.ts';
import { useMayHavePanel } from '../panel/panel-slot.tsx';
import { PeopleStrip } from '../people/people-strip.tsx';
import type { Lobby } from '../people/use-lobby.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { REGION } from './regions.ts';
import { RunButtons } from './run-button.tsx';
import { SessionClock } from './session-clock.tsx';
import { useSideTab } from './use-side-tab.ts';

// Candidates and observers never see it.
const LobbyButton = lazy(async () => ({
  default: (await import('../people/lobby-button.tsx')).LobbyButton,
}));

const STATUS_WORDS: Record<InterviewStatus, string> = {
  created: 'Not started',
  in_progress: 'Live',
  paused: 'Paused',
  interrupted: 'Candidate away',
  completed: 'Ended',
  abandoned: 'Ended',
};

/** What this interview is, who is here, and what one can do now. */
export function TopBar({ lobby, isPhone }: { lobby: Lobby; isPhone: boolean }) {
  const { visitor, session } = useRoom();
  const status = useStore(session.state, (state) => state.status);
  return (
    <header
      {...{ [REGION]: 0 }}
      className="flex h-11 shrink-0 items-center gap-3 border-b border-line bg-canvas px-3"
    >
      <Wordmark isMarkOnly />
      <div className="flex min-w-0 flex-1 items-center gap-3">
        <h1
          className="min-w-0 truncate text-13 font-semibold"
          title={`${visitor.title}, ${visitor.organisationName}`}
        >
          {visitor.title}
        </h1>
        {!isPhone && <StatusMark status={status} />}
        <SessionClock />
      </div>
      {lobby.waiting.length > 0 && (
        <Suspense>
          <LobbyButton {...lobby} />
        </Suspense>
      )}
      {!isPhone && <PeopleStrip />}
      <CallButton isPhone={isPhone} />
      <HandInButton />
      <RunButtons hasTests={!isPhone} />
      {!isPhone && <PanelToggles />}
      <RoomMenu />
    </header>
  );
}

/** For a candidate whom no person interviews: nobody else is there to end it. */
function HandInButton() {
  const { bench, session, visitor } = useRoom();
  const isOffered = useStore(session.state, (state) => mayHandIn(visitor.role, state));
  return (
    isOffered && (
      <Button size="sm" onClick={() => bench.change({ dialog: 'hand-in' })}>
        Hand in
      </Button>
    )
  );
}

function StatusMark({ status }: { status: InterviewStatus }) {
  const isLive = status === 'in_progress';
  return (
    <Tooltip text="Everything typed, run and written here is recorded with its time and author.">
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its tip says what is recorded, which must be reachable
        tabIndex={0}
        className="flex shrink-0 items-center gap-1.5 rounded-control text-12 text-ink-soft"
      >
        <span
          aria-hidden="true"
          className={clsx('size-2 rounded-full', isLive ? 'bg-accent' : 'border-[1.5px] border-line-strong')}
        />
        <span className={clsx('font-medium', isLive && 'text-ink')}>{STATUS_WORDS[status]}</span>
        <span aria-hidden="true" className="text-ink-faint">
          ·
        </span>
        Recorded
      </span>
    </Tooltip>
  );
}

/** A panel that shows is the rule, so its button stays quiet. */
const TOGGLE =
  'text-ink-faint aria-pressed:bg-transparent aria-pressed:text-ink enabled:hover:aria-pressed:bg-hover';

function PanelToggles() {
  const { bench, isApple } = useRoom();
  const hasFiles = useStore(bench, (state) => state.hasFiles);
  const hasOutput = useStore(bench, (state) => state.hasOutput);
  const hasSide = useStore(bench, (state) => state.hasSide);
  const hasPanel = useStore(bench, (state) => state.hasPanel);
  const mayHavePanel = useMayHavePanel();
  const sideTab = useSideTab();
  const isChatShown = hasSide && sideTab === 'chat';
  const unread = useUnread(isChatShown);
  return (
    <div className="flex items-center gap-0.5">
      <Tooltip text="Files" shortcut={showShortcut('Mod+B', isApple)}>
        <IconButton
          label="Files panel"
          title=""
          isActive={hasFiles}
          className={TOGGLE}
          onClick={() => bench.change({ hasFiles: !hasFiles })}
        >
          <PanelLeft aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </Tooltip>
      <Tooltip text="Output, tests and terminal" shortcut={showShortcut('Mod+J', isApple)}>
        <IconButton
          label="Output panel"
          title=""
          isActive={hasOutput}
          className={TOGGLE}
          onClick={() => bench.change({ hasOutput: !hasOutput })}
        >
          <PanelBottom aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </Tooltip>
      <Tooltip text="Chat" shortcut={showShortcut('Mod+/', isApple)}>
        <IconButton
          label={unread > 0 ? `Chat panel, ${unread} unread` : 'Chat panel'}
          title=""
          isActive={isChatShown}
          className={`relative ${TOGGLE}`}
          onClick={() => bench.change({ hasSide: !isChatShown, sideTab: 'chat' })}
        >
          <MessageSquare aria-hidden="true" size={16} strokeWidth={1.75} />
          {unread > 0 && <UnreadMark count={unread} />}
        </IconButton>
      </Tooltip>
      {mayHavePanel && (
        <Tooltip text={PANEL_NAME} shortcut={showShortcut('Alt+I', isApple)}>
          <IconButton
            label={PANEL_NAME}
            title=""
            isActive={hasPanel}
            className={TOGGLE}
            onClick={() => bench.change({ hasPanel: !hasPanel })}
          >
            <ClipboardList aria-hidden="true" size={16} strokeWidth={1.75} />
          </IconButton>
        </Tooltip>
      )}
    </div>
  );
}

/** A number on a control; the control's name says it too. */
export function UnreadMark({ count }: { count: number }) {
  return (
    <span
      aria-hidden="true"
      className="absolute -top-1 -right-1 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[10px] font-semibold text-accent-ink tabular-nums"
    >
      {count > 99 ? '99+' : count}
    </span>
  );
}

/** Ids of what the menu offers about the interview's time. */
const CLOCK_COMMANDS = ['pause', 'resume', 'add-time'];

function RoomMenu() {
  const { bench, session, visitor, isApple } = useRoom();
  const hasFiles = useStore(bench, (state) => state.hasFiles);
  const hasOutput = useStore(bench, (state) => state.hasOutput);
  const hasSide = useStore(bench, (state) => state.hasSide);
  const hasPanel = useStore(bench, (state) => state.hasPanel);
  const mayHavePanel = useMayHavePanel();
  const leave = useCommand('leave');
  // Read for its changes: which of the clock's commands apply.
  useStore(session.state, (state) => state.status);
  useStore(session.state, (state) => state.clock);
  const clockCommands = useCommands().filter(
    ({ id, isOffered }) => CLOCK_COMMANDS.includes(id) && isOffered?.(),
  );
  const keys = (shortcut: string) => showShortcut(shortcut, isApple);
  return (
    <Menu
      trigger={
        <IconButton label="Room menu">
          <MenuIcon aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      }
    >
      <MenuItem shortcut={keys('Mod+K')} onSelect={() => bench.change({ dialog: 'palette' })}>
        Find a command
      </MenuItem>
      <MenuLine />
      <MenuToggle
        isOn={hasFiles}
        shortcut={keys('Mod+B')}
        onChange={(isOn) => bench.change({ hasFiles: isOn })}
      >
        Files
      </MenuToggle>
      <MenuToggle
        isOn={hasOutput}
        shortcut={keys('Mod+J')}
        onChange={(isOn) => bench.change({ hasOutput: isOn })}
      >
        Output
      </MenuToggle>
      <MenuToggle isOn={hasSide} onChange={(isOn) => bench.change({ hasSide: isOn })}>
        Side panel
      </MenuToggle>
      {mayHavePanel && (
        <MenuToggle
          isOn={hasPanel}
          shortcut={keys('Alt+I')}
          onChange={(isOn) => bench.change({ hasPanel: isOn })}
        >
          {PANEL_NAME}
        </MenuToggle>
      )}
      <MenuLine />
      <MenuItem shortcut={keys('Mod+,')} onSelect={() => bench.change({ dialog: 'settings' })}>
        Settings
      </MenuItem>
      <MenuItem shortcut="?" onSelect={() => bench.change({ dialog: 'help' })}>
        Keyboard shortcuts
      </MenuItem>
      <MenuLine />
      {clockCommands.map(({ id, title, act }) => (
        <MenuItem key={id} onSelect={act}>
          {title}
        </MenuItem>
      ))}
      <MenuItem onSelect={() => leave?.act()}>Leave the room</MenuItem>
      {visitor.isMember && can(visitor.role, 'end') && (
        <MenuItem isDanger onSelect={() => bench.change({ dialog: 'end' })}>
          End the interview
        </MenuItem>
      )}
    </Menu>
  );
}

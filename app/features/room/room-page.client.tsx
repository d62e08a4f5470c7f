import { useBlocker, useNavigate } from '@remix-run/react';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { watchCopies } from '#app/components/ui/copied.ts';
import { ToastRegion } from '#app/components/ui/toast.tsx';
import { TooltipProvider } from '#app/components/ui/tooltip.tsx';
import { AssistantSlot } from './assistant/assistant-slot.tsx';
import { BottomPanel } from './bottom/bottom-panel.tsx';
import { CallSlot } from './call/call-slot.tsx';
import { ChatPanel } from './chat/chat-panel.tsx';
import { useShortcuts } from './commands/use-shortcuts.ts';
import { FilesPanel } from './files/files-panel.tsx';
import { ConnectionBanner } from './layout/connection-banner.tsx';
import { DeskLayout } from './layout/desk-layout.tsx';
import { EditorArea } from './layout/editor-area.tsx';
import { SidePanel } from './layout/side-panel.tsx';
import { StatusBar } from './layout/status-bar.tsx';
import { TopBar } from './layout/top-bar.tsx';
import { useIsPhone } from './layout/use-is-phone.ts';
import { makeRoom } from './make-room.client.ts';
import { PanelSheet, PanelSlot, usePanelPlace } from './panel/panel-slot.tsx';
import { PeopleSlot } from './people/people-slot.tsx';
import { useFollow } from './people/use-follow.ts';
import { useLobby } from './people/use-lobby.ts';
import { ProblemPanel } from './problem/problem-panel.tsx';
import { type Room, RoomContext, type RoomVisitor, useRoom } from './room-context.ts';
import { useAnnouncements } from './use-announcements.ts';
import { useShowRuns } from './use-show-runs.ts';
import { useStore } from './use-store.ts';
import { watchLeaving } from './watch-leaving.ts';
import './room.css';

// What only phones show, and windows that most people never open, are fetched when they are.
const PhoneLayout = lazy(async () => ({ default: (await import('./layout/phone-layout.tsx')).PhoneLayout }));
const PauseBanner = lazy(async () => ({ default: (await import('./layout/pause-banner.tsx')).PauseBanner }));
const Palette = lazy(async () => ({ default: (await import('./commands/palette.tsx')).Palette }));
const HelpSheet = lazy(async () => ({ default: (await import('./commands/help-sheet.tsx')).HelpSheet }));
const SettingsDialog = lazy(async () => ({
  default: (await import('#app/features/settings/settings-dialog.tsx')).SettingsDialog,
}));
const MarkDialog = lazy(async () => ({ default: (await import('./layout/mark-dialog.tsx')).MarkDialog }));
const AddTimeDialog = lazy(async () => ({
  default: (await import('./layout/add-time-dialog.tsx')).AddTimeDialog,
}));
const EndDialog = lazy(async () => ({ default: (await import('./layout/end-dialogs.tsx')).EndDialog }));
const HandInDialog = lazy(async () => ({ default: (await import('./ai/hand-in-dialog.tsx')).HandInDialog }));
const FloorBanner = lazy(async () => ({ default: (await import('./ai/floor-banner.tsx')).FloorBanner }));
const LeaveDialog = lazy(async () => ({ default: (await import('./layout/end-dialogs.tsx')).LeaveDialog }));
const KeptCopyDialog = lazy(async () => ({
  default: (await import('./layout/end-dialogs.tsx')).KeptCopyDialog,
}));

/** The room of one interview, for one person. */
export function RoomPage({ visitor }: { visitor: RoomVisitor }) {
  const navigate = useNavigate();
  const [room, setRoom] = useState<Room | null>(null);
  const [said, setSaid] = useState('');
  const first = useRef(visitor);
  useEffect(() => {
    const { interviewId, isMember } = first.current;
    const made = makeRoom({
      visitor: first.current,
      onLeave: () => navigate(isMember ? `/interviews/${interviewId}` : `/ended/${interviewId}`),
      // The same words twice in a row would not be read out a second time.
      announce: (text) => setSaid((last) => (last === text ? `${text}\u00a0` : text)),
    });
    setRoom(made);
    return () => made.stop();
  }, [navigate]);
  if (!room) return null;
  return (
    <RoomContext.Provider value={room}>
      <TooltipProvider>
        <RoomScreen />
        <ToastRegion toasts={room.toasts} />
        <div aria-live="polite" className="sr-only">
          {said}
        </div>
      </TooltipProvider>
    </RoomContext.Provider>
  );
}

function RoomScreen() {
  const [vimStatus, setVimStatus] = useState<HTMLElement | null>(null);
  const isPhone = useIsPhone();
  const lobby = useLobby();
  const panelPlace = usePanelPlace();
  const isAssistantPane = useStore(useRoom().bench, (state) => state.phonePane === 'assistant');
  const editor = <EditorArea vimStatus={vimStatus} />;
  return (
    <div className="flex h-dvh flex-col overflow-hidden text-13">
      <TopBar lobby={lobby} isPhone={isPhone} />
      <CallSlot isPhone={isPhone} />
      <ConnectionBanner />
      <Pause />
      <Floor />
      <main aria-label="Room" className="relative flex min-h-0 flex-1 flex-col">
        {isPhone ? (
          <Suspense>
            <PhoneLayout
              panes={{
                editor,
                problem: (
                  <section aria-label="Problem" className="h-full bg-canvas">
                    <ProblemPanel />
                  </section>
                ),
                files: <FilesPanel />,
                output: <BottomPanel />,
                chat: (
                  <section aria-label="Chat" className="h-full bg-canvas">
                    <ChatPanel />
                  </section>
                ),
                people: (
                  <section aria-label="People" className="h-full bg-canvas">
                    <PeopleSlot lobby={lobby} />
                  </section>
                ),
                assistant: (
                  <section aria-label="Assistant" className="h-full bg-canvas">
                    <AssistantSlot isShown={isAssistantPane} />
                  </section>
                ),
              }}
            />
          </Suspense>
        ) : (
          <DeskLayout
            files={<FilesPanel />}
            editor={editor}
            output={<BottomPanel />}
            side={<SidePanel lobby={lobby} />}
            panel={panelPlace === 'beside' ? <PanelSlot /> : null}
          />
        )}
      </main>
      {panelPlace === 'over' && <PanelSheet />}
      <StatusBar vimRef={setVimStatus} />
      <RoomHabits />
      <Suspense>
        <Dialogs />
      </Suspense>
    </div>
  );
}

/** Most interviews are never paused nor broken off. */
function Pause() {
  const { session } = useRoom();
  const isStanding = useStore(session.state, ({ status }) => status === 'paused' || status === 'interrupted');
  return (
    isStanding && (
      <Suspense>
        <PauseBanner />
      </Suspense>
    )
  );
}

/** Most interviews have no AI interviewer whose floor somebody could take. */
function Floor() {
  const { session } = useRoom();
  const isTaken = useStore(session.state, (state) => Boolean(state.interviewer?.hold));
  return (
    isTaken && (
      <Suspense>
        <FloorBanner />
      </Suspense>
    )
  );
}

/** What goes on without being seen. Apart, so that the screen is not drawn anew for each word of the room. */
function RoomHabits() {
  useShortcuts();
  useFollow();
  useAnnouncements();
  useShowRuns();
  useWakeUp();
  useContextLine();
  return null;
}

function Dialogs() {
  const { bench, visitor, keptCopy } = useRoom();
  const dialog = useStore(bench, (state) => state.dialog);
  const copy = useStore(keptCopy, (value) => value);
  const guard = useLeaveGuard();
  const navigate = useNavigate();
  useEffect(() => {
    if (dialog !== 'leave') return;
    bench.change({ dialog: null });
    navigate(visitor.isMember ? '/interviews' : '/');
  }, [dialog, bench, navigate, visitor.isMember]);
  return (
    <>
      {dialog === 'palette' && <Palette />}
      {dialog === 'help' && <HelpSheet />}
      {dialog === 'settings' && <SettingsDialog />}
      {dialog === 'mark' && <MarkDialog />}
      {dialog === 'add-time' && <AddTimeDialog />}
      {dialog === 'end' && <EndDialog />}
      {dialog === 'hand-in' && <HandInDialog />}
      {guard && <LeaveDialog onLeave={guard.leave} onStay={guard.stay} />}
      {copy && <KeptCopyDialog copy={copy} onClose={() => keptCopy.set(null)} />}
    </>
  );
}

/** Holds people back while something of theirs is only on this device: by link with a question, else by the browser's own. */
function useLeaveGuard(): { leave: () => void; stay: () => void } | null {
  const { session } = useRoom();
  const blocker = useBlocker(
    useCallback(() => session.hasUnsaved && session.state.get().connection !== 'stopped', [session]),
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (session.hasUnsaved) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [session]);
  return blocker.state === 'blocked' ? { leave: blocker.proceed, stay: blocker.reset } : null;
}

/** What the room is told beside the edits; only of candidates, since nobody judges the others by it. */
function useContextLine(): void {
  const { session, visitor } = useRoom();
  useEffect(() => {
    if (visitor.role !== 'candidate') return;
    const stops = [watchCopies((text) => session.context.copied(text)), watchLeaving(session.context)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [session, visitor.role]);
}

/** The network or the person came back: no need to wait for the next try. */
function useWakeUp(): void {
  const { session } = useRoom();
  useEffect(() => {
    const wake = () => {
      if (document.visibilityState === 'visible') session.wake();
    };
    const doubt = () => session.doubt();
    window.addEventListener('offline', doubt);
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      window.removeEventListener('offline', doubt);
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
    };
  }, [session]);
}

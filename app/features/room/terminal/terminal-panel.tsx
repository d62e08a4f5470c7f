import { Eye, RotateCcw, SquareTerminal, X } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { acceptsEdits } from '#core/interview-status.ts';
import { can } from '#core/roles.ts';
import { showShortcut } from '../commands/shortcut.ts';
import { useIsPhone } from '../layout/use-is-phone.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { useTypist } from './use-typist.ts';

/** The screen is drawn by a library that most rooms never need. */
const TerminalScreen = lazy(async () => ({
  default: (await import('./terminal-screen.client.tsx')).TerminalScreen,
}));

/** A press without an answer of the room is forgotten after this long, so that one can press again. */
const ANSWER_PATIENCE = 15_000;

/** The shared shell of this interview: everybody sees it, those who take part type. */
export function TerminalPanel() {
  const { session, visitor, bench, isApple } = useRoom();
  const isOpen = useStore(session.state, (state) => state.terminal !== null);
  const isChosen = useStore(bench, (state) => state.outputTab === 'terminal');
  const isPaneShown = useStore(bench, (state) => state.phonePane === 'output');
  const isPhone = useIsPhone();
  const canType = can(visitor.role, 'terminal');
  if (!isOpen) return <ClosedTerminal />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1">
        {isChosen && (
          <Suspense fallback={<p className="px-3 py-2.5 text-13 text-ink-faint">Opening the terminal</p>}>
            <TerminalScreen isShown={!isPhone || isPaneShown} canType={canType} />
          </Suspense>
        )}
      </div>
      <p className="flex h-6 shrink-0 items-center gap-1.5 truncate border-t border-line px-3 text-12 text-ink-faint max-sm:hidden">
        {canType ? (
          <>
            F6 or {showShortcut('Ctrl+`', isApple)} leaves the terminal. Everybody in the room sees what is
            typed here.
          </>
        ) : (
          <>
            <Eye aria-hidden="true" size={13} />
            You are watching: only people who take part type here.
          </>
        )}
      </p>
    </div>
  );
}

function ClosedTerminal() {
  const { session, visitor } = useRoom();
  const status = useStore(session.state, (state) => state.status);
  const refusal = useStore(session.state, (state) => state.refusal);
  const isOnline = useStore(session.state, (state) => state.connection === 'online');
  const [isOpening, setOpening] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: any refusal of the room ends the opening
  useEffect(() => setOpening(false), [refusal]);
  useEffect(() => {
    if (!isOpening) return;
    const timer = setTimeout(() => setOpening(false), ANSWER_PATIENCE);
    return () => clearTimeout(timer);
  }, [isOpening]);
  if (!can(visitor.role, 'terminal')) {
    return (
      <p className="px-3 py-2.5 text-13 text-ink-faint">
        Nobody has opened the terminal so far. What people do in it shows up here.
      </p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2.5 text-13 text-ink-faint">
      <span>A shell in the files of this room, shared by everybody in it.</span>
      <Button
        size="sm"
        isPending={isOpening}
        disabled={!isOnline || !acceptsEdits(status)}
        icon={<SquareTerminal aria-hidden="true" size={14} />}
        onClick={() => setOpening(session.terminal.open())}
      >
        Open the terminal
      </Button>
    </div>
  );
}

/** To the right of the tabs while the terminal shows. */
export function TerminalActions() {
  const { session, visitor } = useRoom();
  const terminal = useStore(session.state, (state) => state.terminal);
  const typist = useTypist();
  if (!terminal) return null;
  const { columns, rows } = terminal.size;
  return (
    <>
      {typist && <span className="min-w-0 truncate pr-2 text-13 text-ink-soft">{typist}</span>}
      <span
        title="Columns and rows. Everybody sees the same screen, as large as the smallest window."
        className="tabular shrink-0 pr-1 text-12 text-ink-faint max-sm:hidden"
      >
        {columns} × {rows}
      </span>
      {can(visitor.role, 'terminal') && (
        <>
          <IconButton label="Restart the terminal" onClick={() => session.terminal.restart()}>
            <RotateCcw aria-hidden="true" size={14} />
          </IconButton>
          <IconButton label="Close the terminal for everybody" onClick={() => session.terminal.close()}>
            <X aria-hidden="true" size={14} />
          </IconButton>
        </>
      )}
    </>
  );
}

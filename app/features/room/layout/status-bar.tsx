import { clsx } from 'clsx';
import { Check, CircleDashed, CloudOff, Eye, Wifi, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { fileLanguageOf } from '#app/features/editor/file-language.ts';
import { tabSizeOf } from '#app/features/settings/settings.ts';
import { can } from '#core/roles.ts';
import { formatTimeOfDay } from '../clock.ts';
import { useRoom } from '../room-context.ts';
import { connectionWord, savedWord } from '../saved-words.ts';
import { Store } from '../store.ts';
import { useStore } from '../use-store.ts';
import { REGION } from './regions.ts';

const NO_CURSOR = new Store<{ line: number; column: number; selected: number } | null>(null);

/** The line at the bottom: connection, saved, and where one is. */
export function StatusBar({ vimRef }: { vimRef: (element: HTMLElement | null) => void }) {
  const { session, visitor, bench, files, editor, settings } = useRoom();
  const connection = useStore(session.state, (state) => state.connection);
  const saved = useStore(session.state, (state) => state.saved);
  const controller = useStore(editor, (value) => value);
  const cursor = useStore(controller?.cursor ?? NO_CURSOR, (value) => value);
  const active = useStore(bench, (state) => state.active);
  const path = useStore(files, (value) => value.files.find(({ id }) => id === active)?.path ?? null);
  const prefs = useStore(settings, (value) => value);
  const isOnline = connection === 'online';
  const isBad = connection === 'offline' || connection === 'stopped';
  const language = path === null ? null : fileLanguageOf(path);
  const openSettings = () => bench.change({ dialog: 'settings' });
  return (
    <footer
      {...{ [REGION]: 5 }}
      className="flex h-6.5 shrink-0 items-center gap-4 overflow-hidden border-t border-line bg-canvas px-3 text-12 whitespace-nowrap text-ink-soft"
    >
      <Item
        icon={isOnline ? <Wifi size={13} /> : isBad ? <WifiOff size={13} /> : <CircleDashed size={13} />}
        className={clsx(isBad && 'text-warn')}
      >
        {connectionWord({ connection })}
      </Item>
      {can(visitor.role, 'edit') ? (
        <Item
          icon={
            saved === 'saved' ? (
              <Check size={13} />
            ) : saved === 'saving' ? (
              <CircleDashed size={13} />
            ) : (
              <CloudOff size={13} />
            )
          }
          className={clsx(
            saved === 'offline-unsaved' && 'font-medium text-warn',
            saved === 'saved' && 'text-ink-soft',
          )}
        >
          {savedWord({ saved })}
        </Item>
      ) : (
        <Item icon={<Eye size={13} />}>Watching, read-only</Item>
      )}
      <span
        className="flex items-center gap-1.5 sm:hidden"
        title="Everything typed, run and written here is recorded."
      >
        <span aria-hidden="true" className="size-2 rounded-full bg-accent" />
        Recorded
      </span>
      <span ref={vimRef} className="vim-status min-w-0 flex-1 truncate font-mono" />
      {cursor && (
        <span className="tabular max-sm:hidden">
          Line {cursor.line}, column {cursor.column}
          {cursor.selected > 0 && ` (${cursor.selected} selected)`}
        </span>
      )}
      {language && (
        <button type="button" className="rounded-[3px] hover:text-ink max-sm:hidden" onClick={openSettings}>
          {tabSizeOf(prefs, language.editorId)} spaces
        </button>
      )}
      {language && <span className="max-sm:hidden">{language.label}</span>}
      <WallClock />
    </footer>
  );
}

function Item({ icon, className, children }: { icon: ReactNode; className?: string; children: ReactNode }) {
  return (
    <span className={clsx('flex shrink-0 items-center gap-1.5', className)}>
      <span aria-hidden="true">{icon}</span>
      {children}
    </span>
  );
}

/** The time of day, by this machine. */
function WallClock() {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5000);
    return () => clearInterval(timer);
  }, []);
  return <time className="max-sm:hidden">{formatTimeOfDay(now)}</time>;
}

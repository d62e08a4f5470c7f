import { clsx } from 'clsx';
import { Check, CircleDashed, CloudOff, Eye, TriangleAlert, Wifi, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Tooltip } from '#app/components/ui/tooltip.tsx';
import { type FileLanguage, fileLanguageOf } from '#app/features/editor/file-language.ts';
import { tabSizeOf, usesTabs } from '#app/features/settings/settings.ts';
import { can } from '#core/roles.ts';
import { formatTimeOfDay } from '../clock.ts';
import { useRoom } from '../room-context.ts';
import { connectionWord, savedWord } from '../saved-words.ts';
import { Store } from '../store.ts';
import { useStore } from '../use-store.ts';
import { REGION } from './regions.ts';
import { shortVersion } from './version.ts';

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
          {tabWords(language.editorId, tabSizeOf(prefs, language.editorId))}
        </button>
      )}
      {language && <LanguageWord language={language} />}
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

function tabWords(editorLanguage: string, size: number): string {
  return usesTabs(editorLanguage) ? `Tabs, ${size} wide` : `${size} spaces`;
}

/** The language of the open file with the version that runs it, or that it cannot run here and why. */
function LanguageWord({ language }: { language: FileLanguage }) {
  const { session } = useRoom();
  const statuses = useStore(session.state, (state) => state.languages);
  const known = statuses?.find(({ id }) => id === language.runs);
  if (!known) return <span className="max-sm:hidden">{language.label}</span>;
  if (known.version !== null) {
    return (
      <span className="max-sm:hidden" title={known.version}>
        {language.label} <span className="tabular">{shortVersion(known.version)}</span>
      </span>
    );
  }
  return (
    <Tooltip text={`Not installed on this machine. ${known.missing ?? ''}`} side="top">
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its tip says how to get the language, which must be reachable
        tabIndex={0}
        className="flex items-center gap-1 rounded-[3px] text-warn max-sm:hidden"
      >
        <TriangleAlert aria-hidden="true" size={12} />
        {language.label}: not installed
      </span>
    </Tooltip>
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

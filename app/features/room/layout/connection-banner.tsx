import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import type { StopReason } from '../after-close.ts';
import { useRoom } from '../room-context.ts';
import type { RoomSession } from '../room-session.ts';
import type { Connection } from '../room-state.ts';
import { useStore } from '../use-store.ts';

/** A line shorter than this is not worth a word: it is back before one has read it. */
const PATIENCE = 1000;

const OFFERS: Record<StopReason['offer'], { label: string; act: (session: RoomSession) => void }> = {
  reload: { label: 'Reload', act: () => location.reload() },
  retry: { label: 'Try again', act: (session) => session.retry() },
  'take-over': { label: 'Use this tab', act: (session) => session.takeOver() },
};

/** Says that there is no connection, what that means for what one typed, and what happens next. */
export function ConnectionBanner() {
  const { session, announce } = useRoom();
  const connection = useStore(session.state, (state) => state.connection);
  // Read for its changes: what is unsaved is asked of the session below.
  useStore(session.state, (state) => state.saved);
  const stop = useStore(session.state, (state) => state.stop);
  const isLost = connection === 'offline' || connection === 'connecting';
  const [isShown, setShown] = useState(false);

  useEffect(() => {
    if (!isLost) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [isLost]);

  const isOnline = typeof navigator === 'undefined' || navigator.onLine;
  const words = wordsFor({ connection, hasUnsaved: session.hasUnsaved, isOnline });
  useEffect(() => {
    if (isShown) announce(words);
  }, [isShown, words, announce]);

  if (stop) {
    return (
      <div
        role="alert"
        className="flex min-h-10 shrink-0 flex-wrap items-center justify-center gap-x-3 gap-y-1 bg-bad-wash px-4 py-1.5 text-13 text-bad"
      >
        <strong className="font-semibold">{stop.title}.</strong>
        <span>{stop.text}</span>
        <Button size="sm" onClick={() => OFFERS[stop.offer].act(session)}>
          {OFFERS[stop.offer].label}
        </Button>
      </div>
    );
  }
  if (!isShown) return null;
  return (
    <div className="flex min-h-8 shrink-0 items-center justify-center gap-2 bg-warn-wash px-4 py-1 text-13 text-warn">
      <WifiOff aria-hidden="true" size={14} className="shrink-0" />
      {words}
    </div>
  );
}

/** What no connection means for what one typed. `isOnline`: this device has a network at all. */
function wordsFor(state: { connection: Connection; hasUnsaved: boolean; isOnline: boolean }): string {
  if (state.hasUnsaved) {
    return state.isOnline
      ? 'Not saved yet: reconnecting. Your edits are kept on this device.'
      : 'Offline: your edits are kept on this device.';
  }
  if (!state.isOnline) return 'Offline. Nothing of yours is unsaved.';
  return state.connection === 'connecting'
    ? 'Connecting to the room.'
    : 'Reconnecting. Nothing of yours is unsaved.';
}

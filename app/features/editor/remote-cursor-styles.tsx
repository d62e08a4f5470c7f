import { useEffect, useState } from 'react';
import { useRoom } from '#app/features/room/room-context.ts';
import { useStore } from '#app/features/room/use-store.ts';
import { RecentCursors } from './recent-cursors.ts';
import { cursorCss } from './remote-cursors.ts';

const NOBODY: ReadonlySet<number> = new Set();

/** The style element behind the remote cursors; a name shows while its cursor moves and then fades. */
export function RemoteCursors() {
  const { awareness, peers: store, settings } = useRoom();
  const peers = useStore(store, (value) => value);
  const hasLabels = useStore(settings, (value) => value.cursorLabels);
  const [recent, setRecent] = useState(NOBODY);

  useEffect(() => {
    const cursors = new RecentCursors(setRecent);
    const look = () => {
      for (const [id, state] of awareness.getStates()) {
        if (id !== awareness.clientID) cursors.see(id, JSON.stringify(state.selection ?? null));
      }
    };
    look();
    awareness.on('change', look);
    return () => {
      awareness.off('change', look);
      cursors.stop();
    };
  }, [awareness]);

  return <style>{cursorCss(peers, recent, hasLabels)}</style>;
}

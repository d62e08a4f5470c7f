import { useEffect, useState } from 'react';
import { useRoom } from '#app/features/room/room-context.ts';
import { useStore } from '#app/features/room/use-store.ts';
import { cursorCss, LABEL_SHOWN } from './remote-cursors.ts';

const NOBODY: ReadonlySet<number> = new Set();

/** The style element behind the remote cursors; a name shows while its cursor moves and then fades. */
export function RemoteCursors() {
  const { awareness, peers: store, settings } = useRoom();
  const peers = useStore(store, (value) => value);
  const hasLabels = useStore(settings, (value) => value.cursorLabels);
  const [recent, setRecent] = useState(NOBODY);

  useEffect(() => {
    const places = new Map<number, string>();
    const timers = new Map<number, ReturnType<typeof setTimeout>>();
    const look = () => {
      for (const [id, state] of awareness.getStates()) {
        const place = JSON.stringify(state.selection ?? null);
        const before = places.get(id);
        places.set(id, place);
        if (id === awareness.clientID || before === undefined || before === place) continue;
        clearTimeout(timers.get(id));
        timers.set(
          id,
          setTimeout(() => setRecent((ids) => new Set([...ids].filter((one) => one !== id))), LABEL_SHOWN),
        );
        setRecent((ids) => (ids.has(id) ? ids : new Set([...ids, id])));
      }
    };
    look();
    awareness.on('change', look);
    return () => {
      awareness.off('change', look);
      for (const timer of timers.values()) clearTimeout(timer);
    };
  }, [awareness]);

  return <style>{cursorCss(peers, recent, hasLabels)}</style>;
}

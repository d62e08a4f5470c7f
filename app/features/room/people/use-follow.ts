import { useEffect } from 'react';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { findFollowed } from './follow.ts';

/** While somebody is followed: shows their file and scrolls to their cursor, until one types or chooses otherwise. */
export function useFollow(): void {
  const { awareness, bench, editor, files, session } = useRoom();
  const following = useStore(bench, (state) => state.following);
  const controller = useStore(editor, (value) => value);

  useEffect(() => {
    if (!following || !controller) return;
    const go = () => {
      const place = findFollowed(awareness, following);
      if (!place?.fileId || !files.get().files.some(({ id }) => id === place.fileId)) return;
      if (bench.get().active !== place.fileId) bench.openFollowed(place.fileId);
      controller.open(place.fileId);
      controller.reveal(place.head);
    };
    go();
    awareness.on('change', go);
    const stopOnEdit = (
      _update: unknown,
      _origin: unknown,
      _doc: unknown,
      transaction: { local: boolean },
    ) => {
      if (transaction.local) bench.change({ following: null });
    };
    session.doc.on('update', stopOnEdit);
    return () => {
      awareness.off('change', go);
      session.doc.off('update', stopOnEdit);
    };
  }, [awareness, bench, controller, files, following, session]);

  // Whoever left cannot be followed.
  const isHere = useStore(session.state, (state) =>
    state.people.some(({ participantId }) => participantId === following),
  );
  useEffect(() => {
    if (following && !isHere) bench.change({ following: null });
  }, [bench, following, isHere]);
}

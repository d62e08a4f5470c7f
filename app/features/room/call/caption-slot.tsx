import { lazy, Suspense } from 'react';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

// Fetched once somebody has spoken. Without a line to fetch them there are no captions, and the code goes on.
const Captions = lazy(() =>
  import('./captions.tsx').then(
    ({ Captions }) => ({ default: Captions }),
    () => ({ default: () => null }),
  ),
);

/** What is said, once something was. */
export function CaptionSlot() {
  const { session } = useRoom();
  const hasWords = useStore(session.state, ({ speeches, caption }) => speeches.length > 0 || caption !== '');
  return (
    hasWords && (
      <Suspense>
        <Captions />
      </Suspense>
    )
  );
}

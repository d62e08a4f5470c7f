import { lazy, Suspense } from 'react';
import type { Lobby } from './use-lobby.ts';

// Fetched beside everything else: nobody waits for it to type.
const PeoplePanel = lazy(async () => ({ default: (await import('./people-panel.tsx')).PeoplePanel }));

/** The list of people, once it has been fetched. */
export function PeopleSlot({ lobby }: { lobby: Lobby }) {
  return (
    <Suspense fallback={null}>
      <PeoplePanel lobby={lobby} />
    </Suspense>
  );
}

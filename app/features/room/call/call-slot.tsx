import { type ComponentType, useEffect, useState } from 'react';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { mayReturnToCall } from './call-return-key.ts';

/** The call's own part of the room, fetched when somebody first opens the call or was in it before a reload: most never do. */
export function CallSlot({ isPhone }: { isPhone: boolean }) {
  const { bench, toasts } = useRoom();
  const [mayReturn] = useState(mayReturnToCall);
  const isWanted = useStore(bench, ({ dialog }) => dialog === 'call') || mayReturn;
  const [Region, setRegion] = useState<ComponentType<{ isPhone: boolean }> | null>(null);
  useEffect(() => {
    if (!isWanted || Region) return;
    import('./call-region.client.tsx').then(
      ({ CallRegion }) => setRegion(() => CallRegion),
      () => {
        bench.change({ dialog: null });
        toasts.show({ text: 'The call could not be fetched. Try again in a moment.', tone: 'bad' });
      },
    );
  }, [isWanted, Region, bench, toasts]);
  return Region && <Region isPhone={isPhone} />;
}

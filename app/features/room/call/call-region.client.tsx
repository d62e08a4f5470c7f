import { useEffect } from 'react';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { CallView } from './call-view.tsx';
import { makeCall } from './make-call.client.ts';

/** The call with this browser's own devices, from when somebody opens it. */
export function CallRegion({ isPhone }: { isPhone: boolean }) {
  const room = useRoom();
  const isMade = useStore(room.call, (call) => call !== null);
  useEffect(() => {
    if (!room.call.get()) room.call.set(makeCall(room));
  }, [room]);
  return isMade && <CallView isPhone={isPhone} />;
}

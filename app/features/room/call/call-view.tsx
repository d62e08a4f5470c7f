import { useEffect } from 'react';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { useCall, useCallState } from './call.ts';
import { isTakingPart } from './call-state.ts';
import { CallStrip } from './call-strip.tsx';
import { CheckDialog } from './check-dialog.tsx';
import { useCallAnnouncements } from './use-call-announcements.ts';
import { useCallKeys } from './use-call-keys.ts';
import { useCallReturn } from './use-call-return.ts';

/** All that shows of the call: what is checked before one joins, and the strip while one takes part. */
export function CallView({ isPhone }: { isPhone: boolean }) {
  const { bench, toasts } = useRoom();
  const { client } = useCall();
  const isAsked = useStore(bench, ({ dialog }) => dialog === 'call');
  const isInCall = useCallState(isTakingPart);
  const phase = useCallState((state) => state.phase);
  useCallKeys();
  useCallAnnouncements();
  useCallReturn();
  useEffect(() => {
    bench.change({ isInCall });
    // asked for once more, from somewhere that did not know
    if (isInCall && isAsked) bench.change({ dialog: null });
  }, [bench, isInCall, isAsked]);
  useEffect(() => {
    if (phase.type === 'absent') toasts.show({ text: phase.message, tone: 'bad' });
  }, [phase, toasts]);
  useEffect(() => {
    const wake = () => {
      if (document.visibilityState === 'visible') client.wake();
    };
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
    };
  }, [client]);
  return (
    <>
      {isAsked && !isInCall && <CheckDialog />}
      {isInCall && <CallStrip isPhone={isPhone} />}
    </>
  );
}

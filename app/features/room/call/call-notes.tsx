import { CircleAlert, VolumeX, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { useCall, useCallState } from './call.ts';
import { phaseWords } from './call-words.ts';
import { troubleWords } from './device-words.ts';

/** A break shorter than this is mended before one has read of it. Milliseconds. */
const PATIENCE = 1000;

/** What is not well with the call or an own device, and what to do about it. */
export function CallNotes() {
  const { client } = useCall();
  const phase = useCallState((state) => state.phase);
  const trouble = useCallState((state) => state.trouble);
  const isSoundBlocked = useCallState(
    (state) => state.isSoundBlocked && state.phase.type === 'in' && state.people.length > 1,
  );
  const words = phaseWords(phase, useNow(phase.type === 'lost'));
  const isWorthAWord = useLasting(phase.type === 'reconnecting') || phase.type === 'lost';
  const kind = trouble?.kind;
  const retry =
    kind === 'microphone'
      ? () => client.setMicrophone(true)
      : kind === 'camera'
        ? () => client.setCamera(true)
        : null;
  return (
    <>
      {isWorthAWord && words && (
        <Note icon={<WifiOff aria-hidden="true" size={14} />}>
          <span className="min-w-0">{words}</span>
          {phase.type === 'lost' && phase.nextTryAt !== null && (
            <Button size="sm" onClick={() => client.wake()}>
              Try now
            </Button>
          )}
        </Note>
      )}
      {isSoundBlocked && (
        <Note icon={<VolumeX aria-hidden="true" size={14} />}>
          <span className="min-w-0">The browser holds the sound back.</span>
          <Button size="sm" onClick={() => void client.startSound()}>
            Turn the sound on
          </Button>
        </Note>
      )}
      {trouble && (
        <Note icon={<CircleAlert aria-hidden="true" size={14} />}>
          <span className="min-w-0">{troubleWords(trouble)} You still hear the others.</span>
          {retry && (
            <Button size="sm" onClick={() => void retry()}>
              Try again
            </Button>
          )}
        </Note>
      )}
    </>
  );
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-9 shrink-0 items-center justify-center gap-2 bg-warn-wash px-4 py-1 text-13 text-warn">
      <span className="shrink-0">{icon}</span>
      {children}
    </div>
  );
}

/** Whether this has been so for longer than what is not worth a word. */
function useLasting(isSo: boolean): boolean {
  const [isLasting, setLasting] = useState(false);
  useEffect(() => {
    if (!isSo) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [isSo]);
  return isSo && isLasting;
}

/** This machine's clock, each second while it is looked at. */
function useNow(isNeeded: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isNeeded) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isNeeded]);
  return now;
}

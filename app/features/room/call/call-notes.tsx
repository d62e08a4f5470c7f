import { CircleAlert, VolumeX, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { Spinner } from '#app/components/ui/spinner.tsx';
import { useCall, useCallState } from './call.ts';
import { phaseWords } from './call-words.ts';
import { troubleWords } from './device-words.ts';

/** What is not well with the call or an own device, and what to do about it. */
export function CallNotes() {
  const { client } = useCall();
  const phase = useCallState((state) => state.phase);
  const trouble = useCallState((state) => state.trouble);
  const isSoundBlocked = useCallState(
    (state) => state.isSoundBlocked && state.phase.type === 'in' && state.people.length > 1,
  );
  const words = phaseWords(phase, useNow(phase.type === 'lost'));
  const kind = trouble?.kind;
  const retry =
    kind === 'microphone'
      ? () => client.setMicrophone(true)
      : kind === 'camera'
        ? () => client.setCamera(true)
        : null;
  return (
    <>
      {words &&
        (phase.type === 'joining' ? (
          <Note icon={<Spinner />} isQuiet>
            {words}
          </Note>
        ) : (
          <Note icon={<WifiOff aria-hidden="true" size={14} />}>
            {words}
            {phase.type === 'lost' && phase.nextTryAt !== null && (
              <Button size="sm" onClick={() => client.wake()}>
                Try now
              </Button>
            )}
          </Note>
        ))}
      {isSoundBlocked && (
        <Note icon={<VolumeX aria-hidden="true" size={14} />}>
          The browser holds the sound back.
          <Button size="sm" onClick={() => void client.startSound()}>
            Turn the sound on
          </Button>
        </Note>
      )}
      {trouble && (
        <Note icon={<CircleAlert aria-hidden="true" size={14} />}>
          {troubleWords(trouble)} You still hear the others.
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

function Note({
  icon,
  isQuiet = false,
  children,
}: {
  icon: ReactNode;
  isQuiet?: boolean;
  children: ReactNode;
}) {
  const look = isQuiet ? 'bg-sunken text-ink-soft' : 'bg-warn-wash text-warn';
  return (
    <div
      className={`flex min-h-9 shrink-0 flex-wrap items-center justify-center gap-x-2 gap-y-1 px-4 py-1 text-13 ${look}`}
    >
      <span className="shrink-0">{icon}</span>
      {children}
    </div>
  );
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

import { Check } from 'lucide-react';
import { Spinner } from '#app/components/ui/spinner.tsx';
import type { CallCheck } from './call-client.ts';

/** Longer than this there and back, and people begin to talk over each other. Milliseconds. */
const SLOW = 300;

/** Whether the call can be reached from here, and how fast. */
export function LineCheck({ check }: { check: CallCheck | null }) {
  return (
    <div role="status" className="flex items-center gap-2 text-13 text-ink-soft">
      {check?.type === 'reachable' ? (
        <>
          <Check aria-hidden="true" size={14} className="shrink-0 text-good" />
          <span>
            The call can be reached: <span className="tabular">{check.roundTripMs} ms</span> there and back.
            {check.roundTripMs > SLOW && ' That is slow: leave the camera off if voices break up.'}
          </span>
        </>
      ) : (
        <>
          <Spinner />
          Looking whether the call can be reached
        </>
      )}
    </div>
  );
}

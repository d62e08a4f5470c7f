import { Phone } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** The way into the call; gone while one takes part in it, and where the interview has none. */
export function CallButton({ isPhone }: { isPhone: boolean }) {
  const { bench, call, visitor } = useRoom();
  const opened = useStore(call, (value) => value);
  const isOpening = useStore(bench, ({ dialog }) => dialog === 'call') && !opened;
  const isInCall = useStore(bench, (state) => state.isInCall);
  if (isInCall || !visitor.hasCall) return null;
  return (
    <Button
      size="sm"
      aria-label="Join the call"
      isPending={isOpening}
      icon={<Phone aria-hidden="true" size={13} />}
      onClick={() => bench.change({ dialog: 'call' })}
    >
      {!isPhone && 'Call'}
    </Button>
  );
}

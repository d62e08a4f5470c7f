import { Square } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { can } from '#core/roles.ts';
import type { Run } from '#core/room-protocol.ts';
import { ariaShortcut } from '../commands/shortcut.ts';
import { useRoom } from '../room-context.ts';

/** Stops what runs; nothing while nothing does, and for those who may not. */
export function StopButton({ run }: { run: Run }) {
  const { session, visitor, isApple } = useRoom();
  if (run.outcome || !can(visitor.role, 'run')) return null;
  return (
    <Button
      size="sm"
      // The top bar has one too, which is near where there is little room.
      className="@max-xl:hidden"
      aria-keyshortcuts={ariaShortcut('Mod+.', isApple)}
      icon={<Square aria-hidden="true" size={11} fill="currentColor" />}
      onClick={() => session.runs.stop(run.runId)}
    >
      Stop
    </Button>
  );
}

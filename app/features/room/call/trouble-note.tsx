import { CircleAlert } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { type DeviceTrouble, troubleWords } from './device-words.ts';

/** What is wrong with a device, what to do, and trying again. */
export function TroubleNote({ trouble, onRetry }: { trouble: DeviceTrouble; onRetry: () => void }) {
  return (
    <div
      role="status"
      className="flex items-start gap-2 rounded-control bg-warn-wash px-3 py-2 text-13 text-ink"
    >
      <CircleAlert aria-hidden="true" size={14} className="mt-[3px] shrink-0 text-warn" />
      <span className="min-w-0 flex-1">{troubleWords(trouble)}</span>
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}

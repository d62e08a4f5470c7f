import { useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { CopyButton } from '#app/components/ui/copy-button.tsx';
import { Dialog } from '#app/components/ui/dialog.tsx';
import type { KeptCopy } from '../kept-copy.ts';
import { useRoom } from '../room-context.ts';

/** Asks before ending for everybody, which cannot be taken back. */
export function EndDialog() {
  const { bench, visitor, toasts } = useRoom();
  const [isEnding, setEnding] = useState(false);
  const close = () => bench.change({ dialog: null });
  const end = async () => {
    setEnding(true);
    const response = await fetch(`/api/interviews/${visitor.interviewId}/end`, { method: 'POST' }).catch(
      () => null,
    );
    if (response?.ok) return;
    setEnding(false);
    toasts.show({ text: 'The interview could not be ended. Try again in a moment.', tone: 'bad' });
  };
  return (
    <Dialog
      title="End the interview?"
      description="Everybody leaves the room and the files are closed for good. The recording stays."
      width="sm"
      onClose={close}
      footer={
        <>
          <Button data-first-focus onClick={close}>
            Keep going
          </Button>
          <Button variant="danger" isPending={isEnding} onClick={end}>
            End for everybody
          </Button>
        </>
      }
    >
      <p className="text-13 text-ink-soft">This cannot be undone.</p>
    </Dialog>
  );
}

/** Asks before leaving while something typed is only on this device. */
export function LeaveDialog({ onLeave, onStay }: { onLeave: () => void; onStay: () => void }) {
  return (
    <Dialog
      title="Some edits are not saved yet"
      description="They are kept on this device and are sent when you come back to this room in this browser."
      width="sm"
      onClose={onStay}
      footer={
        <>
          <Button variant="danger" onClick={onLeave}>
            Leave now
          </Button>
          <Button data-first-focus variant="primary" onClick={onStay}>
            Stay
          </Button>
        </>
      }
    >
      <p className="text-13 text-ink-soft">Stay until the line at the bottom says Saved to be sure.</p>
    </Dialog>
  );
}

/** Hands back texts that the room did not take. */
export function KeptCopyDialog({ copy, onClose }: { copy: KeptCopy; onClose: () => void }) {
  return (
    <Dialog
      title="Some of your edits were not taken"
      description={copy.reason}
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      {copy.files.length > 0 && (
        <>
          <p className="pb-3 text-13 text-ink-soft">
            These are the files as they were on this device. Copy what you need; they are gone when you close
            this.
          </p>
          <ul className="flex flex-col gap-1">
            {copy.files.map(({ path, text }) => (
              <li
                key={path}
                className="flex items-center gap-3 rounded-control border border-line px-3 py-1.5"
              >
                <span className="min-w-0 flex-1 truncate font-mono text-13">{path}</span>
                <CopyButton size="sm" label="Copy" text={text} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

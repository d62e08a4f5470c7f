import { useEffect, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { Dialog } from '#app/components/ui/dialog.tsx';
import { askRoom } from '../commands/ask-room.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** Asks before a candidate hands in, which cannot be taken back. The room closes once it is done. */
export function HandInDialog() {
  const room = useRoom();
  const { bench, session, visitor } = room;
  const [isSent, setSent] = useState(false);
  const refusal = useStore(session.state, (state) => state.refusal);
  const isOnline = useStore(session.state, (state) => state.connection === 'online');
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal, and each lost line, is a reason to offer it again
  useEffect(() => setSent(false), [refusal, isOnline]);
  const close = () => bench.change({ dialog: null });
  return (
    <Dialog
      title="Hand in and end the interview?"
      description="Your files are closed as they are, and the room closes for everybody. This cannot be undone."
      width="sm"
      onClose={close}
      footer={
        <>
          <Button data-first-focus onClick={close}>
            Keep working
          </Button>
          <Button
            variant="danger"
            isPending={isSent}
            onClick={() =>
              askRoom(room, () => {
                const isOnItsWay = session.interviewer.handIn();
                setSent(isOnItsWay);
                return isOnItsWay;
              })
            }
          >
            Hand in
          </Button>
        </>
      }
    >
      <p className="text-13 text-ink-soft">
        A person at {visitor.organisationName} goes through the recording and gets back to you.
      </p>
    </Dialog>
  );
}

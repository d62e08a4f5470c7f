import { Dialog } from '#app/components/ui/dialog.tsx';
import { Kbd } from '#app/components/ui/kbd.tsx';
import { REPLAY_KEYS } from '../playback/replay-keys.ts';

/** Every key of the replay. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title="Keyboard shortcuts"
      description="In the code, arrow keys, Home and End move there; all others work everywhere."
      onClose={onClose}
    >
      <dl>
        {REPLAY_KEYS.map(({ keys, action, words }) => (
          <div
            key={action}
            className="flex min-h-7 items-center justify-between gap-4 border-b border-line text-13"
          >
            <dt>{words}</dt>
            <dd className="flex shrink-0 gap-2.5">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

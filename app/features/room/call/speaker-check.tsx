import { Volume2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { useStore } from '../use-store.ts';
import { useCall } from './call.ts';
import { DeviceSelect } from './device-select.tsx';
import { useDevices } from './use-devices.ts';

/** Where one hears the others, with a sound to try it. */
export function SpeakerCheck() {
  const { media, prefs } = useCall();
  const wished = useStore(prefs, (value) => value.speaker);
  const [isPlaying, setPlaying] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const { speaker: devices } = useDevices();
  const play = async () => {
    setPlaying(true);
    try {
      await media.playTestSound(wished);
      setFailed(false);
    } catch {
      setFailed(true);
    }
    setPlaying(false);
  };
  const button = (
    <Button
      className="h-9"
      isPending={isPlaying}
      icon={<Volume2 aria-hidden="true" size={14} />}
      onClick={() => void play()}
    >
      Play a test sound
    </Button>
  );
  return (
    <div className="flex flex-col gap-2">
      {media.canChooseSpeaker ? (
        <Field label="Speakers">
          <div className="flex gap-2">
            <DeviceSelect kind="speaker" devices={devices} />
            {button}
          </div>
        </Field>
      ) : (
        <div>{button}</div>
      )}
      {hasFailed && (
        <p role="status" className="text-13 text-warn">
          No sound could be played there. Choose other speakers.
        </p>
      )}
    </div>
  );
}

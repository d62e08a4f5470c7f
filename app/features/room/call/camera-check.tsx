import { useEffect, useRef, useState } from 'react';
import { Checkbox } from '#app/components/ui/checkbox.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { useStore } from '../use-store.ts';
import { useCall } from './call.ts';
import { DeviceSelect } from './device-select.tsx';
import { type DeviceTrouble, failureOf } from './device-words.ts';
import type { OpenCamera } from './media-access.ts';
import { TroubleNote } from './trouble-note.tsx';
import { useDevices } from './use-devices.ts';

/** The camera, off until one turns it on, with what others will see. */
export function CameraCheck({ onReady }: { onReady: (isReady: boolean) => void }) {
  const [isOn, setOn] = useState(false);
  return (
    <div className="flex flex-col gap-2">
      <Checkbox
        label="Camera on"
        checked={isOn}
        onChange={(event) => {
          setOn(event.target.checked);
          onReady(false);
        }}
      />
      {isOn && <Preview onReady={onReady} />}
    </div>
  );
}

function Preview({ onReady }: { onReady: (isReady: boolean) => void }) {
  const { media, prefs } = useCall();
  const wished = useStore(prefs, (value) => value.camera);
  const [open, setOpen] = useState<OpenCamera | null>(null);
  const [trouble, setTrouble] = useState<DeviceTrouble | null>(null);
  const [tries, setTries] = useState(0);
  const { camera: devices } = useDevices(open);
  const picture = useRef<HTMLVideoElement>(null);
  const ready = useRef(onReady);
  ready.current = onReady;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each further try opens it again
  useEffect(() => {
    let isStopped = false;
    let opened: OpenCamera | null = null;
    const take = (camera: OpenCamera) => {
      opened = camera;
      if (isStopped) return camera.stop();
      setTrouble(null);
      setOpen(camera);
      ready.current(true);
    };
    media.openCamera(wished).then(take, (error: unknown) => {
      if (isStopped) return;
      // what was chosen once may not be there today
      if (wished !== null && failureOf(error) === 'missing') return prefs.choose('camera', null);
      setOpen(null);
      setTrouble({ kind: 'camera', failure: failureOf(error) });
      ready.current(false);
    });
    return () => {
      isStopped = true;
      opened?.stop();
    };
  }, [media, prefs, wished, tries]);
  useEffect(() => {
    if (open && picture.current) open.show(picture.current);
  }, [open]);

  if (trouble) return <TroubleNote trouble={trouble} onRetry={() => setTries(tries + 1)} />;
  return (
    <div className="flex items-start gap-4">
      <video
        ref={picture}
        aria-label="What others will see"
        muted
        autoPlay
        playsInline
        className="aspect-video w-[160px] shrink-0 -scale-x-100 rounded-control bg-sunken object-cover"
      />
      <div className="min-w-0 flex-1">
        <Field label="Camera">
          <DeviceSelect kind="camera" devices={devices} />
        </Field>
      </div>
    </div>
  );
}

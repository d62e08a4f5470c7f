import { useEffect, useRef, useState } from 'react';
import { Field } from '#app/components/ui/field.tsx';
import { useStore } from '../use-store.ts';
import { useCall } from './call.ts';
import { DeviceSelect } from './device-select.tsx';
import { type DeviceTrouble, failureOf } from './device-words.ts';
import type { OpenMicrophone } from './media-access.ts';
import { TroubleNote } from './trouble-note.tsx';
import { useDevices } from './use-devices.ts';

/** Times a second at which the meter moves: smooth to the eye, cheap to draw. */
const RATE = 20;
/** Quiet rooms stay below, speech comes above. */
const HEARD = 0.12;

/** The microphone that calls use, with a meter that moves when one speaks. */
export function MicrophoneCheck({ onReady }: { onReady: (isReady: boolean) => void }) {
  const { media, prefs } = useCall();
  const wished = useStore(prefs, (value) => value.microphone);
  const [open, setOpen] = useState<OpenMicrophone | null>(null);
  const [trouble, setTrouble] = useState<DeviceTrouble | null>(null);
  const [tries, setTries] = useState(0);
  const { microphone: devices } = useDevices(open);
  const ready = useRef(onReady);
  ready.current = onReady;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each further try opens it again
  useEffect(() => {
    let isStopped = false;
    let opened: OpenMicrophone | null = null;
    const take = (microphone: OpenMicrophone) => {
      opened = microphone;
      if (isStopped) return microphone.stop();
      setTrouble(null);
      setOpen(microphone);
      ready.current(true);
    };
    media.openMicrophone(wished).then(take, (error: unknown) => {
      if (isStopped) return;
      // what was chosen once may not be there today
      if (wished !== null && failureOf(error) === 'missing') return prefs.choose('microphone', null);
      setOpen(null);
      setTrouble({ kind: 'microphone', failure: failureOf(error) });
      ready.current(false);
    });
    return () => {
      isStopped = true;
      opened?.stop();
    };
  }, [media, prefs, wished, tries]);

  return (
    <div className="flex flex-col gap-2">
      <Field label="Microphone">
        <DeviceSelect kind="microphone" devices={devices} />
      </Field>
      {trouble ? (
        <TroubleNote trouble={trouble} onRetry={() => setTries(tries + 1)} />
      ) : (
        <LevelMeter microphone={open} />
      )}
    </div>
  );
}

function LevelMeter({ microphone }: { microphone: OpenMicrophone | null }) {
  const bar = useRef<HTMLSpanElement>(null);
  const [wasHeard, setWasHeard] = useState(false);
  useEffect(() => {
    if (!microphone) return;
    setWasHeard(false);
    const timer = setInterval(() => {
      const level = microphone.level();
      if (bar.current) bar.current.style.width = `${Math.round(level * 100)}%`;
      if (level > HEARD) setWasHeard(true);
    }, 1000 / RATE);
    return () => clearInterval(timer);
  }, [microphone]);
  return (
    <div className="flex items-center gap-3 text-13 text-ink-soft">
      <span aria-hidden="true" className="h-1.5 flex-1 overflow-hidden rounded-full bg-sunken">
        <span ref={bar} className="block h-full w-0 rounded-full bg-accent" />
      </span>
      <span role="status" className="w-[200px] shrink-0">
        {!microphone
          ? 'Asking for the microphone'
          : wasHeard
            ? 'You can be heard'
            : 'Say something: the bar moves'}
      </span>
    </div>
  );
}

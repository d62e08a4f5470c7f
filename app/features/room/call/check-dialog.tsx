import { useEffect, useState } from 'react';
import { Notice } from '#app/components/notice.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Checkbox } from '#app/components/ui/checkbox.tsx';
import { Dialog } from '#app/components/ui/dialog.tsx';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { canSpeak, useCall } from './call.ts';
import type { CallCheck } from './call-client.ts';
import { CameraCheck } from './camera-check.tsx';
import { LineCheck } from './line-check.tsx';
import { MicrophoneCheck } from './microphone-check.tsx';
import { SpeakerCheck } from './speaker-check.tsx';

/** Before one joins: whether one can be heard and seen, hears the others, and has a line. Closing it leaves the room as it was. */
export function CheckDialog() {
  const room = useRoom();
  const { client, prefs } = useCall();
  const joinsMuted = useStore(prefs, (value) => value.joinsMuted);
  const [check, setCheck] = useState<CallCheck | null>(null);
  const [tries, setTries] = useState(0);
  // null while the browser asks
  const [hasMicrophone, setHasMicrophone] = useState<boolean | null>(null);
  const [hasCamera, setHasCamera] = useState(false);
  const mayTalk = canSpeak(room);
  const close = () => room.bench.change({ dialog: null });

  // biome-ignore lint/correctness/useExhaustiveDependencies: each further try asks again
  useEffect(() => {
    let isStopped = false;
    setCheck(null);
    void client.check().then((found) => {
      if (!isStopped) setCheck(found);
    });
    return () => {
      isStopped = true;
    };
  }, [client, tries]);

  const join = () => {
    const { microphone, camera, speaker } = prefs.get();
    close();
    void client.join({
      microphone: mayTalk && hasMicrophone !== false && !joinsMuted,
      camera: mayTalk && hasCamera,
      devices: { microphone, camera, speaker },
    });
  };
  const isAbsent = check?.type === 'none';
  return (
    <Dialog
      title="Join the call"
      description="Talk while you work on the code. The room works the same without it."
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Without a call</Button>
          {isAbsent ? (
            <Button variant="primary" onClick={() => setTries(tries + 1)}>
              Try again
            </Button>
          ) : (
            <Button variant="primary" data-first-focus onClick={join}>
              {!mayTalk || hasMicrophone === false ? 'Join to listen' : joinsMuted ? 'Join muted' : 'Join'}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {isAbsent ? (
          <Notice tone="warn">{check.message} Everything else in the room works without the call.</Notice>
        ) : (
          <>
            {mayTalk ? (
              <>
                <MicrophoneCheck onReady={setHasMicrophone} />
                <CameraCheck onReady={setHasCamera} />
              </>
            ) : (
              <Notice>
                You will listen: those who watch have no microphone and no camera here. The room lists you as
                watching.
              </Notice>
            )}
            <SpeakerCheck />
            <LineCheck check={check} />
            {mayTalk && (
              <Checkbox
                label="Join muted"
                checked={joinsMuted}
                onChange={(event) => prefs.change({ joinsMuted: event.target.checked })}
              />
            )}
            {check?.type === 'reachable' && check.isRecorded && mayTalk && (
              <p className="text-13 text-ink-soft">
                What you say in the call is recorded and written down. A red dot shows while that is so.
              </p>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

import { clsx } from 'clsx';
import { Mic, MicOff, MonitorUp, MonitorX, PhoneOff, Video, VideoOff } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Tooltip } from '#app/components/ui/tooltip.tsx';
import { ariaShortcut, showShortcut } from '../commands/shortcut.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { canSpeak, useCall, useCallState } from './call.ts';
import { CAMERA_KEYS, MICROPHONE_KEYS } from './call-commands.ts';
import { CallMenu } from './call-menu.tsx';

/** One's own part in the call. On a phone, what is rarely needed is in the menu. */
export function CallControls({ isPhone }: { isPhone: boolean }) {
  const room = useRoom();
  const { client, media } = useCall();
  const mayTalk = canSpeak(room);
  return (
    <div className="flex shrink-0 items-center gap-1">
      {mayTalk && <MicrophoneButton />}
      {mayTalk && !isPhone && <CameraButton />}
      {mayTalk && !isPhone && media.canShareScreen && <ScreenButton />}
      <CallMenu isPhone={isPhone} />
      <Button
        size="sm"
        aria-label="Leave the call"
        icon={<PhoneOff aria-hidden="true" size={13} />}
        onClick={() => void client.leave()}
      >
        {!isPhone && 'Leave'}
      </Button>
    </div>
  );
}

function MicrophoneButton() {
  const { isApple } = useRoom();
  const { client, prefs } = useCall();
  const isOn = useCallState((state) => state.microphone);
  const isHeld = useStore(prefs, (value) => value.isPushToTalk);
  const label = isHeld ? 'Hold to talk' : isOn ? 'Mute the microphone' : 'Unmute the microphone';
  const Icon = isOn ? Mic : MicOff;
  return (
    <Tooltip text={label} shortcut={showShortcut(MICROPHONE_KEYS, isApple)}>
      <IconButton
        size="lg"
        label={label}
        title=""
        aria-keyshortcuts={ariaShortcut(MICROPHONE_KEYS, isApple)}
        className={clsx(isOn ? 'text-ink' : 'bg-warn-wash text-warn')}
        {...(isHeld
          ? {
              onPointerDown: () => void client.setMicrophone(true),
              onPointerUp: () => void client.setMicrophone(false),
              onPointerLeave: () => isOn && void client.setMicrophone(false),
              // a press by keyboard, which cannot be told from its end
              onClick: ({ detail }) => detail === 0 && void client.setMicrophone(!isOn),
            }
          : { onClick: () => void client.setMicrophone(!isOn) })}
      >
        <Icon aria-hidden="true" size={16} />
      </IconButton>
    </Tooltip>
  );
}

function CameraButton() {
  const { isApple } = useRoom();
  const { client } = useCall();
  const isOn = useCallState((state) => state.camera);
  const label = isOn ? 'Turn the camera off' : 'Turn the camera on';
  const Icon = isOn ? Video : VideoOff;
  return (
    <Tooltip text={label} shortcut={showShortcut(CAMERA_KEYS, isApple)}>
      <IconButton
        size="lg"
        label={label}
        title=""
        aria-keyshortcuts={ariaShortcut(CAMERA_KEYS, isApple)}
        className={clsx(isOn && 'text-ink')}
        onClick={() => void client.setCamera(!isOn)}
      >
        <Icon aria-hidden="true" size={16} />
      </IconButton>
    </Tooltip>
  );
}

function ScreenButton() {
  const { client } = useCall();
  const isOn = useCallState((state) => state.screen);
  const label = isOn ? 'Stop sharing the screen' : 'Share the screen';
  const Icon = isOn ? MonitorX : MonitorUp;
  return (
    <Tooltip text={label}>
      <IconButton
        size="lg"
        label={label}
        title=""
        className={clsx(isOn && 'bg-accent-wash text-accent')}
        onClick={() => void client.shareScreen(!isOn)}
      >
        <Icon aria-hidden="true" size={16} />
      </IconButton>
    </Tooltip>
  );
}

import { Headphones, Mic, MonitorUp, Settings2, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine, MenuMore, MenuToggle } from '#app/components/ui/menu.tsx';
import { showsCaptions } from '#app/features/settings/settings.ts';
import { showShortcut } from '../commands/shortcut.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { canSpeak, useCall, useCallState } from './call.ts';
import type { DeviceKind } from './call-client.ts';
import { MICROPHONE_KEYS } from './call-commands.ts';
import { recordingOf } from './call-state.ts';
import { deviceName } from './device-select.tsx';
import { useDevices } from './use-devices.ts';

const KINDS: Record<DeviceKind, { title: string; icon: ReactNode }> = {
  microphone: { title: 'Microphone', icon: <Mic size={14} /> },
  camera: { title: 'Camera', icon: <Video size={14} /> },
  speaker: { title: 'Speakers', icon: <Headphones size={14} /> },
};

const RECORDING_WORDS = {
  on: 'Voices are recorded and written down',
  unknown: 'Recorded until your line broke; what is so now shows when it is back',
  off: 'Not recorded',
} as const;

/** Which devices the call uses, and how it is taken part in. */
export function CallMenu({ isPhone }: { isPhone: boolean }) {
  const room = useRoom();
  const { client, media, prefs } = useCall();
  const isPushToTalk = useStore(prefs, (value) => value.isPushToTalk);
  const settings = useStore(room.settings, (value) => value);
  const camera = useCallState((state) => state.camera);
  const screen = useCallState((state) => state.screen);
  const recording = useCallState(recordingOf);
  const mayTalk = canSpeak(room);
  const setPushToTalk = (isOn: boolean) => {
    prefs.change({ isPushToTalk: isOn });
    if (isOn) void client.setMicrophone(false);
  };
  const hasCaptions = showsCaptions(settings, room.visitor.role);
  return (
    <Menu
      trigger={
        <IconButton size="lg" label="Devices and more of the call">
          <Settings2 aria-hidden="true" size={16} />
        </IconButton>
      }
    >
      {mayTalk && isPhone && (
        <>
          <MenuItem icon={<Video size={14} />} onSelect={() => void client.setCamera(!camera)}>
            {camera ? 'Turn the camera off' : 'Turn the camera on'}
          </MenuItem>
          {media.canShareScreen && (
            <MenuItem icon={<MonitorUp size={14} />} onSelect={() => void client.shareScreen(!screen)}>
              {screen ? 'Stop sharing the screen' : 'Share the screen'}
            </MenuItem>
          )}
          <MenuLine />
        </>
      )}
      {mayTalk && <DeviceList kind="microphone" />}
      {mayTalk && <DeviceList kind="camera" />}
      {media.canChooseSpeaker && <DeviceList kind="speaker" />}
      <MenuLine />
      {mayTalk && !isPhone && (
        <MenuToggle
          isOn={isPushToTalk}
          shortcut={showShortcut(MICROPHONE_KEYS, room.isApple)}
          onChange={setPushToTalk}
        >
          Push to talk
        </MenuToggle>
      )}
      <MenuToggle
        isOn={hasCaptions}
        onChange={(isOn) => room.settings.change({ captions: isOn ? 'on' : 'off' })}
      >
        Captions
      </MenuToggle>
      <MenuLine />
      <p className="px-2 py-1 pl-8 text-12 text-ink-faint">{RECORDING_WORDS[recording]}</p>
    </Menu>
  );
}

function DeviceList({ kind }: { kind: DeviceKind }) {
  const { client, prefs } = useCall();
  const chosen = useStore(prefs, (value) => value[kind]);
  const devices = useDevices(useCallState((state) => state.microphone))[kind];
  const choose = (id: string | null) => {
    prefs.choose(kind, id);
    void client.chooseDevice(kind, id);
  };
  const { title, icon } = KINDS[kind];
  const isThere = devices.some(({ id }) => id === chosen);
  return (
    <MenuMore label={title} icon={icon}>
      <MenuToggle isOn={!isThere} onChange={() => choose(null)}>
        The system’s choice
      </MenuToggle>
      {devices.map((device, index) => (
        <MenuToggle key={device.id} isOn={device.id === chosen} onChange={() => choose(device.id)}>
          {deviceName(kind, device, index)}
        </MenuToggle>
      ))}
    </MenuMore>
  );
}

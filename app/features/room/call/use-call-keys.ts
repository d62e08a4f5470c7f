import { useEffect } from 'react';
import { matchesShortcut } from '../commands/shortcut.ts';
import { useRoom } from '../room-context.ts';
import { canSpeak, useCall } from './call.ts';
import { CAMERA_KEYS, MICROPHONE_KEYS } from './call-commands.ts';
import { isTakingPart } from './call-state.ts';

/** The keys of the call: the microphone's turns it on and off or, with push to talk, on while it is held. */
export function useCallKeys(): void {
  const room = useRoom();
  const { client, prefs } = useCall();
  useEffect(() => {
    let isHeld = false;
    const letGo = () => {
      if (!isHeld) return;
      isHeld = false;
      void client.setMicrophone(false);
    };
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || !canSpeak(room) || !isTakingPart(client.state.get())) return;
      // there, keys with Alt are the shell's
      if (event.target instanceof Element && event.target.closest('.xterm')) return;
      const isMicrophone = matchesShortcut(MICROPHONE_KEYS, event, room.isApple);
      const isCamera = matchesShortcut(CAMERA_KEYS, event, room.isApple);
      if (!isMicrophone && !isCamera) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      const { microphone, camera } = client.state.get();
      if (isCamera) void client.setCamera(!camera);
      else if (prefs.get().isPushToTalk) {
        isHeld = true;
        void client.setMicrophone(true);
      } else void client.setMicrophone(!microphone);
    };
    const release = (event: KeyboardEvent) => {
      if (event.key === 'Alt' || event.code === 'KeyV') letGo();
    };
    window.addEventListener('keydown', press, { capture: true });
    window.addEventListener('keyup', release, { capture: true });
    window.addEventListener('blur', letGo);
    return () => {
      window.removeEventListener('keydown', press, { capture: true });
      window.removeEventListener('keyup', release, { capture: true });
      window.removeEventListener('blur', letGo);
      letGo();
    };
  }, [room, client, prefs]);
}

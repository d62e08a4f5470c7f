import type { Command } from '../commands/commands.ts';
import type { Room } from '../room-context.ts';
import { type Call, canSpeak } from './call.ts';
import { isTakingPart } from './call-state.ts';

/** Turns the microphone on and off; with push to talk, on while it is held. */
export const MICROPHONE_KEYS = 'Alt+V';
export const CAMERA_KEYS = 'Alt+Shift+V';

/** What one can do in the call. */
export function callCommands(
  room: Pick<Room, 'visitor'>,
  { client, media }: Pick<Call, 'client' | 'media'>,
): Command[] {
  const state = client.state.get;
  const isIn = () => isTakingPart(state());
  const mayShow = () => isIn() && canSpeak(room);
  return [
    {
      id: 'call-microphone',
      title: 'Turn the microphone on or off',
      group: 'Call',
      shortcuts: [MICROPHONE_KEYS],
      keywords: 'mute unmute call voice talk',
      act: () => void client.setMicrophone(!state().microphone),
      isOffered: mayShow,
      hasOwnKeys: true,
    },
    {
      id: 'call-camera',
      title: 'Turn the camera on or off',
      group: 'Call',
      shortcuts: [CAMERA_KEYS],
      keywords: 'video call picture',
      act: () => void client.setCamera(!state().camera),
      isOffered: mayShow,
      hasOwnKeys: true,
    },
    {
      id: 'call-screen',
      title: 'Share the screen, or stop sharing it',
      group: 'Call',
      keywords: 'present window call',
      act: () => void client.shareScreen(!state().screen),
      isOffered: () => mayShow() && media.canShareScreen,
    },
    {
      id: 'call-leave',
      title: 'Leave the call',
      group: 'Call',
      keywords: 'hang up end',
      act: () => void client.leave(),
      isOffered: isIn,
    },
  ];
}

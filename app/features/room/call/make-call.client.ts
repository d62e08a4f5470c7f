import type { Room } from '../room-context.ts';
import { BrowserMedia } from './browser-media.ts';
import { type Call, canSpeak } from './call.ts';
import { callCommands } from './call-commands.ts';
import { CallPrefsStore } from './call-prefs.ts';
import { CallReturn } from './call-return.ts';
import { LivekitCallClient } from './livekit-call-client.ts';

/** Puts together the call of this room. */
export function makeCall(room: Pick<Room, 'visitor'>): Call {
  const { interviewId, participantId } = room.visitor;
  const client = new LivekitCallClient({
    interviewId,
    canSpeak: canSpeak(room),
  });
  const media = new BrowserMedia();
  return {
    client,
    media,
    prefs: new CallPrefsStore(getStorage('localStorage')),
    callReturn: new CallReturn({
      storage: getStorage('sessionStorage'),
      interviewId,
      participantId,
      isReload: isReload(),
    }),
    commands: () => callCommands(room, { client, media }),
  };
}

/** Whether this page was loaded once more, in place of being opened. */
function isReload(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload';
}

function getStorage(kind: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return window[kind];
  } catch {
    return null; // the browser forbids it
  }
}

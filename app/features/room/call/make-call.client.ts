import type { Room } from '../room-context.ts';
import { BrowserMedia } from './browser-media.ts';
import { type Call, canSpeak } from './call.ts';
import { callCommands } from './call-commands.ts';
import { CallPrefsStore } from './call-prefs.ts';
import { LivekitCallClient } from './livekit-call-client.ts';

/** Puts together the call of this room. */
export function makeCall(room: Pick<Room, 'visitor'>): Call {
  const client = new LivekitCallClient({
    interviewId: room.visitor.interviewId,
    canSpeak: canSpeak(room),
  });
  const media = new BrowserMedia();
  return {
    client,
    media,
    prefs: new CallPrefsStore(getStorage()),
    commands: () => callCommands(room, { client, media }),
  };
}

function getStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null; // the browser forbids it
  }
}

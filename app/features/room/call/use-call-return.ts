import { useEffect } from 'react';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { canSpeak, useCall } from './call.ts';
import { type CallState, isTakingPart } from './call-state.ts';

/** Puts who reloaded the page in mid-call back into the call, as they were, once the room is entered. */
export function useCallReturn(): void {
  const room = useRoom();
  const { client, prefs, callReturn } = useCall();
  const isEntered = useStore(room.session.state, ({ connection }) => connection === 'online');
  useEffect(() => {
    if (!isEntered) return;
    const wish = callReturn.take();
    if (!wish || isTakingPart(client.state.get())) return;
    const { microphone, camera, speaker } = prefs.get();
    void client.join({ ...wish, devices: { microphone, camera, speaker } }).then(() => {
      const text = backWords(client.state.get(), canSpeak(room));
      if (text) room.toasts.show({ text });
    });
  }, [room, isEntered, client, prefs, callReturn]);
  useEffect(() => {
    const leavePage = () => {
      const wish = isTakingPart(client.state.get()) ? client.getWish() : null;
      // nobody holds the key any more when the page is back
      const isHeld = prefs.get().isPushToTalk;
      callReturn.leavePage(wish && isHeld ? { ...wish, microphone: false } : wish);
    };
    window.addEventListener('pagehide', leavePage);
    return () => window.removeEventListener('pagehide', leavePage);
  }, [client, prefs, callReturn]);
}

/** What somebody who is back has to know: whether the others hear and see them. Null for who is not in. */
function backWords({ phase, microphone, camera }: CallState, mayTalk: boolean): string | null {
  if (phase.type !== 'in') return null;
  if (!mayTalk) return 'You are back in the call.';
  if (!microphone) return `You are back in the call, muted${camera ? ', with your camera on' : ''}.`;
  return `You are back in the call. The others hear${camera ? ' and see' : ''} you.`;
}

import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';

/**
 * How routes tell the keeper of recordings that an interview has ended. A named channel is one for the whole process,
 * while a module is not: the built app is a bundle with copies of its own.
 */
const NAME = 'interlace:interview-ended';

/** Says in this process that an interview has ended. Nobody has to listen: whoever does finds it later as well. */
export function announceEnd(): void {
  channel(NAME).publish({});
}

/** Calls `listener` after each end that is announced. Returns how to stop. */
export function onAnnouncedEnd(listener: () => void): () => void {
  const heard = () => listener();
  subscribe(NAME, heard);
  return () => unsubscribe(NAME, heard);
}

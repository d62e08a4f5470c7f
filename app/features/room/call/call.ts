import { CALL_RIGHTS } from '#core/call.ts';
import type { Command } from '../commands/commands.ts';
import { type Room, useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import type { CallClient } from './call-client.ts';
import type { CallPrefsStore } from './call-prefs.ts';
import type { CallReturn } from './call-return.ts';
import type { CallState } from './call-state.ts';
import type { MediaAccess } from './media-access.ts';

/** This page's side of the call, from when somebody first opens it. */
export interface Call {
  client: CallClient;
  media: MediaAccess;
  prefs: CallPrefsStore;
  callReturn: CallReturn;
  /** What one can do in it now. */
  commands: () => Command[];
}

/** The call of the room around this component. Only for what shows once it was opened. */
export function useCall(): Call {
  const { call } = useRoom();
  const opened = useStore(call, (value) => value);
  if (!opened) throw new Error('The call was not opened.');
  return opened;
}

export function useCallState<T>(select: (state: CallState) => T): T {
  return useStore(useCall().client.state, select);
}

/** Whether the person at this page may speak and show themselves in the call; those who watch listen. */
export function canSpeak({ visitor }: Pick<Room, 'visitor'>): boolean {
  return CALL_RIGHTS[visitor.role].sources.length > 0;
}

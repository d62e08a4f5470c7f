import { useMemo } from 'react';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { type Command, listCommands } from './commands.ts';

/** Every action of the room as it is now. */
export function useCommands(): Command[] {
  const room = useRoom();
  const files = useStore(room.files, (value) => value.files);
  const people = useStore(room.session.state, (state) => state.people);
  // biome-ignore lint/correctness/useExhaustiveDependencies: files and people are what the list is made of
  return useMemo(() => listCommands(room), [room, files, people]);
}

/** One action by its id. */
export function useCommand(id: string): Command | undefined {
  return useCommands().find((command) => command.id === id);
}

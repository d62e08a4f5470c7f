import { useEffect, useRef, useState } from 'react';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** How many messages of others came while the chat was not to be seen. What was there on joining counts as read. */
export function useUnread(isVisible: boolean): number {
  const { session, visitor } = useRoom();
  const chat = useStore(session.state, (state) =>
    state.chat.filter(({ participantId }) => participantId !== visitor.participantId),
  );
  const isWelcomed = useStore(session.state, (state) => state.you !== null);
  const read = useRef<string | null | undefined>(undefined);
  const [unread, setUnread] = useState(0);
  useEffect(() => {
    const last = chat.at(-1)?.id ?? null;
    if (isVisible || (read.current === undefined && isWelcomed)) read.current = last;
    const at = chat.findIndex(({ id }) => id === read.current);
    setUnread(read.current === undefined ? 0 : chat.length - 1 - at);
  }, [chat, isVisible, isWelcomed]);
  return unread;
}

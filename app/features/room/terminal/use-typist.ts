import { useEffect, useState } from 'react';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** Somebody who typed this recently is at it still. */
const RECENT = 4000;

/** Who typed into the terminal last, in words; null before anybody did. */
export function useTypist(): string | null {
  const { session, visitor } = useRoom();
  const typist = useStore(session.state, (state) => state.terminal?.typist ?? null);
  const offset = useStore(session.state, (state) => state.clockOffset);
  const [isRecent, setRecent] = useState(false);
  useEffect(() => {
    const left = typist ? typist.at + RECENT - (Date.now() + offset) : 0;
    setRecent(left > 0);
    if (left <= 0) return;
    const timer = setTimeout(() => setRecent(false), left);
    return () => clearTimeout(timer);
  }, [typist, offset]);
  if (!typist) return null;
  if (typist.participantId === visitor.participantId) return isRecent ? 'You are typing' : 'You typed last';
  return isRecent ? `${typist.name} is typing` : `${typist.name} typed last`;
}

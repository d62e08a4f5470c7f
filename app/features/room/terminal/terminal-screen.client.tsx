import { useEffect, useRef, useState } from 'react';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { TerminalView } from './terminal-view.client.ts';

interface TerminalScreenProps {
  /** Whether people see it: a terminal that nobody sees does not make the shared one smaller. */
  isShown: boolean;
  canType: boolean;
}

/** The shared screen in this browser: as large as all agreed on, in the page's colours. */
export function TerminalScreen({ isShown, canType }: TerminalScreenProps) {
  const { session, settings, visitor, isApple, toasts } = useRoom();
  const host = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<TerminalView | null>(null);
  const size = useStore(session.state, (state) => state.terminal?.size ?? null);
  const isSpoken = useStore(settings, (state) => state.screenReader);

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const { participantId } = visitor;
    const made = new TerminalView({
      host: element,
      line: session.terminal,
      canType,
      isApple,
      isTypist: () => session.state.get().terminal?.typist?.participantId === participantId,
      onUnsent: () =>
        toasts.show({ text: 'There is no connection right now. What you type is not sent.', tone: 'bad' }),
    });
    setView(made);
    return () => {
      made.dispose();
      session.terminal.resize(null);
    };
  }, [session, visitor, canType, isApple, toasts]);

  useEffect(() => {
    if (size) view?.setSize(size);
  }, [view, size]);
  useEffect(() => view?.setSpoken(isSpoken), [view, isSpoken]);
  useEffect(() => view?.setShown(isShown), [view, isShown]);

  return <div ref={host} className="terminal-screen h-full overflow-auto" />;
}

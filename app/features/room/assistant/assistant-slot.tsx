import { lazy, Suspense, useState } from 'react';
import { useRoom } from '../room-context.ts';

// Fetched when somebody first looks at it: most never do.
const AssistantPanel = lazy(async () => ({
  default: (await import('./assistant-panel.tsx')).AssistantPanel,
}));

/** The assistant, from the first time that it is shown. */
export function AssistantSlot({ isShown }: { isShown: boolean }) {
  const { session } = useRoom();
  const [opened, setOpened] = useState<{ takesFocus: boolean } | null>(null);
  // a page that opens with it must not take the focus from the code
  if (isShown && !opened) setOpened({ takesFocus: session.state.get().connection !== 'connecting' });
  if (!opened) return null;
  return (
    <Suspense fallback={<p className="px-4 py-3 text-13 text-ink-faint">Opening the assistant</p>}>
      <AssistantPanel takesFocus={opened.takesFocus} />
    </Suspense>
  );
}

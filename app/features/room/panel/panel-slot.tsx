import { lazy, Suspense, useRef, useSyncExternalStore } from 'react';
import { can } from '#core/roles.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

// Fetched by those who may have it, when they first open it: a candidate's page never does.
const InterviewerPanel = lazy(async () => ({
  default: (await import('./interviewer-panel.tsx')).InterviewerPanel,
}));

/** Below this width the panel lies over the others: beside them it would leave no line of code whole. */
const NARROW = '(max-width: 1179px)';

/** Whether the person at this page may have the interviewer's panel. */
export function useMayHavePanel(): boolean {
  const { visitor } = useRoom();
  return visitor.isMember && can(visitor.role, 'see-signals');
}

/** Where the interviewer's panel is shown now: beside the other panels, over them, or nowhere. */
export function usePanelPlace(): 'beside' | 'over' | null {
  const mayHave = useMayHavePanel();
  const isOpen = useStore(useRoom().bench, (state) => state.hasPanel);
  const isNarrow = useSyncExternalStore(
    (onChange) => {
      const query = matchMedia(NARROW);
      query.addEventListener('change', onChange);
      return () => query.removeEventListener('change', onChange);
    },
    () => matchMedia(NARROW).matches,
  );
  if (!mayHave || !isOpen) return null;
  return isNarrow ? 'over' : 'beside';
}

/** The panel, once its code is here. */
export function PanelSlot() {
  const { session } = useRoom();
  // a page that opens with the panel must not take the focus from the code
  const takesFocus = useRef(session.state.get().connection !== 'connecting');
  return (
    <Suspense fallback={<p className="bg-canvas px-4 py-3 text-13 text-ink-faint">Opening the panel</p>}>
      <InterviewerPanel takesFocus={takesFocus.current} />
    </Suspense>
  );
}

/** The panel over the others, at the right edge below the top bar. */
export function PanelSheet() {
  return (
    <div className="ui-fade fixed top-11 right-0 bottom-0 z-30 w-[min(400px,100vw)] border-l border-line bg-canvas shadow-float">
      <PanelSlot />
    </div>
  );
}

import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Tabs } from '#app/components/ui/tabs.tsx';
import { useReturnFocus } from '#app/components/ui/use-return-focus.ts';
import { REGION } from '../layout/regions.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { ContextTab } from './context-tab.tsx';
import { GuideTab } from './guide-tab.tsx';
import { MarksTab } from './marks-tab.tsx';
import { NotesTab } from './notes-tab.tsx';
import { PANEL_NAME } from './panel-name.ts';
import { panelOf } from './panel-store.ts';
import { QuestionChoice } from './question-choice.tsx';
import { ResultsTab } from './results-tab.tsx';
import { useGuided } from './use-guided.ts';

/** How often it is looked what colleagues wrote and marked meanwhile. */
const REFRESH = 20_000;

/** What those who hold the interview have for themselves. Mounted for nobody else. */
export function InterviewerPanel({ takesFocus }: { takesFocus: boolean }) {
  const room = useRoom();
  const { bench } = room;
  const store = panelOf(room);
  const selected = useStore(bench, (state) => state.panelTab);
  const trouble = useStore(store, (state) => state.trouble);
  const [chosen, setChosen] = useState<string | null>(null);
  const guided = useGuided(chosen);
  const element = useRef<HTMLElement>(null);
  useReturnFocus();
  useEffect(() => {
    void store.refresh();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void store.refresh();
    }, REFRESH);
    return () => clearInterval(timer);
  }, [store]);
  useEffect(() => {
    if (takesFocus) element.current?.querySelector<HTMLElement>('[role="tab"][tabindex="0"]')?.focus();
  }, [takesFocus]);
  const close = () => bench.change({ hasPanel: false });
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  const choice = <QuestionChoice shown={guided} onChoose={setChosen} />;
  return (
    <section
      ref={element}
      aria-label={PANEL_NAME}
      {...{ [REGION]: 5 }}
      className="flex h-full flex-col bg-canvas"
      onKeyDown={closeByKey}
    >
      <div className="min-h-0 flex-1">
        <Tabs
          label={PANEL_NAME}
          selected={selected}
          onSelect={(panelTab) => bench.change({ panelTab })}
          tabs={[
            { id: 'guide', title: 'Guide', panel: <GuideTab guided={guided} choice={choice} /> },
            { id: 'notes', title: 'Notes', panel: <NotesTab /> },
            { id: 'marks', title: 'Marks', panel: <MarksTab guided={guided} choice={choice} /> },
            { id: 'results', title: 'Results', panel: <ResultsTab /> },
            { id: 'context', title: 'Context', panel: <ContextTab /> },
          ]}
          aside={
            <IconButton size="sm" label="Close the interviewer’s panel" onClick={close}>
              <X aria-hidden="true" size={14} />
            </IconButton>
          }
        />
      </div>
      {trouble && (
        <p role="status" className="border-t border-line px-4 py-2 text-12 text-warn">
          Not up to date. {trouble}
        </p>
      )}
    </section>
  );
}

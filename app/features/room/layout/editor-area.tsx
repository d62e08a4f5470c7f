import { lazy, Suspense } from 'react';
import { Skeleton } from '#app/components/ui/skeleton.tsx';
import { CaptionSlot } from '../call/caption-slot.tsx';
import { TabStrip } from '../files/tab-strip.tsx';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { REGION } from './regions.ts';

const CodeEditor = lazy(async () => {
  const { CodeEditor } = await import('#app/features/editor/code-editor.client.tsx');
  return { default: CodeEditor };
});

const FollowFrame = lazy(async () => ({ default: (await import('./follow-bar.tsx')).FollowFrame }));

/** Tabs and, below them, the code. */
export function EditorArea({ vimStatus }: { vimStatus: HTMLElement | null }) {
  const { bench, session } = useRoom();
  const active = useStore(bench, (state) => state.active);
  const isFollowing = useStore(bench, (state) => state.following !== null);
  const hasArrived = useStore(session.state, (state) => state.you !== null);
  return (
    <section aria-label="Editor" {...{ [REGION]: 2 }} className="flex h-full min-h-0 flex-col bg-surface">
      <TabStrip />
      <div id="room-editor" className="relative min-h-0 flex-1">
        <Suspense fallback={<CodeSkeleton />}>
          <CodeEditor vimStatus={vimStatus} />
        </Suspense>
        {active === null && (
          <div className="absolute inset-0 z-10 flex items-center justify-center bg-surface px-6 text-center text-13 text-ink-faint">
            {hasArrived ? 'No file is open. Choose one from the files.' : ''}
            {!hasArrived && <CodeSkeleton />}
          </div>
        )}
        {isFollowing && (
          <Suspense>
            <FollowFrame />
          </Suspense>
        )}
        <CaptionSlot />
      </div>
    </section>
  );
}

const WIDTHS = ['38%', '22%', '46%', '30%', '12%', '41%', '27%'];

/** Lines of code that are about to come. */
function CodeSkeleton() {
  return (
    <div aria-hidden="true" className="absolute inset-0 flex flex-col gap-3 bg-surface px-16 py-6">
      {WIDTHS.map((width) => (
        <span key={width} style={{ width }}>
          <Skeleton className="h-3" />
        </span>
      ))}
    </div>
  );
}

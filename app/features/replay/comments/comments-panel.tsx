import { MessageSquare } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Notice } from '#app/components/notice.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { Skeleton } from '#app/components/ui/skeleton.tsx';
import { useStore } from '#app/features/room/use-store.ts';
import type { ReplayComment } from '#core/replay-protocol.ts';
import { useReplay } from '../replay-context.ts';
import { type CommentsApi, createCommentsApi } from './comments-api.ts';
import { CommentsStore } from './comments-store.ts';
import { Composer } from './composer.tsx';
import { ThreadList } from './thread-view.tsx';
import { groupThreads, listMarks } from './threads.ts';
import { useFilePaths } from './use-file-paths.ts';

/** What people say about moments of this replay. */
export function CommentsPanel() {
  const { interviewId } = useReplay();
  const [api] = useState(() => createCommentsApi(interviewId));
  return <CommentsView api={api} />;
}

/** The panel over any keeper of comments. */
export function CommentsView({ api }: { api: CommentsApi }) {
  const { viewer, setCommentMarks, seek, openFile } = useReplay();
  const [store] = useState(() => new CommentsStore(api));
  const { status, problem, comments, removing } = useStore(store, (state) => state);
  const paths = useFilePaths(comments);
  const threads = useMemo(() => groupThreads(comments), [comments]);

  const onGo = useCallback(
    ({ atMs, fileId, rangeStart, rangeEnd }: ReplayComment) => {
      seek(atMs);
      if (fileId === null) return;
      if (rangeStart !== null && rangeEnd !== null) openFile(fileId, { from: rangeStart, to: rangeEnd });
      else openFile(fileId);
    },
    [seek, openFile],
  );
  useEffect(() => {
    void store.load();
    addEventListener('pagehide', store.flush);
    return () => {
      removeEventListener('pagehide', store.flush);
      store.flush();
    };
  }, [store]);
  useEffect(
    () => setCommentMarks(listMarks(comments.filter(({ id }) => !removing.has(id)))),
    [comments, removing, setCommentMarks],
  );

  return (
    <div className="flex h-full min-h-0 flex-col">
      {problem && (
        <Notice tone="bad" className="m-2 shrink-0">
          <p>{problem}</p>
          <Button size="sm" className="mt-1.5" onClick={() => void store.load()}>
            Load again
          </Button>
        </Notice>
      )}
      <section
        aria-label="Comments"
        aria-busy={status === 'loading'}
        className="min-h-0 flex-1 overflow-y-auto"
      >
        {status === 'loading' && <Loading />}
        {status === 'ready' && threads.length === 0 && (
          <EmptyState icon={<MessageSquare aria-hidden="true" size={24} />} title="No comments yet">
            {viewer.canComment
              ? 'Go to a moment, select code if it is about code, and write below what you see.'
              : 'What members say about moments of this replay, and share, shows up here.'}
          </EmptyState>
        )}
        <ThreadList
          threads={threads}
          store={store}
          removing={removing}
          paths={paths}
          canComment={viewer.canComment}
          onGo={onGo}
        />
      </section>
      {viewer.canComment && <Composer onPost={store.post} />}
    </div>
  );
}

function Loading() {
  return (
    <div className="flex flex-col gap-3 p-3">
      <p role="status" className="sr-only">
        Loading the comments
      </p>
      {[1, 2, 3].map((key) => (
        <Skeleton key={key} className="h-14" />
      ))}
    </div>
  );
}

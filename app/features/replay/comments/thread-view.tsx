import { clsx } from 'clsx';
import { Check, CircleCheck, CornerDownRight, RotateCcw } from 'lucide-react';
import { memo, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { formatElapsed } from '#app/features/room/clock.ts';
import type { ReplayComment } from '#core/replay-protocol.ts';
import { BodyForm } from './body-form.tsx';
import { CommentItem, DeletedComment } from './comment-item.tsx';
import type { CommentsStore } from './comments-store.ts';
import type { Thread } from './threads.ts';

interface ThreadViewProps {
  thread: Thread;
  store: CommentsStore;
  removing: ReadonlySet<string>;
  /** Path of the file it is about, where that is known. */
  path: string | null;
  canComment: boolean;
  /** Shows the moment and the place of a comment. */
  onGo: (comment: ReplayComment) => void;
}

interface ThreadListProps extends Omit<ThreadViewProps, 'thread' | 'path'> {
  threads: readonly Thread[];
  paths: ReadonlyMap<string, string>;
}

/** All threads. The replay's clock runs past them many times a second, which is none of their business: hence the memo. */
export const ThreadList = memo(function ThreadList({ threads, paths, ...shared }: ThreadListProps) {
  return (
    <ol>
      {threads.map((thread) => (
        <ThreadView
          key={thread.root.id}
          thread={thread}
          path={thread.root.fileId === null ? null : (paths.get(thread.root.fileId) ?? null)}
          {...shared}
        />
      ))}
    </ol>
  );
});

/** One moment that people talk about: where it is, the comment, its answers. */
function ThreadView({ thread: { root, replies }, store, removing, path, canComment, onGo }: ThreadViewProps) {
  const [isAnswering, setAnswering] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isResolved = root.resolvedAt !== null;
  if (removing.has(root.id)) {
    return (
      <li className="border-b border-line px-3 py-2">
        <DeletedComment hasAnswers={replies.length > 0} onUndo={() => store.restore(root.id)} />
      </li>
    );
  }
  const answer = async (body: string) => {
    const { atMs, position, visibility } = root;
    const place = { fileId: null, rangeStart: null, rangeEnd: null };
    const said = await store.post({ parentId: root.id, atMs, position, ...place, body, visibility });
    if (said === null) setAnswering(false);
    return said;
  };
  return (
    <li className={clsx('border-b border-line px-3 py-2', isResolved && 'bg-canvas')}>
      <MomentLink comment={root} path={path} onGo={onGo} />
      <CommentItem comment={root} store={store} canComment={canComment} canChooseVisibility />
      {replies.length > 0 && (
        <ul aria-label="Answers" className="mt-1 ml-2.5 flex flex-col gap-1 border-l border-line pl-3">
          {replies.map((reply) => (
            <li key={reply.id}>
              {removing.has(reply.id) ? (
                <DeletedComment hasAnswers={false} onUndo={() => store.restore(reply.id)} />
              ) : (
                <CommentItem
                  comment={reply}
                  store={store}
                  canComment={canComment}
                  canChooseVisibility={root.visibility === 'everyone'}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {isAnswering && (
        <div className="mt-2 ml-7">
          <BodyForm
            label="Your answer"
            action="Answer"
            takesFocus
            onSubmit={answer}
            onCancel={() => setAnswering(false)}
          />
        </div>
      )}
      {problem && (
        <p role="alert" className="mt-1 ml-7 text-13 text-bad">
          {problem}
        </p>
      )}
      {canComment && !isAnswering && (
        <div className="mt-0.5 ml-5 flex gap-1">
          <Button
            size="sm"
            variant="ghost"
            icon={<CornerDownRight aria-hidden="true" size={13} />}
            onClick={() => setAnswering(true)}
          >
            Answer
          </Button>
          {root.isMine && (
            <Button
              size="sm"
              variant="ghost"
              icon={
                isResolved ? (
                  <RotateCcw aria-hidden="true" size={13} />
                ) : (
                  <Check aria-hidden="true" size={13} />
                )
              }
              onClick={async () => setProblem(await store.edit(root.id, { isResolved: !isResolved }))}
            >
              {isResolved ? 'Open again' : 'Resolve'}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

/** The moment, and the file where the comment is about code. Pressing it shows both. */
function MomentLink({
  comment,
  path,
  onGo,
}: Pick<ThreadViewProps, 'path' | 'onGo'> & { comment: ReplayComment }) {
  const { atMs, fileId } = comment;
  return (
    <div className="flex items-center gap-2">
      <button
        type="button"
        aria-label={`Go to ${formatElapsed(atMs)}${fileId === null ? '' : ` in ${path ?? 'its file'}`}`}
        className="flex min-h-6 min-w-0 items-center gap-2 rounded-control px-1 text-12 text-accent hover:bg-hover"
        onClick={() => onGo(comment)}
      >
        <span className="tabular font-medium">{formatElapsed(atMs)}</span>
        {fileId !== null && <span className="truncate font-mono">{path ?? 'in the code'}</span>}
      </button>
      {comment.resolvedAt !== null && (
        <span className="flex shrink-0 items-center gap-1 text-12 text-good">
          <CircleCheck aria-hidden="true" size={13} />
          Resolved
        </span>
      )}
    </div>
  );
}

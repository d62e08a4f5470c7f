import { Lock, Pencil, Trash2, Users } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Time } from '#app/components/time.tsx';
import { Avatar } from '#app/components/ui/avatar.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import type { CommentVisibility, ReplayComment } from '#core/replay-protocol.ts';
import { BodyForm } from './body-form.tsx';
import type { CommentsStore } from './comments-store.ts';
import { VisibilityField, visibilityWords } from './visibility-field.tsx';

interface CommentItemProps {
  comment: ReplayComment;
  store: CommentsStore;
  canComment: boolean;
  /** An answer to a comment of members stays with members, so that there is nothing to choose. */
  canChooseVisibility: boolean;
}

/** What one person wrote; its author may change it and take it away. */
export function CommentItem({ comment, store, canComment, canChooseVisibility }: CommentItemProps) {
  const [isEditing, setEditing] = useState(false);
  const [visibility, setVisibility] = useState<CommentVisibility>(comment.visibility);
  const { authorName, body, createdAt, updatedAt, isMine } = comment;
  const Icon = comment.visibility === 'members' ? Lock : Users;
  const save = async (text: string) => {
    const problem = await store.edit(comment.id, { body: text, visibility });
    if (problem === null) setEditing(false);
    return problem;
  };
  return (
    <div className="group flex gap-2">
      <Avatar name={authorName} size="sm" isDecorative className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <div className="flex min-h-6 items-center gap-1.5 text-12 text-ink-faint">
          <span className="truncate text-13 font-medium text-ink">{isMine ? 'You' : authorName}</span>
          <Time value={createdAt} />
          {updatedAt !== createdAt && <span>edited</span>}
          <span title={visibilityWords(comment.visibility)} className="shrink-0">
            <Icon aria-hidden="true" size={12} />
            <span className="sr-only">{visibilityWords(comment.visibility)}</span>
          </span>
          <span className="flex-1" />
          {isMine && canComment && !isEditing && (
            <>
              <IconButton
                size="sm"
                label="Edit comment"
                onClick={() => {
                  setVisibility(comment.visibility);
                  setEditing(true);
                }}
              >
                <Pencil aria-hidden="true" size={13} />
              </IconButton>
              <IconButton size="sm" label="Delete comment" onClick={() => store.remove(comment.id)}>
                <Trash2 aria-hidden="true" size={13} />
              </IconButton>
            </>
          )}
        </div>
        {isEditing ? (
          <BodyForm
            label="Your comment"
            initial={body}
            action="Save"
            takesFocus
            onSubmit={save}
            onCancel={() => setEditing(false)}
          >
            {canChooseVisibility && <VisibilityField value={visibility} onChange={setVisibility} />}
          </BodyForm>
        ) : (
          <p className="text-13 break-words whitespace-pre-wrap">{body}</p>
        )}
      </div>
    </div>
  );
}

/** In the place of a comment that was deleted, while it can be taken back. */
export function DeletedComment({ hasAnswers, onUndo }: { hasAnswers: boolean; onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone with the comment.
  useEffect(() => undo.current?.focus(), []);
  return (
    <p role="status" className="flex min-h-8 items-center gap-2 text-13 text-ink-soft">
      {hasAnswers ? 'Comment and its answers deleted.' : 'Comment deleted.'}
      <button
        ref={undo}
        type="button"
        className="min-h-7 rounded-control px-2 font-medium text-accent hover:bg-hover"
        onClick={onUndo}
      >
        Undo
      </button>
    </p>
  );
}

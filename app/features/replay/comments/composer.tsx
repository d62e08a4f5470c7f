import { useState } from 'react';
import { formatElapsed } from '#app/features/room/clock.ts';
import type { CommentVisibility, NewComment } from '#core/replay-protocol.ts';
import { type ReplaySelection, useReplay } from '../replay-context.ts';
import { BodyForm } from './body-form.tsx';
import { isPinnable, placeWords } from './threads.ts';
import { VisibilityField } from './visibility-field.tsx';

interface Anchor {
  atMs: number;
  position: number;
  selection: ReplaySelection | null;
}

/** Writes about the moment shown. From the first word on the moment stays, though the replay may play on. */
export function Composer({ onPost }: { onPost: (comment: NewComment) => Promise<string | null> }) {
  const { atMs, position, selection } = useReplay();
  const [kept, setKept] = useState<Anchor | null>(null);
  const [isPinned, setPinned] = useState(true);
  const [visibility, setVisibility] = useState<CommentVisibility>('members');
  const now: Anchor = {
    atMs: Math.floor(atMs),
    position,
    selection: isPinnable(selection) ? selection : null,
  };
  const anchor = kept ?? now;
  const place = isPinned ? anchor.selection : null;
  const hasMoved =
    kept !== null &&
    (formatElapsed(kept.atMs) !== formatElapsed(now.atMs) || isOther(kept.selection, now.selection));
  const submit = (body: string) =>
    onPost({
      parentId: null,
      atMs: anchor.atMs,
      position: anchor.position,
      fileId: place?.fileId ?? null,
      rangeStart: place?.from ?? null,
      rangeEnd: place?.to ?? null,
      body,
      visibility,
    });
  return (
    <section aria-label="New comment" className="shrink-0 border-t border-line px-3 py-2.5">
      <p className="flex min-h-6 flex-wrap items-center gap-x-2 text-12 text-ink-soft">
        <span>
          At <span className="tabular font-medium text-ink">{formatElapsed(anchor.atMs)}</span>
        </span>
        {hasMoved && (
          <button
            type="button"
            className="min-h-6 rounded-control px-1 font-medium text-accent hover:bg-hover"
            onClick={() => setKept(now)}
          >
            Move to {formatElapsed(now.atMs)}
          </button>
        )}
      </p>
      {anchor.selection && (
        <label className="mb-1.5 flex min-h-6 items-center gap-1.5 text-13">
          <input
            type="checkbox"
            checked={isPinned}
            className="size-4 shrink-0 accent-accent"
            onChange={(event) => setPinned(event.target.checked)}
          />
          <span className="min-w-0 truncate">
            About <span className="font-mono text-12">{placeWords(anchor.selection)}</span>
          </span>
        </label>
      )}
      <BodyForm
        label="Comment on this moment"
        placeholder="What do you see at this moment?"
        action="Comment"
        onSubmit={submit}
        onFill={(hasText) => setKept(hasText ? now : null)}
      >
        <VisibilityField value={visibility} onChange={setVisibility} />
      </BodyForm>
    </section>
  );
}

function isOther(a: ReplaySelection | null, b: ReplaySelection | null): boolean {
  // Losing the selection while one types into the field is no other choice.
  return b !== null && (a?.fileId !== b.fileId || a.from !== b.from || a.to !== b.to);
}

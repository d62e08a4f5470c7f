import { clsx } from 'clsx';
import { type KeyboardEvent, useRef } from 'react';
import { listChanged, type Scratch } from './scratch.ts';

/** Id of the panel that the tabs open. */
export const COPY_EDITOR_ID = 'copy-editor';

interface CopyFilesProps {
  scratch: Scratch;
  onOpen: (id: string) => void;
}

/** A tab for each file of the copy; arrow keys, Home and End move. */
export function CopyFiles({ scratch, onOpen }: CopyFilesProps) {
  const { files, openId } = scratch;
  const list = useRef<HTMLDivElement>(null);
  const changed = new Set(listChanged(scratch));
  const move = (event: KeyboardEvent) => {
    const next = placeOf(
      event.key,
      files.findIndex(({ id }) => id === openId),
      files.length,
    );
    const file = next === null ? undefined : files[next];
    if (!file || next === null) return;
    event.preventDefault();
    onOpen(file.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label="Files of the copy"
      className="flex h-9 shrink-0 overflow-x-auto border-b border-line bg-canvas"
      onKeyDown={move}
    >
      {files.map(({ id, path }) => (
        <button
          key={id}
          type="button"
          role="tab"
          aria-selected={id === openId}
          aria-controls={COPY_EDITOR_ID}
          tabIndex={id === openId ? 0 : -1}
          className={clsx(
            'flex h-full shrink-0 items-center gap-1.5 border-r border-line px-3 font-mono text-12 -outline-offset-2',
            id === openId ? 'bg-surface text-ink' : 'text-ink-soft hover:bg-hover',
          )}
          onClick={() => onOpen(id)}
        >
          {path}
          {changed.has(id) && (
            <>
              <span aria-hidden="true" className="size-1.5 rounded-full bg-accent" />
              <span className="sr-only">, changed</span>
            </>
          )}
        </button>
      ))}
    </div>
  );
}

function placeOf(key: string, at: number, count: number): number | null {
  if (key === 'ArrowRight') return (at + 1) % count;
  if (key === 'ArrowLeft') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

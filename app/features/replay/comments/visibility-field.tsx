import { clsx } from 'clsx';
import { useId } from 'react';
import type { CommentVisibility } from '#core/replay-protocol.ts';

const WORDS: Record<CommentVisibility, string> = {
  members: 'Members only',
  everyone: 'Also people with a shared link',
};

/** Who sees a comment, in words. */
export function visibilityWords(visibility: CommentVisibility): string {
  return WORDS[visibility];
}

interface VisibilityFieldProps {
  value: CommentVisibility;
  onChange: (value: CommentVisibility) => void;
  className?: string;
}

/** Who sees the comment: two choices with their words. */
export function VisibilityField({ value, onChange, className }: VisibilityFieldProps) {
  const name = useId();
  return (
    <fieldset className={clsx('flex flex-wrap gap-x-4 gap-y-1 text-13', className)}>
      <legend className="sr-only">Who sees it</legend>
      {(['members', 'everyone'] as const).map((one) => (
        <label key={one} className="flex min-h-6 items-center gap-1.5">
          <input
            type="radio"
            name={name}
            checked={value === one}
            className="size-4 shrink-0 accent-accent"
            onChange={() => onChange(one)}
          />
          {WORDS[one]}
        </label>
      ))}
    </fieldset>
  );
}

import { clsx } from 'clsx';
import { type ButtonHTMLAttributes, forwardRef, type ReactNode } from 'react';

const SIZES = { sm: 'size-6', md: 'size-7', lg: 'size-8' } as const;

export interface IconButtonProps
  extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'children'> {
  /** What it does, as a verb; read out, and shown on hover unless `title` says otherwise. */
  label: string;
  /** The icon, 16 pixels. */
  children: ReactNode;
  size?: keyof typeof SIZES;
  /** For toggles: whether it is on. */
  isActive?: boolean;
}

/** A button that is only an icon, with a name for those who do not see it. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
  { label, children, size = 'md', isActive, className, title = label, type = 'button', ...rest },
  ref,
) {
  return (
    <button
      {...rest}
      ref={ref}
      type={type}
      aria-label={label}
      title={title}
      aria-pressed={isActive}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-control text-ink-soft transition-colors',
        'enabled:hover:bg-hover enabled:hover:text-ink disabled:cursor-not-allowed disabled:opacity-50',
        'aria-pressed:bg-accent-wash aria-pressed:text-accent',
        SIZES[size],
        className,
      )}
    >
      {children}
    </button>
  );
});

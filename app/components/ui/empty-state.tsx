import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** One sentence on what will be here and how it comes. */
  children: ReactNode;
  /** The one action that fills it. */
  action?: ReactNode;
}

/** Teaches instead of saying "nothing here". */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-12 text-center">
      {icon && <span className="text-ink-faint">{icon}</span>}
      <div className="max-w-[46ch]">
        <p className="text-16 font-semibold">{title}</p>
        <p className="mt-1 text-ink-soft">{children}</p>
      </div>
      {action}
    </div>
  );
}

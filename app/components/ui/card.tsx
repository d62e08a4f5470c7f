import { clsx } from 'clsx';
import { type ReactNode, useId } from 'react';

interface CardProps {
  title?: string;
  /** One sentence below the title. */
  description?: ReactNode;
  /** Actions at the right of the title. */
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A panel with a hairline around it. With a title it is a named region. */
export function Card({ title, description, actions, className, children }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={clsx('rounded-card border bg-surface', className)}
    >
      {title && (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b px-4 py-3 sm:px-5">
          <div className="min-w-0">
            <h2 id={id} className="text-14 font-semibold">
              {title}
            </h2>
            {description && <p className="text-13 text-ink-soft">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}

/** The padded inside of a card. Tables go without, so that their lines reach the edge. */
export function CardBody({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={clsx('p-4 sm:p-5', className)}>{children}</div>;
}

import { Link } from '@remix-run/react';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Wordmark } from './wordmark.tsx';

interface FocusedPageProps {
  title: string;
  /** One sentence below the title. */
  lead?: ReactNode;
  /** Below the card, for example the way to another page. */
  footer?: ReactNode;
  width?: 'narrow' | 'wide';
  children?: ReactNode;
}

/** A page with one thing to do: signing in, joining, waiting. */
export function FocusedPage({ title, lead, footer, width = 'narrow', children }: FocusedPageProps) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-8 sm:justify-center sm:py-12">
      <div className={clsx('w-full', width === 'narrow' ? 'max-w-[400px]' : 'max-w-[560px]')}>
        <header className="mb-6">
          <Link to="/" className="inline-flex rounded-control" aria-label="Interlace, home">
            <Wordmark size={24} />
          </Link>
        </header>
        <main className="rounded-card border bg-surface p-5 sm:p-8">
          <h1 className="text-20 font-semibold tracking-tight">{title}</h1>
          {lead && <p className="mt-1 text-ink-soft">{lead}</p>}
          {children && <div className="mt-6">{children}</div>}
        </main>
        {footer && <footer className="mt-4 text-center text-13 text-ink-soft">{footer}</footer>}
      </div>
    </div>
  );
}

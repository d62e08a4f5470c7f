import type { ReactNode } from 'react';

/** One part of a tab, under its title. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-b border-line px-4 py-3 last:border-b-0">
      <h3 className="pb-2 text-12 font-semibold text-ink-soft">{title}</h3>
      {children}
    </section>
  );
}

/** What a tab says while there is nothing in it. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="px-4 py-3 text-13 text-ink-soft">{children}</p>;
}

import type { ReactNode } from 'react';

/** A row of a list of details (`dl` in two columns) beside a question: its name, and what is so. */
export function Detail({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{term}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

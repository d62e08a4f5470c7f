import type { ReactNode } from 'react';

/** A row of a list of facts (`dl` in two columns): its name, and on the right what is so. */
export function FactRow({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="text-right break-words">{children}</dd>
    </>
  );
}

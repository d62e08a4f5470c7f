import { clsx } from 'clsx';

/** Keeps the place of something that is on its way. Say so once in words, around all of them. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={clsx('block animate-pulse rounded-control bg-sunken', className)} />
  );
}

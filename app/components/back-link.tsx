import { Link } from '@remix-run/react';
import { ChevronLeft } from 'lucide-react';

/** The way up from a page, over its title. */
export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Link
      to={to}
      className="-ml-1 inline-flex items-center gap-0.5 rounded-[3px] pr-1 text-13 text-ink-soft hover:text-ink"
    >
      <ChevronLeft aria-hidden="true" size={16} />
      {children}
    </Link>
  );
}

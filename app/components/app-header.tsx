import { Link, NavLink } from '@remix-run/react';
import { Search } from 'lucide-react';
import { AccountMenu } from '#app/features/account/account-menu.tsx';
import type { Organisation } from '#app/features/organisations/member.server.ts';
import { usePalette } from '#app/features/palette/use-palette.ts';
import { Wordmark } from './wordmark.tsx';

interface AppHeaderProps {
  displayName: string;
  email: string;
  organisation: Organisation;
  organisations: Organisation[];
}

const PAGES = [
  { to: '/interviews', label: 'Interviews' },
  { to: '/questions', label: 'Questions' },
] as const;

/** The bar over the pages for members. */
export function AppHeader(props: AppHeaderProps) {
  const palette = usePalette();
  return (
    <header className="sticky top-0 z-20 border-b bg-surface">
      <div className="mx-auto flex h-12 max-w-[1200px] items-center gap-2 px-4 sm:gap-4 sm:px-6">
        <Link
          to="/interviews"
          aria-label="Interlace, interviews"
          className="flex items-center rounded-control"
        >
          <span className="hidden sm:flex">
            <Wordmark />
          </span>
          <span className="flex sm:hidden">
            <Wordmark isMarkOnly />
          </span>
        </Link>
        <nav aria-label="Main" className="flex h-full items-stretch">
          {PAGES.map(({ to, label }) => (
            <NavLink
              key={to}
              to={to}
              className="-mb-px flex items-center border-b-2 border-transparent px-2 text-13 text-ink-soft hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
            >
              {label}
            </NavLink>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-2">
          <button
            type="button"
            onClick={palette.open}
            aria-keyshortcuts="Control+K Meta+K"
            className="hidden h-8 items-center gap-2 rounded-control border border-line-control bg-sunken px-2.5 text-13 text-ink-faint hover:text-ink-soft sm:flex"
          >
            <Search aria-hidden="true" size={14} />
            Search or jump to
            <kbd className="rounded-[4px] border bg-surface px-1 font-sans text-12">Ctrl K</kbd>
          </button>
          <AccountMenu {...props} />
        </div>
      </div>
    </header>
  );
}

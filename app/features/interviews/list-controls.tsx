import { Form, Link, useSubmit } from '@remix-run/react';
import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Input } from '#app/components/ui/input.tsx';
import { type ListQuery, listPath, type SHOWN } from './list-query.ts';

/** Pause in typing before the list is asked for. */
const ASK_AFTER = 250;

const TABS: { show: (typeof SHOWN)[number]; label: string }[] = [
  { show: 'all', label: 'All' },
  { show: 'open', label: 'Open' },
  { show: 'ended', label: 'Ended' },
];

/** Search and filter of the list. All of it stands in the address; without scripts Enter submits. */
export function ListControls({ query }: { query: ListQuery }) {
  const submit = useSubmit();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  // Back and forward change the address: the field follows, unless somebody is typing in it.
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = query.q;
  }, [query.q]);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <nav
        aria-label="Show"
        className="inline-flex rounded-control border border-line-control bg-sunken p-0.5"
      >
        {TABS.map(({ show, label }) => (
          <Link
            key={show}
            to={listPath(query, { show })}
            aria-current={query.show === show ? 'page' : undefined}
            className={clsx(
              'flex h-7 items-center rounded-[5px] px-3 text-13',
              query.show === show
                ? 'bg-surface font-medium ring-1 ring-line'
                : 'text-ink-soft hover:text-ink',
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
      <Form role="search" className="relative min-w-0 flex-1 sm:max-w-80">
        {query.show !== 'all' && <input type="hidden" name="show" value={query.show} />}
        {query.sort !== 'created' && <input type="hidden" name="sort" value={query.sort} />}
        {query.order !== 'desc' && <input type="hidden" name="order" value={query.order} />}
        <Search
          aria-hidden="true"
          size={14}
          className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-faint"
        />
        <Input
          ref={input}
          type="search"
          name="q"
          aria-label="Search by title or candidate"
          placeholder="Title or candidate"
          defaultValue={query.q}
          isCompact
          className="pl-8"
          onChange={(event) => {
            const { form } = event.currentTarget;
            clearTimeout(timer.current);
            timer.current = setTimeout(
              () => submit(form, { replace: true, preventScrollReset: true }),
              ASK_AFTER,
            );
          }}
        />
      </Form>
    </div>
  );
}

import { Link } from '@remix-run/react';
import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { HeadCell } from '#app/components/ui/table.tsx';
import { type ListQuery, listPath } from './list-query.ts';

interface SortHeadProps {
  query: ListQuery;
  sort: ListQuery['sort'];
  label: string;
  className?: string;
}

/** Head of a column that sorts the list: once, then the other way round. */
export function SortHead({ query, sort, label, className }: SortHeadProps) {
  const isSorted = query.sort === sort;
  const isTime = sort === 'scheduled' || sort === 'created';
  const first = isTime ? 'desc' : 'asc';
  const order = isSorted ? (query.order === 'asc' ? 'desc' : 'asc') : first;
  const Arrow = query.order === 'asc' ? ArrowUp : ArrowDown;
  return (
    <HeadCell
      className={className}
      aria-sort={isSorted ? (query.order === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      <Link
        to={listPath(query, { sort, order })}
        preventScrollReset
        className={clsx(
          'inline-flex items-center gap-1 rounded-[3px] hover:text-ink',
          isSorted && 'text-ink',
        )}
      >
        {label}
        {isSorted && <Arrow aria-hidden="true" size={12} />}
      </Link>
    </HeadCell>
  );
}

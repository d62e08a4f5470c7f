import { clsx } from 'clsx';
import { Circle, CircleDashed, EyeOff } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { Spinner } from '#app/components/ui/spinner.tsx';
import { formatBytes, formatTime } from '../output/outcome.ts';
import { TONES } from '../output/tones.tsx';
import { type CaseRow, decideListKey, lookOfCase } from './case-rows.ts';

interface CaseListProps {
  rows: readonly CaseRow[];
  selected: number;
  onSelect: (index: number) => void;
}

/** The cases, one line each; arrow keys, Home and End move. */
export function CaseList({ rows, selected, onSelect }: CaseListProps) {
  const items = useRef(new Map<number, HTMLDivElement>());
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = decideListKey(event.key, selected, rows.length);
    if (next === null) return;
    event.preventDefault();
    onSelect(next);
    items.current.get(next)?.focus();
  };
  return (
    <div
      role="listbox"
      aria-label="Test cases"
      className="shrink-0 overflow-y-auto border-line p-1 @max-xl:max-h-[38%] @max-xl:border-b @xl:w-[280px] @xl:border-r @4xl:w-[360px]"
      onKeyDown={press}
    >
      {rows.map((row) => (
        <div
          key={row.index}
          ref={(element) => {
            if (element) items.current.set(row.index, element);
            else items.current.delete(row.index);
          }}
          role="option"
          aria-selected={row.index === selected}
          tabIndex={row.index === selected ? 0 : -1}
          className={clsx(
            'flex h-7 cursor-pointer items-center gap-2 rounded-control px-2 text-13 -outline-offset-2',
            row.index === selected ? 'bg-hover' : 'hover:bg-hover',
          )}
          onClick={() => onSelect(row.index)}
          // Enter and Space choose by themselves what the focus already chose.
          onKeyDown={(event) => {
            if (event.key === ' ' || event.key === 'Enter') event.preventDefault();
          }}
        >
          <CaseLine row={row} />
        </div>
      ))}
    </div>
  );
}

function CaseLine({ row }: { row: CaseRow }) {
  const { word, tone } = lookOfCase(row);
  const look = TONES[tone];
  const { result } = row;
  return (
    <>
      <CaseIcon row={row} />
      <span className="min-w-0 flex-1 truncate">{row.name}</span>
      {row.isHidden && (
        <span title="Hidden from candidates" className="shrink-0 text-ink-faint">
          <EyeOff aria-hidden="true" size={13} />
          <span className="sr-only">Hidden</span>
        </span>
      )}
      {result && result.timeMs !== null && (
        <span className="tabular shrink-0 text-12 text-ink-faint">{formatTime(result.timeMs)}</span>
      )}
      {result && result.memoryBytes !== null && (
        <span className="tabular shrink-0 text-12 text-ink-faint @max-4xl:hidden">
          {formatBytes(result.memoryBytes)}
        </span>
      )}
      <span
        className={clsx(
          'shrink-0 text-12 font-medium',
          row.state === 'running' ? 'text-accent' : result ? look.className : 'text-ink-faint',
        )}
      >
        {word}
      </span>
    </>
  );
}

function CaseIcon({ row }: { row: CaseRow }) {
  if (row.result) {
    const look = TONES[lookOfCase(row).tone];
    return <span className={look.className}>{look.icon}</span>;
  }
  if (row.state === 'running') {
    return (
      <span className="text-accent">
        <Spinner size={14} />
      </span>
    );
  }
  const Icon = row.state === 'waiting' ? CircleDashed : Circle;
  return <Icon aria-hidden="true" size={14} className="shrink-0 text-ink-faint" />;
}

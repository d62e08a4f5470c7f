import { ChevronDown, ChevronUp } from 'lucide-react';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Input } from '#app/components/ui/input.tsx';

interface SearchFieldProps {
  query: string;
  /** The match that was gone to, counted from 0; -1 for none. */
  index: number;
  count: number;
  onQuery: (query: string) => void;
  onStep: (direction: 1 | -1) => void;
}

/** What is searched for in the words, and where one is among the places found. */
export function SearchField({ query, index, count, onQuery, onStep }: SearchFieldProps) {
  const isEmpty = query.trim() === '';
  return (
    <div className="flex shrink-0 items-center gap-1 border-b border-line px-2 py-1.5">
      <Input
        isCompact
        type="search"
        className="min-w-0 flex-1"
        aria-label="Search what was said"
        placeholder="Search what was said"
        value={query}
        onChange={({ target }) => onQuery(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          onStep(event.shiftKey ? -1 : 1);
        }}
      />
      {!isEmpty && (
        <>
          <output className="tabular px-1 text-12 whitespace-nowrap text-ink-faint">
            {count === 0 ? 'Not said' : index < 0 ? `${count} found` : `${index + 1} of ${count}`}
          </output>
          <IconButton
            label="Previous place"
            title="Previous place (Shift Enter)"
            disabled={count === 0}
            onClick={() => onStep(-1)}
          >
            <ChevronUp aria-hidden="true" size={15} />
          </IconButton>
          <IconButton
            label="Next place"
            title="Next place (Enter)"
            disabled={count === 0}
            onClick={() => onStep(1)}
          >
            <ChevronDown aria-hidden="true" size={15} />
          </IconButton>
        </>
      )}
    </div>
  );
}

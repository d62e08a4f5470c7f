import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';

interface RowButtonsProps {
  /** What the row is called: "hint 2". */
  name: string;
  at: number;
  count: number;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** Moves a row up and down, and removes it. */
export function RowButtons({ name, at, count, onMove, onRemove }: RowButtonsProps) {
  return (
    <div className="flex shrink-0">
      <IconButton
        label={`Move ${name} up`}
        title="Move up"
        data-focus="up"
        disabled={at === 0}
        onClick={() => onMove(-1)}
      >
        <ArrowUp aria-hidden="true" size={16} />
      </IconButton>
      <IconButton
        label={`Move ${name} down`}
        title="Move down"
        data-focus="down"
        disabled={at === count - 1}
        onClick={() => onMove(1)}
      >
        <ArrowDown aria-hidden="true" size={16} />
      </IconButton>
      <IconButton label={`Remove ${name}`} title="Remove" onClick={onRemove}>
        <X aria-hidden="true" size={16} />
      </IconButton>
    </div>
  );
}

interface AddBarProps {
  label: string;
  isFull: boolean;
  said: string;
  canUndo: boolean;
  onAdd: () => void;
  onUndo: () => void;
}

/** Adds a row, says what the last step did, and takes a removal back. */
export function AddBar({ label, isFull, said, canUndo, onAdd, onUndo }: AddBarProps) {
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-3">
      <Button
        size="sm"
        data-focus="add"
        icon={<Plus aria-hidden="true" size={14} />}
        disabled={isFull}
        onClick={onAdd}
      >
        {label}
      </Button>
      <p role="status" className="flex items-center gap-2 text-13 text-ink-soft">
        {said}
        {canUndo && (
          <Button size="sm" variant="ghost" onClick={onUndo}>
            Undo
          </Button>
        )}
      </p>
    </div>
  );
}

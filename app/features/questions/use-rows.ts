import { useEffect, useRef, useState } from 'react';

/** One of several things of a kind. The id tells rows apart while some are moved and removed. */
interface AnyRow {
  id: number | string;
}

interface RowsOptions<T extends AnyRow> {
  rows: T[];
  /** What one of them is called: "Hint". */
  noun: string;
  onChange: (rows: T[]) => void;
}

/** The part of a row, or of the list, that takes the focus: marked `data-focus`. */
type FocusPart = 'field' | 'up' | 'down';

/**
 * Adding, changing, moving and removing rows, with the focus where one goes on. Rows are marked `data-row` with their
 * number; the button that adds is marked `data-focus="add"`.
 */
export function useRows<T extends AnyRow>({ rows, noun, onChange }: RowsOptions<T>) {
  const list = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState<{ id: AnyRow['id'] | null; part: FocusPart } | null>(null);
  const [removed, setRemoved] = useState<{ row: T; at: number } | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!focus) return;
    const row = list.current?.querySelector(`[data-row="${focus.id}"]`);
    const target =
      row?.querySelector<HTMLElement>(`[data-focus="${focus.part}"]:not(:disabled)`) ??
      row?.querySelector<HTMLElement>('[data-focus]:not(:disabled)') ??
      list.current?.querySelector<HTMLElement>('[data-focus="add"]');
    target?.focus();
    setFocus(null);
  }, [focus]);
  return {
    list,
    /** What the last step did, for everybody to see or hear. */
    said,
    canUndo: removed !== null,
    change: (at: number, part: Partial<T>) =>
      onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row))),
    add: (row: T) => {
      onChange([...rows, row]);
      setSaid('');
      setRemoved(null);
      setFocus({ id: row.id, part: 'field' });
    },
    remove: (at: number) => {
      const row = rows[at];
      if (!row) return;
      onChange(rows.toSpliced(at, 1));
      setRemoved({ row, at });
      setSaid(`${noun} ${at + 1} is removed.`);
      setFocus({ id: (rows[at + 1] ?? rows[at - 1])?.id ?? null, part: 'field' });
    },
    undo: () => {
      if (!removed) return;
      onChange(rows.toSpliced(removed.at, 0, removed.row));
      setRemoved(null);
      setSaid('');
      setFocus({ id: removed.row.id, part: 'field' });
    },
    move: (at: number, by: -1 | 1) => {
      const row = rows[at];
      if (!row) return;
      onChange(rows.toSpliced(at, 1).toSpliced(at + by, 0, row));
      setRemoved(null);
      setSaid(`${noun} ${at + 1} is now number ${at + by + 1}.`);
      setFocus({ id: row.id, part: by < 0 ? 'up' : 'down' });
    },
  };
}

import { clsx } from 'clsx';
import { useId } from 'react';
import { CONTROL_CLASS } from '#app/components/ui/control-class.ts';
import { nextId, type TextRow } from './question-draft.ts';
import { AddBar, RowButtons } from './row-parts.tsx';
import { useRows } from './use-rows.ts';

interface TextRowsProps {
  rows: TextRow[];
  /** "Hint". */
  noun: string;
  max: number;
  placeholder: string;
  /** The name of the list in `errors`. */
  name: string;
  errors: Record<string, string> | undefined;
  onChange: (rows: TextRow[]) => void;
}

/** Short texts in an order that can be changed. */
export function TextRows({ rows, noun, max, placeholder, name, errors, onChange }: TextRowsProps) {
  const { list, said, canUndo, ...act } = useRows({ rows, noun, onChange });
  const id = useId();
  const word = noun.toLowerCase();
  return (
    <div ref={list} className="flex flex-col gap-3">
      {errors?.[name] && <p className="text-13 text-bad">{errors[name]}</p>}
      {rows.length > 0 && (
        <ol className="flex flex-col gap-2">
          {rows.map((row, at) => {
            const error = errors?.[`${name}.${at}`];
            const label = `${word} ${at + 1}`;
            return (
              <li key={row.id} data-row={row.id} className="flex items-start gap-2">
                <span
                  aria-hidden="true"
                  className="tabular w-5 shrink-0 pt-2 text-right text-13 text-ink-faint"
                >
                  {at + 1}
                </span>
                <div className="flex min-w-0 flex-1 flex-col gap-1">
                  <textarea
                    data-focus="field"
                    aria-label={`${noun} ${at + 1}`}
                    aria-invalid={error ? true : undefined}
                    aria-describedby={error ? `${id}-${row.id}` : undefined}
                    value={row.text}
                    placeholder={placeholder}
                    rows={1}
                    onChange={(event) => act.change(at, { text: event.target.value })}
                    className={clsx(CONTROL_CLASS, 'field-sizing-content min-h-9 resize-none py-1.5 text-14')}
                  />
                  {error && (
                    <p id={`${id}-${row.id}`} className="text-13 text-bad">
                      {error}
                    </p>
                  )}
                </div>
                <div className="pt-1">
                  <RowButtons
                    name={label}
                    at={at}
                    count={rows.length}
                    onMove={(by) => act.move(at, by)}
                    onRemove={() => act.remove(at)}
                  />
                </div>
              </li>
            );
          })}
        </ol>
      )}
      <AddBar
        label={`Add a ${word}`}
        isFull={rows.length >= max}
        said={said}
        canUndo={canUndo}
        onAdd={() => act.add({ id: nextId(rows), text: '' })}
        onUndo={act.undo}
      />
    </div>
  );
}

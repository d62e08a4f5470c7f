import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { Textarea } from '#app/components/ui/textarea.tsx';
import { MAX_RUBRIC_ROWS } from '#core/question.ts';
import { makeRubricKey, nextId, type RubricDraft } from './question-draft.ts';
import { AddBar, RowButtons } from './row-parts.tsx';
import { useRows } from './use-rows.ts';

const LEVELS = [
  { level: 'weak', label: 'A weak answer' },
  { level: 'sound', label: 'A sound answer' },
  { level: 'strong', label: 'A strong answer' },
] as const;

interface RubricRowsProps {
  rows: RubricDraft[];
  errors: Record<string, string> | undefined;
  onChange: (rows: RubricDraft[]) => void;
}

/** What is looked for, and what answers of each level are like. */
export function RubricRows({ rows, errors, onChange }: RubricRowsProps) {
  const { list, said, canUndo, ...act } = useRows({ rows, noun: 'Row', onChange });
  return (
    <div ref={list} className="@container flex flex-col gap-4">
      {errors?.rubric && <p className="text-13 text-bad">{errors.rubric}</p>}
      {rows.map((row, at) => (
        <fieldset
          key={row.id}
          data-row={row.id}
          className="flex min-w-0 flex-col gap-3 border-b pb-4 last-of-type:border-b-0 last-of-type:pb-0"
        >
          <legend className="sr-only">Row {at + 1}</legend>
          <div className="flex items-end gap-2">
            <div className="min-w-0 flex-1">
              <Field label={`Looked for, ${at + 1}`} error={errors?.[`rubric.${at}.title`]}>
                <Input
                  data-focus="field"
                  value={row.title}
                  placeholder="Edge cases"
                  maxLength={80}
                  onChange={(event) => act.change(at, { title: event.target.value })}
                  onBlur={() => {
                    // From here on it keeps its key, however it is reworded.
                    if (row.key !== '' || row.title.trim() === '') return;
                    const key = makeRubricKey(
                      row.title,
                      rows.map((one) => one.key),
                    );
                    act.change(at, { key });
                  }}
                />
              </Field>
            </div>
            <div className="self-start pt-7.5">
              <RowButtons
                name={`row ${at + 1}`}
                at={at}
                count={rows.length}
                onMove={(by) => act.move(at, by)}
                onRemove={() => act.remove(at)}
              />
            </div>
          </div>
          <div className="grid gap-3 @2xl:grid-cols-3">
            {LEVELS.map(({ level, label }) => (
              <Field key={level} label={label} error={errors?.[`rubric.${at}.levels.${level}`]}>
                <Textarea
                  value={row.levels[level]}
                  rows={2}
                  maxLength={400}
                  onChange={(event) =>
                    act.change(at, { levels: { ...row.levels, [level]: event.target.value } })
                  }
                  className="field-sizing-content min-h-16 text-13"
                />
              </Field>
            ))}
          </div>
        </fieldset>
      ))}
      <AddBar
        label="Add a row"
        isFull={rows.length >= MAX_RUBRIC_ROWS}
        said={said}
        canUndo={canUndo}
        onAdd={() =>
          act.add({ id: nextId(rows), key: '', title: '', levels: { weak: '', sound: '', strong: '' } })
        }
        onUndo={act.undo}
      />
    </div>
  );
}

import { clsx } from 'clsx';
import { Plus } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Notice } from '#app/components/notice.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { Select } from '#app/components/ui/select.tsx';
import { MAX_CASES } from '#core/test-suite.ts';
import { CASE_COLUMNS, CASE_LABELS, CaseRow, LIMIT_LABELS } from './case-row.tsx';
import { ComparisonFields } from './comparison-fields.tsx';
import { findDraftFaults, WHOLE } from './draft-faults.ts';
import { type CaseDraft, newCase, type SuiteDraft, withKind } from './suite-draft.ts';

interface SuiteFormProps {
  draft: SuiteDraft;
  /** Whether they were sent and refused: every fault shows from then on, not only those of fields one has left. */
  hasTried: boolean;
  /** What the server said of just these tests. */
  refusal: string | undefined;
  /** `said` tells of a step that can be taken back. */
  onChange: (draft: SuiteDraft, said?: string) => void;
}

/** Tests as fields and rows. */
export function SuiteForm({ draft, hasTried, refusal, onChange }: SuiteFormProps) {
  const checked = useDeferredValue(draft);
  const faults = useMemo(() => findDraftFaults(checked), [checked]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const leave = (key: string) => setLeft((keys) => new Set(keys).add(key));
  const getError = (field: string) => (hasTried || left.has(field) ? faults.get(field) : undefined);
  const rows = useCaseRows(draft, onChange);
  const labels = CASE_LABELS[draft.kind];
  // Where nothing is wrong with the fields, it is something that only the server knows.
  const whole = getError(WHOLE) ?? (faults.size === 0 ? refusal : undefined);
  return (
    <div className="@container">
      <div className="flex flex-col gap-4 p-4 sm:p-5">
        {whole && <Notice tone="bad">{whole}</Notice>}
        <div className="grid gap-4 @lg:grid-cols-2 @3xl:grid-cols-4">
          <Field label="Each case">
            <Select
              value={draft.kind}
              onChange={(event) => onChange(withKind(draft, event.target.value as SuiteDraft['kind']))}
            >
              <option value="function">Calls a function</option>
              <option value="stdio">Starts the program with an input</option>
            </Select>
          </Field>
          {draft.kind === 'function' &&
            FUNCTION_FIELDS.map(({ key, label, placeholder, isOptional }) => (
              <Field key={key} label={label} isOptional={isOptional} error={getError(key)}>
                <Input
                  value={draft[key]}
                  placeholder={placeholder}
                  isMono
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => onChange({ ...draft, [key]: event.target.value })}
                  onBlur={() => leave(key)}
                />
              </Field>
            ))}
        </div>
        <ComparisonFields
          value={draft.comparison}
          kind={draft.kind}
          getError={getError}
          onChange={(change) => onChange({ ...draft, comparison: { ...draft.comparison, ...change } })}
          onLeave={leave}
        />
      </div>
      <div ref={rows.list} className="border-t">
        <div
          aria-hidden="true"
          className={clsx(CASE_COLUMNS, 'hidden border-b px-4 py-2 text-12 text-ink-faint sm:px-5 @5xl:grid')}
        >
          <span>Name</span>
          <span>{labels.input}</span>
          <span>{labels.expected}</span>
          <span />
          <span>Weight</span>
          <span>{LIMIT_LABELS.timeMs}</span>
          <span>{LIMIT_LABELS.memoryMb}</span>
        </div>
        {draft.cases.map((one, index) => (
          <CaseRow
            key={one.id}
            value={one}
            kind={draft.kind}
            number={index + 1}
            errors={Object.fromEntries(
              CASE_FIELDS.map((field) => [
                field,
                hasTried || left.has(`${one.id}.${field}`)
                  ? faults.get(`cases.${index}.${field}`)
                  : undefined,
              ]),
            )}
            onChange={(change) => rows.change(index, change)}
            onLeave={(field) => leave(`${one.id}.${field}`)}
            onRemove={() => rows.remove(index)}
          />
        ))}
      </div>
      <div className="border-t px-4 py-3 sm:px-5">
        <Button
          size="sm"
          icon={<Plus aria-hidden="true" size={14} />}
          disabled={draft.cases.length >= MAX_CASES}
          onClick={rows.add}
          ref={rows.addButton}
        >
          Add a case
        </Button>
      </div>
    </div>
  );
}

const CASE_FIELDS = ['name', 'input', 'expected', 'weight', 'timeMs', 'memoryMb'] as const;

const FUNCTION_FIELDS = [
  { key: 'function', label: 'Function', placeholder: 'two_sum', isOptional: false },
  { key: 'parameters', label: 'Parameter types', placeholder: 'int[], int', isOptional: true },
  { key: 'returns', label: 'Result type', placeholder: 'int[]', isOptional: true },
] as const;

/** Changing, adding and removing cases, with the focus where one goes on. */
function useCaseRows(draft: SuiteDraft, onChange: SuiteFormProps['onChange']) {
  const list = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const [focusOn, setFocusOn] = useState<number | null>(null);
  useEffect(() => {
    if (focusOn === null) return;
    const row = list.current?.querySelectorAll('fieldset')[focusOn];
    (row?.querySelector('input') ?? addButton.current)?.focus();
    setFocusOn(null);
  }, [focusOn]);
  const { cases } = draft;
  return {
    list,
    addButton,
    change: (at: number, part: Partial<CaseDraft>) =>
      onChange({ ...draft, cases: cases.map((one, index) => (index === at ? { ...one, ...part } : one)) }),
    remove: (at: number) => {
      onChange({ ...draft, cases: cases.toSpliced(at, 1) }, `Case ${at + 1} is removed.`);
      setFocusOn(Math.min(at, cases.length - 2));
    },
    add: () => {
      onChange({ ...draft, cases: [...cases, newCase(cases)] });
      setFocusOn(cases.length);
    },
  };
}

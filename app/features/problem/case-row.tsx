import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Checkbox } from '#app/components/ui/checkbox.tsx';
import { CONTROL_CLASS } from '#app/components/ui/control-class.ts';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { RUN_LIMITS } from '#core/limits.ts';
import { type CaseDraft, MEGABYTE, type SuiteDraft } from './suite-draft.ts';

/** Columns of the cases where there is room for them; the longer fields below each other otherwise. */
export const CASE_COLUMNS =
  'grid grid-cols-[repeat(3,minmax(0,1fr))_1.75rem] gap-x-3 gap-y-2 @5xl:grid-cols-[10rem_minmax(0,3fr)_minmax(0,2fr)_5rem_3.75rem_4.5rem_5.25rem_1.75rem]';
/** Where a field stands in narrow places: name and the way to remove it first, then the long ones. */
const PLACES = {
  name: 'order-1 col-span-3 @5xl:order-none @5xl:col-span-1',
  remove: 'order-2 self-end @5xl:order-none @5xl:self-auto @5xl:pt-0.5',
  input: 'order-3 col-span-full @5xl:order-none @5xl:col-span-1',
  expected: 'order-3 col-span-full @5xl:order-none @5xl:col-span-1',
  hidden: 'order-4 col-span-full py-1 @5xl:order-none @5xl:col-span-1 @5xl:pt-1.5 @5xl:pb-0',
  weight: 'order-5 @5xl:order-none',
  timeMs: 'order-5 @5xl:order-none',
  memoryMb: 'order-5 col-span-2 @5xl:order-none @5xl:col-span-1',
} as const;

/** What the columns are called; the input of a program is another thing than that of a function. */
export const CASE_LABELS = {
  function: { input: 'Arguments', expected: 'Expected value' },
  stdio: { input: 'Input', expected: 'Expected output' },
} as const;

/** Limits of a case are named with their unit. */
export const LIMIT_LABELS = { timeMs: 'Time (ms)', memoryMb: 'Memory (MB)' } as const;

interface CaseRowProps {
  value: CaseDraft;
  kind: SuiteDraft['kind'];
  /** From 1. */
  number: number;
  /** What is wrong, by field. */
  errors: Readonly<Record<string, string | undefined>>;
  onChange: (change: Partial<CaseDraft>) => void;
  onLeave: (field: string) => void;
  onRemove: () => void;
}

/** One case of the tests as a row of fields. */
export function CaseRow({ value, kind, number, errors, onChange, onLeave, onRemove }: CaseRowProps) {
  const labels = CASE_LABELS[kind];
  const text = (field: keyof typeof MODES, label: string, placeholder: string) => (
    <CaseField label={label} number={number} error={errors[field]} className={PLACES[field]}>
      {(control) =>
        MODES[field] !== 'lines' ? (
          <input
            {...control}
            value={value[field]}
            placeholder={placeholder}
            maxLength={field === 'name' ? 80 : 8}
            inputMode={MODES[field]}
            autoComplete="off"
            onChange={(event) => onChange({ [field]: event.target.value })}
            onBlur={() => onLeave(field)}
            className={clsx(CONTROL_CLASS, 'tabular h-8 text-13')}
          />
        ) : (
          <textarea
            {...control}
            value={value[field]}
            placeholder={placeholder}
            rows={kind === 'stdio' ? 3 : 1}
            spellCheck={false}
            onChange={(event) => onChange({ [field]: event.target.value })}
            onBlur={() => onLeave(field)}
            className={clsx(
              CONTROL_CLASS,
              'field-sizing-content max-h-48 min-h-8 resize-y py-1.5 font-mono text-12',
            )}
          />
        )
      }
    </CaseField>
  );
  return (
    <fieldset className={clsx(CASE_COLUMNS, 'min-w-0 border-b px-4 py-3 last:border-b-0 sm:px-5 @5xl:py-2')}>
      <legend className="sr-only">Case {number}</legend>
      {text('name', 'Name', `Case ${number}`)}
      {text('input', labels.input, kind === 'function' ? '[2, 7, 11, 15], 9' : '2 7 11 15')}
      {text('expected', labels.expected, kind === 'function' ? '[0, 1]' : '0 1')}
      <Checkbox
        label={<span className="text-13">Hidden</span>}
        aria-label={`Hidden, case ${number}`}
        checked={value.hidden}
        onChange={(event) => onChange({ hidden: event.target.checked })}
        className={PLACES.hidden}
      />
      {text('weight', 'Weight', '1')}
      {text('timeMs', LIMIT_LABELS.timeMs, String(RUN_LIMITS.timeMs))}
      {text('memoryMb', LIMIT_LABELS.memoryMb, String(RUN_LIMITS.memoryBytes / MEGABYTE))}
      <div className={PLACES.remove}>
        <IconButton label={`Remove case ${number}`} title="Remove" onClick={onRemove}>
          <X aria-hidden="true" size={16} />
        </IconButton>
      </div>
    </fieldset>
  );
}

/** What is typed into a field: many lines, or one with this kind of keyboard. */
const MODES = {
  name: 'text',
  input: 'lines',
  expected: 'lines',
  weight: 'decimal',
  timeMs: 'numeric',
  memoryMb: 'decimal',
} as const;

interface CaseFieldProps {
  label: string;
  number: number;
  error: string | undefined;
  className: string;
  children: (control: {
    id: string;
    'aria-label': string;
    'aria-invalid': true | undefined;
    'aria-describedby': string | undefined;
  }) => ReactNode;
}

/** A field whose label stands over the whole column where there are columns. */
function CaseField({ label, number, error, className, children }: CaseFieldProps) {
  const id = useId();
  return (
    <div className={clsx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-12 text-ink-faint @5xl:hidden">
        {label}
      </label>
      {children({
        id,
        'aria-label': `${label}, case ${number}`,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': error ? `${id}-error` : undefined,
      })}
      {error && (
        <p id={`${id}-error`} className="text-12 text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

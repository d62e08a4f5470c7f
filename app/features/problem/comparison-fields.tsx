import { Checkbox } from '#app/components/ui/checkbox.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { Select } from '#app/components/ui/select.tsx';
import { Textarea } from '#app/components/ui/textarea.tsx';
import { COMPARISONS, type ComparisonDraft, type SuiteDraft } from './suite-draft.ts';

const LABELS: Record<ComparisonDraft['type'], string> = {
  equal: 'Equal values',
  lines: 'Same lines, spaces at their ends ignored',
  tokens: 'Same words and numbers',
  exact: 'Exactly the same text',
  checker: 'A checker of your own',
};

interface ComparisonFieldsProps {
  value: ComparisonDraft;
  kind: SuiteDraft['kind'];
  getError: (field: string) => string | undefined;
  onChange: (change: Partial<ComparisonDraft>) => void;
  onLeave: (field: string) => void;
}

/** How an answer is compared with what is expected. */
export function ComparisonFields({ value, kind, getError, onChange, onLeave }: ComparisonFieldsProps) {
  const hasTolerance = value.type === 'equal' || value.type === 'tokens';
  return (
    <div className="grid gap-4 @lg:grid-cols-2 @3xl:grid-cols-4">
      <Field label="An answer passes when it is">
        <Select
          value={value.type}
          onChange={(event) => onChange({ type: event.target.value as ComparisonDraft['type'] })}
        >
          {COMPARISONS[kind].map((type) => (
            <option key={type} value={type}>
              {LABELS[type]}
            </option>
          ))}
        </Select>
      </Field>
      {hasTolerance && (
        <Field label="Numbers may differ by" error={getError('comparison.tolerance')}>
          <Input
            value={value.tolerance}
            inputMode="decimal"
            className="tabular"
            onChange={(event) => onChange({ tolerance: event.target.value })}
            onBlur={() => onLeave('comparison.tolerance')}
          />
        </Field>
      )}
      {value.type === 'equal' && (
        <Checkbox
          label={<span className="text-13">Lists may be in any order</span>}
          checked={value.anyOrder}
          onChange={(event) => onChange({ anyOrder: event.target.checked })}
          className="@3xl:pt-8"
        />
      )}
      {value.type === 'checker' && (
        <>
          <Field label="Written in">
            <Select
              value={value.language}
              onChange={(event) => onChange({ language: event.target.value as ComparisonDraft['language'] })}
            >
              <option value="python">Python</option>
              <option value="javascript">JavaScript</option>
            </Select>
          </Field>
          <div className="@lg:col-span-full">
            <Field
              label="Checker"
              error={getError('comparison.source')}
              hint="A function check(input, expected, actual) that gives true or false. Candidates do not see it."
            >
              <Textarea
                value={value.source}
                spellCheck={false}
                rows={5}
                isMono
                onChange={(event) => onChange({ source: event.target.value })}
                onBlur={() => onLeave('comparison.source')}
              />
            </Field>
          </div>
        </>
      )}
    </div>
  );
}

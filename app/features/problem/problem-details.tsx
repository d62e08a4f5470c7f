import { ChevronRight } from 'lucide-react';
import { withPlainLines } from './problem-form.ts';
import { StatementField } from './statement-field.tsx';
import { TestsField } from './tests-field.tsx';

interface ProblemDetailsProps {
  /** What was typed before the server asked for corrections. */
  values: Record<string, string> | undefined;
  errors: Record<string, string> | undefined;
}

/** The problem inside the form of a new interview: folded away, since it can be written later. */
export function ProblemDetails({ values, errors }: ProblemDetailsProps) {
  const statement = withPlainLines(values?.statement ?? '');
  const tests = withPlainLines(values?.tests ?? '');
  return (
    <details open={statement !== '' || tests !== '' || undefined} className="group rounded-control border">
      <summary className="flex list-none items-center gap-1.5 rounded-control px-3 py-2.5 text-13 font-medium hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          size={16}
          className="text-ink-faint transition-transform group-open:rotate-90"
        />
        Problem and tests <span className="font-normal text-ink-faint">(optional, can be written later)</span>
      </summary>
      <div className="flex flex-col gap-4 border-t py-4">
        <div className="px-4 sm:px-5">
          <StatementField initialText={statement} error={errors?.statement} onEdit={nothing} />
        </div>
        <section aria-label="Tests" className="border-t">
          <TestsField initialText={tests} error={errors?.tests} onEdit={nothing} />
        </section>
      </div>
    </details>
  );
}

function nothing(): void {}

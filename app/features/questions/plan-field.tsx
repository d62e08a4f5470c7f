import { CircleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { PlanEditor } from './plan-editor.tsx';
import type { PlannedQuestion } from './planned-question.ts';

interface PlanFieldProps {
  organisationId: string;
  /** What is chosen at first. */
  initial: PlannedQuestion[];
  error: string | undefined;
}

/** The questions of an interview inside the form of a new one. Sends their ids as `questions`. */
export function PlanField({ organisationId, initial, error }: PlanFieldProps) {
  const [plan, setPlan] = useState(initial);
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <h2 id={id} className="text-13 font-medium">
        Questions <span className="font-normal text-ink-faint">(optional, can be chosen later)</span>
      </h2>
      <input type="hidden" name="questions" value={plan.map((one) => one.id).join(',')} autoComplete="off" />
      <PlanEditor plan={plan} organisationId={organisationId} isInForm onChange={setPlan} />
      {error && (
        <p className="flex items-start gap-1.5 text-13 text-bad">
          <CircleAlert aria-hidden="true" size={14} className="mt-[3px] shrink-0" />
          {error}
        </p>
      )}
    </section>
  );
}

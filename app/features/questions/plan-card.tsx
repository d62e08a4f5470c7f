import { useFetcher } from '@remix-run/react';
import { Notice } from '#app/components/notice.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { PlanEditor, PlanList } from './plan-editor.tsx';
import type { PlannedQuestion } from './planned-question.ts';

interface PlanCardProps {
  organisationId: string;
  plan: PlannedQuestion[];
  isEditable: boolean;
}

/** What is asked in an interview, in order, on its page. Each step is stored at once. */
export function PlanCard({ organisationId, plan, isEditable }: PlanCardProps) {
  const { data, formData, submit } = useFetcher<{ errors: Record<string, string> }>();
  const sent = formData?.get('shown');
  const shown: PlannedQuestion[] = typeof sent === 'string' ? JSON.parse(sent) : plan;
  const minutes = shown.reduce((sum, question) => sum + question.minutes, 0);
  const change = (next: PlannedQuestion[]) =>
    submit(
      { intent: 'plan', before: idsOf(plan), after: idsOf(next), shown: JSON.stringify(next) },
      { method: 'post' },
    );
  return (
    <Card
      title="Questions"
      description={
        shown.length > 0
          ? `Asked in this order; about ${minutes} minutes.`
          : 'From the question bank, asked in the order that you choose.'
      }
    >
      <CardBody className="flex flex-col gap-3">
        {data?.errors.plan && !formData && <Notice tone="bad">{data.errors.plan}</Notice>}
        {isEditable ? (
          <PlanEditor plan={shown} organisationId={organisationId} onChange={change} />
        ) : shown.length > 0 ? (
          <PlanList plan={shown} />
        ) : (
          <p className="text-13 text-ink-soft">None were chosen.</p>
        )}
      </CardBody>
    </Card>
  );
}

function idsOf(plan: readonly PlannedQuestion[]): string {
  return plan.map(({ id }) => id).join(',');
}

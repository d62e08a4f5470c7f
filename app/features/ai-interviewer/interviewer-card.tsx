import { Form } from '@remix-run/react';
import { Sparkles } from 'lucide-react';
import { FactRow } from '#app/components/fact-row.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import type { MindChoice } from '#core/interviewer.ts';
import type { ModelUsage } from '#core/model-usage.ts';
import { MindField } from './mind-field.tsx';
import { formatCost, MIND_LABELS } from './mind-words.ts';

const NUMBER = new Intl.NumberFormat('en');

interface InterviewerCardProps {
  mind: MindChoice | null;
  /** What its models used so far; null where people interview. */
  usage: { usage: ModelUsage; models: string[] } | null;
  /** For those who may, as long as it has not begun. */
  isEditable: boolean;
  answer: { errors: Record<string, string>; values: Record<string, string> } | undefined;
}

/** Who holds an interview, and what an AI interviewer cost so far. */
export function InterviewerCard({ mind, usage, isEditable, answer }: InterviewerCardProps) {
  const mine = answer?.values.intent === 'interviewer' ? answer : undefined;
  const form = useFormFocus(mine);
  const isPending = useIsPending('interviewer');
  return (
    <Card title="Interviewer">
      <CardBody className="flex flex-col gap-4">
        {isEditable ? (
          <Form ref={form} method="post" noValidate preventScrollReset className="flex flex-col gap-4">
            <MindField key={mind} mind={mind} typed={mine?.values.mind} error={mine?.errors.mind} />
            <Button
              type="submit"
              name="intent"
              value="interviewer"
              className="self-start"
              isPending={isPending}
            >
              Save interviewer
            </Button>
          </Form>
        ) : (
          <p className="flex items-center gap-2 text-13">
            {mind && <Sparkles aria-hidden="true" size={14} className="shrink-0 text-ai" />}
            {mind ? `AI interviewer: ${MIND_LABELS[mind]}` : 'People'}
          </p>
        )}
        {usage && !isEditable && (
          <dl className="tabular grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 border-t pt-4 text-13">
            <FactRow name="Model so far">{usage.models.join(', ') || 'None used'}</FactRow>
            <FactRow name="Answers">{NUMBER.format(usage.usage.turns)}</FactRow>
            <FactRow name="Tokens read">{NUMBER.format(usage.usage.inputTokens)}</FactRow>
            <FactRow name="of these from cache">{NUMBER.format(usage.usage.cachedInputTokens)}</FactRow>
            <FactRow name="Tokens written">{NUMBER.format(usage.usage.outputTokens)}</FactRow>
            <FactRow name="Cost">{formatCost(usage.usage.costMicros)}</FactRow>
          </dl>
        )}
      </CardBody>
    </Card>
  );
}

import { Form } from '@remix-run/react';
import { Sparkles } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import type { MindChoice } from '#core/interviewer.ts';
import type { ModelUsage } from '#core/model-usage.ts';
import { MindField } from './mind-field.tsx';
import { MIND_LABELS } from './mind-words.ts';
import { TranscriptFacts, UsageFacts } from './usage-facts.tsx';

interface InterviewerCardProps {
  mind: MindChoice | null;
  /** What its models used so far; null where people interview. */
  usage: { usage: ModelUsage; models: string[] } | null;
  /** What it cost to write down what people said in the call; null where that cost nothing. */
  transcripts: { usage: ModelUsage; models: string[] } | null;
  /** For those who may, as long as it has not begun. */
  isEditable: boolean;
  answer: { errors: Record<string, string>; values: Record<string, string> } | undefined;
}

/** Who holds an interview, and what an AI interviewer cost so far. */
export function InterviewerCard({ mind, usage, transcripts, isEditable, answer }: InterviewerCardProps) {
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
        {usage && !isEditable && <UsageFacts {...usage} />}
        {transcripts && <TranscriptFacts {...transcripts} />}
      </CardBody>
    </Card>
  );
}

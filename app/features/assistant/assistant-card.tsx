import { Form } from '@remix-run/react';
import { Bot } from 'lucide-react';
import { FormError } from '#app/components/form-error.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { UsageFacts } from '#app/features/ai-interviewer/usage-facts.tsx';
import type { ModelUsage } from '#core/model-usage.ts';
import { AssistantField } from './assistant-field.tsx';

interface AssistantCardProps {
  isAllowed: boolean;
  /** What its models used so far; null where there is none. */
  usage: { usage: ModelUsage; models: string[] } | null;
  /** For those who may, as long as no candidate was let in. */
  isEditable: boolean;
  answer: { errors: Record<string, string>; values: Record<string, string> } | undefined;
}

/** Whether the candidate has an assistant, and what it cost so far. */
export function AssistantCard({ isAllowed, usage, isEditable, answer }: AssistantCardProps) {
  const mine = answer?.values.intent === 'assistant' ? answer : undefined;
  const form = useFormFocus(mine);
  const isPending = useIsPending('assistant');
  return (
    <Card title="Candidate’s assistant">
      <CardBody className="flex flex-col gap-4">
        <FormError message={mine?.errors.allowsAssistant} />
        {isEditable ? (
          <Form ref={form} method="post" noValidate preventScrollReset className="flex flex-col gap-4">
            <AssistantField key={String(isAllowed)} isTicked={isAllowed} />
            <Button
              type="submit"
              name="intent"
              value="assistant"
              className="self-start"
              isPending={isPending}
            >
              Save assistant
            </Button>
          </Form>
        ) : (
          <p className="flex items-center gap-2 text-13">
            {isAllowed && <Bot aria-hidden="true" size={14} className="shrink-0 text-ai" />}
            {isAllowed ? 'The candidate may use an AI assistant' : 'None'}
          </p>
        )}
        {usage && !isEditable && <UsageFacts {...usage} />}
      </CardBody>
    </Card>
  );
}

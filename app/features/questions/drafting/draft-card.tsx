import { Form } from '@remix-run/react';
import { CircleAlert, CircleCheck, Sparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import { FormError } from '#app/components/form-error.tsx';
import { Time } from '#app/components/time.tsx';
import { Button, ButtonLink, buttonClass } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Textarea } from '#app/components/ui/textarea.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { formatCost } from '#app/features/ai-interviewer/mind-words.ts';
import { Detail } from '../detail.tsx';
import { MAX_WISHES_LENGTH } from './draft-request.ts';
import type { QuestionDraft } from './draft-store.server.ts';
import { RedraftForm } from './redraft-form.tsx';

interface DraftCardProps {
  questionId: string;
  draft: QuestionDraft;
  /** Whether this member may decide, and the question still waits for it. */
  canDecide: boolean;
  /** Whether a model can be asked here. */
  canRedraft: boolean;
  answer: { errors: Record<string, string>; values: Record<string, string> } | undefined;
}

/** That a model wrote this question, for whom and at what cost, and what people make of it. */
export function DraftCard({ questionId, draft, canDecide, canRedraft, answer }: DraftCardProps) {
  const { request, createdBy, createdAt, costMicros, tries } = draft;
  return (
    <Card title={`Drafted by ${draft.model}`}>
      <CardBody className="flex flex-col gap-4 text-13">
        <Standing draft={draft} canDecide={canDecide} />
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2">
          <Detail term="Topic">{request.topic}</Detail>
          {request.wishes && <Detail term="Wishes">{request.wishes}</Detail>}
          <Detail term="Asked for">
            <Time value={createdAt} />
            {createdBy && ` by ${createdBy}`}
          </Detail>
          <Detail term="Cost">
            {formatCost(costMicros)}
            {tries > 1 && ` for ${tries} drafts`}
          </Detail>
        </dl>
        {canDecide && (
          <div className="flex flex-col gap-2 border-t pt-4">
            {canRedraft && (
              <Unfolded label="Draft again">
                <RedraftForm questionId={questionId} />
              </Unfolded>
            )}
            <Unfolded label="Reject" isOpen={answer?.errors.reason !== undefined}>
              <RejectForm answer={answer} />
            </Unfolded>
          </div>
        )}
        {draft.state === 'rejected' && canRedraft && (
          <ButtonLink to={`/questions/draft?${describeAgain(draft)}`} className="self-start">
            Draft another
          </ButtonLink>
        )}
      </CardBody>
    </Card>
  );
}

/** Where the draft stands, with an icon and words. */
function Standing({ draft, canDecide }: { draft: QuestionDraft; canDecide: boolean }) {
  const { state, decidedBy, reason } = draft;
  const by = decidedBy ? ` by ${decidedBy}` : '';
  switch (state) {
    case 'open':
      return (
        <p className="flex gap-2">
          <Sparkles aria-hidden="true" size={14} className="mt-[3px] shrink-0 text-ai" />
          {canDecide
            ? 'Read it, run it and edit it as you would anybody’s. Publishing accepts it.'
            : 'Nobody has accepted or rejected it.'}
        </p>
      );
    case 'accepted':
      return (
        <p className="flex gap-2">
          <CircleCheck aria-hidden="true" size={14} className="mt-[3px] shrink-0 text-good" />
          Accepted and published{by}.
        </p>
      );
    case 'rejected':
      return (
        <div className="flex gap-2">
          <CircleAlert aria-hidden="true" size={14} className="mt-[3px] shrink-0 text-warn" />
          <div className="min-w-0">
            <p>Rejected{by}:</p>
            <p className="[overflow-wrap:anywhere] whitespace-pre-line text-ink-soft">{reason}</p>
          </div>
        </div>
      );
  }
}

/** A button that opens a form below it. Works without scripts. */
function Unfolded({
  label,
  isOpen = false,
  children,
}: {
  label: string;
  isOpen?: boolean;
  children: ReactNode;
}) {
  return (
    <details open={isOpen || undefined} className="group">
      <summary
        className={`${buttonClass()} w-full list-none hover:bg-hover group-open:mb-3 [&::-webkit-details-marker]:hidden`}
      >
        {label}
      </summary>
      {children}
    </details>
  );
}

/** Retires the question, and keeps why. */
function RejectForm({ answer }: { answer: DraftCardProps['answer'] }) {
  const form = useFormFocus(answer);
  const isPending = useIsPending('reject');
  return (
    <Form ref={form} method="post" noValidate preventScrollReset className="flex flex-col gap-3 pb-2">
      <FormError message={answer?.errors.form} />
      <Field
        label="Why"
        error={answer?.errors.reason}
        hint="Kept here, and told to the model when it drafts questions of this kind. The question is retired."
      >
        <Textarea
          name="reason"
          required
          maxLength={MAX_WISHES_LENGTH}
          placeholder="Too well known: it is two-sum with other words"
          defaultValue={answer?.values.reason}
        />
      </Field>
      <Button
        type="submit"
        name="intent"
        value="reject"
        variant="danger"
        isPending={isPending}
        className="self-start"
      >
        Reject draft
      </Button>
    </Form>
  );
}

/** The request, for the form of a new draft. */
function describeAgain({ request }: QuestionDraft): string {
  const { topic, kind, difficulty, languages, minutes, wishes } = request;
  const search = new URLSearchParams({ topic, kind, difficulty });
  for (const language of languages) search.append('languages', language);
  if (minutes !== null) search.set('minutes', String(minutes));
  if (wishes) search.set('wishes', wishes);
  return search.toString();
}

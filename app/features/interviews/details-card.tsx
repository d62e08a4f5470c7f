import { Form } from '@remix-run/react';
import { FactRow } from '#app/components/fact-row.tsx';
import { Time } from '#app/components/time.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import type { EndReason } from '#core/interview-clock.ts';
import type { InterviewStatus } from '#core/interview-status.ts';
import { ScheduleFields } from './schedule-fields.tsx';

const END_WORDS: Record<EndReason, string> = {
  ended: 'somebody who took part',
  'time-up': 'its clock',
  'pause-expired': 'a pause of more than a day',
  'never-returned': 'the candidate’s absence',
};

interface DetailsCardProps {
  interview: {
    title: string;
    candidateName: string;
    candidateEmail: string | null;
    status: InterviewStatus;
    scheduledAt: string | null;
    minutes: number | null;
    endReason: EndReason | null;
    startedAt: string | null;
    endedAt: string | null;
    createdAt: string;
  };
  canWrite: boolean;
  timeZones: string[];
  answer: { errors: Record<string, string>; values: Record<string, string> } | undefined;
}

/** What is known about the interview; for those who may, as a form. */
export function DetailsCard({ interview, canWrite, timeZones, answer }: DetailsCardProps) {
  const mine = answer?.values.intent === 'save' ? answer : undefined;
  const form = useFormFocus(mine);
  const isPending = useIsPending('save');
  const { errors, values } = mine ?? {};
  return (
    <Card title="Details">
      <CardBody>
        {canWrite && (
          <Form ref={form} method="post" noValidate className="mb-5 flex flex-col gap-4 border-b pb-5">
            <Field label="Title" error={errors?.title}>
              <Input name="title" required maxLength={200} defaultValue={values?.title ?? interview.title} />
            </Field>
            <Field label="Candidate’s name" error={errors?.candidateName}>
              <Input
                name="candidateName"
                required
                autoComplete="off"
                defaultValue={values?.candidateName ?? interview.candidateName}
              />
            </Field>
            <Field label="Candidate’s email" isOptional error={errors?.candidateEmail}>
              <Input
                name="candidateEmail"
                type="email"
                autoComplete="off"
                defaultValue={values?.candidateEmail ?? interview.candidateEmail ?? ''}
              />
            </Field>
            <ScheduleFields
              scheduledAt={interview.scheduledAt}
              minutes={interview.status === 'created' ? interview.minutes : undefined}
              timeZones={timeZones}
              isStacked
              values={values}
              errors={errors}
            />
            <Button type="submit" name="intent" value="save" className="self-start" isPending={isPending}>
              Save details
            </Button>
          </Form>
        )}
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-13">
          {!canWrite && (
            <>
              <FactRow name="Candidate">{interview.candidateName}</FactRow>
              <FactRow name="Scheduled">
                {interview.scheduledAt ? <Time value={interview.scheduledAt} /> : 'Not set'}
              </FactRow>
            </>
          )}
          {(!canWrite || interview.status !== 'created') && (
            <FactRow name="Length">
              {interview.minutes === null ? 'No limit' : `${interview.minutes} minutes`}
            </FactRow>
          )}
          <FactRow name="Created">
            <Time value={interview.createdAt} />
          </FactRow>
          <FactRow name="Started">
            {interview.startedAt ? <Time value={interview.startedAt} /> : 'Not yet'}
          </FactRow>
          <FactRow name="Ended">{interview.endedAt ? <Time value={interview.endedAt} /> : 'Not yet'}</FactRow>
          {interview.endReason && <FactRow name="Ended by">{END_WORDS[interview.endReason]}</FactRow>}
        </dl>
      </CardBody>
    </Card>
  );
}

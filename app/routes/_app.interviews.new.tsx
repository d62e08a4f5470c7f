import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { BackLink } from '#app/components/back-link.tsx';
import { FormError } from '#app/components/form-error.tsx';
import { PageHead } from '#app/components/page-head.tsx';
import { Button, ButtonLink } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { Checkbox } from '#app/components/ui/checkbox.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { Select } from '#app/components/ui/select.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { AdaptiveField } from '#app/features/ai-interviewer/adaptive-field.tsx';
import { MindField } from '#app/features/ai-interviewer/mind-field.tsx';
import { AssistantField } from '#app/features/assistant/assistant-field.tsx';
import { CallFields } from '#app/features/calls/call-fields.tsx';
import { createInterview } from '#app/features/interviews/create-interview.server.ts';
import { newInterviewSchema } from '#app/features/interviews/interview-schema.ts';
import { ScheduleFields } from '#app/features/interviews/schedule-fields.tsx';
import { sendInvitation } from '#app/features/links/invite-mail.server.ts';
import { carryNewLinks } from '#app/features/links/new-links-cookie.server.ts';
import { requireMemberWho } from '#app/features/organisations/member.server.ts';
import { ProblemDetails } from '#app/features/problem/problem-details.tsx';
import { refuseChoices } from '#app/features/questions/plan.server.ts';
import { PlanField } from '#app/features/questions/plan-field.tsx';
import { findChoices } from '#app/features/questions/question-list.server.ts';
import { describeRefusal, retryAfter, takeRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { TIME_ZONES } from '#app/features/time-zone/time-zones.server.ts';
import { parseForm, parseId, refuseForm, typedValues } from '#app/server/form.server.ts';
import { passHeaders } from '#app/server/page-headers.ts';
import { LANGUAGE_IDS, LANGUAGES } from '#core/languages.ts';

export const headers = passHeaders;
export const meta: MetaFunction = () => [{ title: 'New interview · Interlace' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { supabase, organisation, user, headers } = await requireMemberWho(request, 'write-interviews');
  const asked = parseId(new URL(request.url).searchParams.get('question') ?? undefined);
  const chosen = await findChoices(supabase, {
    organisationId: organisation.id,
    userId: user.id,
    ids: asked ? [asked] : [],
  });
  const questions = chosen.map(({ id, title, kind, difficulty, minutes }) => ({
    ...{ id, title, kind, difficulty, minutes },
    version: null,
  }));
  return data({ timeZones: TIME_ZONES, organisationId: organisation.id, questions }, { headers });
}

export async function action({ request }: ActionFunctionArgs) {
  const member = await requireMemberWho(request, 'write-interviews');
  const { supabase, user, organisation, headers } = member;
  const form = await request.formData();
  const parsed = parseForm(newInterviewSchema, form);
  if (!parsed.data) return refuseForm(parsed, { headers });
  const input = parsed.data;
  const planned = { organisationId: organisation.id, userId: user.id, ids: input.questions };
  const unplanned = await refuseChoices(supabase, planned);
  if (unplanned)
    return refuseForm({ errors: { questions: unplanned }, values: typedValues(form) }, { headers });
  const refusal = await takeRateLimits([
    ['create-interview:account', user.id],
    ...(input.sendMail ? [['invite-mail:account', user.id] as const] : []),
  ]);
  if (refusal) {
    return refuseForm(
      { errors: { form: describeRefusal(refusal) }, values: typedValues(form) },
      { status: 429, headers: retryAfter(refusal, headers) },
    );
  }
  const { interviewId, links } = await createInterview(supabase, {
    organisationId: organisation.id,
    userId: user.id,
    form: input,
  });
  headers.append('set-cookie', await carryNewLinks(links));
  const forCandidate = links.find(({ role }) => role === 'candidate');
  let mailed = '';
  if (input.sendMail && input.candidateEmail && forCandidate) {
    const isSent = await sendInvitation({
      to: input.candidateEmail,
      candidateName: input.candidateName,
      title: input.title,
      organisationName: organisation.name,
      fromName: member.displayName,
      scheduledAt: input.scheduledAt === null ? null : new Date(input.scheduledAt).toISOString(),
      timeZone: input.timeZone,
      secret: forCandidate.secret,
    });
    mailed = isSent ? '?mail=sent' : '?mail=failed';
  }
  throw redirect(`/interviews/${interviewId}${mailed}`, { headers });
}

export default function NewInterview() {
  const { timeZones, organisationId, questions } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = useFormFocus(answer);
  const isPending = useIsPending();
  const { errors, values } = answer ?? {};
  return (
    <div className="mx-auto max-w-[640px]">
      <PageHead title="New interview" back={<BackLink to="/interviews">Interviews</BackLink>} />
      <Card>
        <CardBody>
          <Form ref={form} method="post" noValidate className="flex flex-col gap-5">
            <FormError message={errors?.form} />
            <Field label="Title" error={errors?.title} hint="The candidate sees it.">
              <Input
                name="title"
                required
                maxLength={200}
                placeholder="Backend pairing: rate limiter"
                defaultValue={values?.title}
              />
            </Field>
            <div className="grid gap-5 sm:grid-cols-2 sm:gap-4">
              <Field label="Candidate’s name" error={errors?.candidateName}>
                <Input
                  name="candidateName"
                  required
                  autoComplete="off"
                  defaultValue={values?.candidateName}
                />
              </Field>
              <Field label="Candidate’s email" isOptional error={errors?.candidateEmail}>
                <Input
                  name="candidateEmail"
                  type="email"
                  inputMode="email"
                  autoComplete="off"
                  defaultValue={values?.candidateEmail}
                />
              </Field>
            </div>
            <Field
              label="Starts in"
              error={errors?.language}
              hint="The language of the first file. Others can be added in the room."
            >
              <Select name="language" defaultValue={values?.language ?? 'python'}>
                {LANGUAGE_IDS.map((id) => (
                  <option key={id} value={id}>
                    {LANGUAGES[id].label}
                  </option>
                ))}
              </Select>
            </Field>
            <ScheduleFields
              scheduledAt={null}
              minutes={null}
              timeZones={timeZones}
              values={values}
              errors={errors}
            />
            <MindField mind={null} typed={values?.mind} error={errors?.mind} />
            <AdaptiveField isTicked={values?.isAdaptive === 'on'} />
            <AssistantField isTicked={values?.allowsAssistant === 'on'} />
            <CallFields values={values} />
            <PlanField organisationId={organisationId} initial={questions} error={errors?.questions} />
            <ProblemDetails values={values} errors={errors} />
            <Checkbox
              name="sendMail"
              defaultChecked={values?.sendMail === 'on'}
              label="Mail the candidate their link now"
            />
            <div className="flex flex-wrap gap-2 border-t pt-5">
              <Button type="submit" variant="primary" isPending={isPending}>
                Create interview
              </Button>
              <ButtonLink to="/interviews" variant="ghost">
                Cancel
              </ButtonLink>
            </div>
          </Form>
        </CardBody>
      </Card>
    </div>
  );
}

import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { Bot, Eye, PencilLine, Sparkles } from 'lucide-react';
import { z } from 'zod';
import { FocusedPage } from '#app/components/focused-page.tsx';
import { FormError } from '#app/components/form-error.tsx';
import { Button, ButtonLink } from '#app/components/ui/button.tsx';
import { Checkbox } from '#app/components/ui/checkbox.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { VoiceField } from '#app/features/calls/voice-field.tsx';
import { findOpenLink, type OpenLink } from '#app/features/links/open-link.server.ts';
import { getGuestId, rememberGuest } from '#app/features/participants/guest-cookie.server.ts';
import { cameBy, joinAsGuest } from '#app/features/participants/join.server.ts';
import { getRoomEntry } from '#app/features/participants/room-entry.server.ts';
import {
  describeRefusal,
  requirePageRateLimits,
  retryAfter,
  takeRateLimits,
} from '#app/features/rate-limit/rate-limit.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { parseForm, refuseForm, typedValues } from '#app/server/form.server.ts';
import { passHeaders } from '#app/server/page-headers.ts';
import { consentFor } from '#core/consent.ts';
import { isOver } from '#core/interview-status.ts';
import { personNameSchema } from '#core/people.ts';

export const headers = passHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Join: ${data.title}` : 'This link does not work'} · Interlace` },
  { name: 'robots', content: 'noindex' },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const link = await requireLink(params.secret, context.clientAddress);
  const guestId = await getGuestId(request, link.interviewId);
  if (guestId && (await cameBy(guestId, link))) throw redirect(`/lobby/${link.interviewId}`);
  const { entry, headers } = await getRoomEntry(request, link.interviewId);
  return data(
    {
      title: link.title,
      organisationName: link.organisationName,
      role: link.role,
      suggestedName: link.role === 'candidate' ? link.candidateName : '',
      memberRoom: entry?.isMember ? `/room/${link.interviewId}` : null,
      isHeldByAi: link.isHeldByAi,
      allowsAssistant: link.allowsAssistant,
      recordsCall: link.recordsCall,
      consentPoints: consentFor(link).points,
    },
    { headers },
  );
}

const VOICE_WORDS = 'Choose whether your voice is recorded. The interview goes on either way.';

const schema = z.object({
  name: personNameSchema,
  consent: z.literal('on', 'Agree to go on. Without it nothing can be shared in the room.'),
});
/** Where the call is recorded, and the guest may speak in it. */
const voiceSchema = schema.extend({ voice: z.enum(['yes', 'no'], VOICE_WORDS) });

export async function action({ request, params, context }: ActionFunctionArgs) {
  const link = await requireLink(params.secret, context.clientAddress);
  const sent = await request.formData();
  const parsed = asksForVoice(link) ? parseForm(voiceSchema, sent) : parseForm(schema, sent);
  if (!parsed.data) return refuseForm(parsed);
  const refusal = await takeRateLimits([
    ['join:address', context.clientAddress],
    ['join:link', link.linkId],
  ]);
  if (refusal) {
    const options = { status: 429, headers: retryAfter(refusal) };
    return refuseForm({ errors: { form: describeRefusal(refusal) }, values: typedValues(sent) }, options);
  }
  const { interviewId } = link;
  // Sent twice, or by the back button: the same person comes back instead of a second one.
  const guestId = await getGuestId(request, interviewId);
  const isBack = guestId !== null && (await cameBy(guestId, link));
  const joined = isBack
    ? ({ type: 'joined', participantId: guestId, isLetIn: false } as const)
    : await joinAsGuest(link, {
        name: parsed.data.name,
        voiceConsent: 'voice' in parsed.data ? parsed.data.voice === 'yes' : null,
      });
  if (joined.type === 'candidate-busy') {
    const form = `You are still in another interview of ${link.organisationName}. Come back to this link when that one has ended.`;
    return refuseForm({ errors: { form }, values: typedValues(sent) }, { status: 409 });
  }
  const { participantId, isLetIn } = joined;
  throw redirect(isLetIn ? `/room/${interviewId}` : `/lobby/${interviewId}`, {
    headers: { 'set-cookie': await rememberGuest(request, { interviewId, participantId }) },
  });
}

export default function Join() {
  const {
    title,
    organisationName,
    role,
    suggestedName,
    memberRoom,
    isHeldByAi,
    allowsAssistant,
    recordsCall,
    consentPoints,
  } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const form = useFormFocus(answer);
  const isPending = useIsPending();
  const isCandidate = role === 'candidate';
  const Icon = isCandidate ? PencilLine : Eye;
  return (
    <FocusedPage
      width="wide"
      title={title}
      lead={`${organisationName} invites you${isCandidate ? ' to this interview' : ' to watch this interview'}.`}
    >
      {memberRoom ? (
        <div className="flex flex-col items-start gap-4">
          <p className="text-ink-soft">
            You are signed in as a member of {organisationName}, so you enter under your own name. To see what
            a guest sees, open this link in a private window.
          </p>
          <ButtonLink to={memberRoom} variant="primary" size="lg">
            Open the room
          </ButtonLink>
        </div>
      ) : (
        <Form ref={form} method="post" noValidate className="flex flex-col gap-5">
          <FormError message={answer?.errors.form} />
          <p className="flex items-start gap-2.5 rounded-control border bg-sunken px-3 py-2.5 text-13">
            <Icon aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-ink-soft" />
            {isCandidate
              ? 'You join as the candidate: you type in the shared files, run programs and write in the chat.'
              : 'You join as an observer: you see everything that happens and cannot change anything. The candidate sees your name.'}
          </p>
          {isHeldByAi && (
            <p className="flex items-start gap-2.5 rounded-control border bg-sunken px-3 py-2.5 text-13">
              <Sparkles aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-ai" />
              <span>
                <strong className="font-medium">An AI interviewer holds this interview.</strong> It asks the
                questions in the chat and reads what {isCandidate ? 'you type' : 'the candidate types'}. It
                decides nothing: a person at {organisationName} reviews the interview.
              </span>
            </p>
          )}
          {allowsAssistant && (
            <p className="flex items-start gap-2.5 rounded-control border bg-sunken px-3 py-2.5 text-13">
              <Bot aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-ai" />
              <span>
                <strong className="font-medium">
                  {isCandidate ? 'You have an AI assistant.' : 'The candidate has an AI assistant.'}
                </strong>{' '}
                {isCandidate
                  ? 'It answers questions about your code and proposes edits, beside the editor. Using it is allowed here.'
                  : 'Using it is allowed here; you see what they ask and what it answers.'}
              </span>
            </p>
          )}
          <Field label="Your name" error={answer?.errors.name} hint="Shown to everybody in the room.">
            <Input
              name="name"
              autoComplete="name"
              required
              maxLength={120}
              defaultValue={answer?.values.name ?? suggestedName}
            />
          </Field>
          <fieldset className="flex flex-col gap-3">
            <legend className="mb-2 text-13 font-medium">What is recorded, and who sees it</legend>
            <ul className="list-disc space-y-1.5 pl-5 text-13 text-ink-soft marker:text-ink-faint">
              {consentPoints.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
            <Checkbox
              name="consent"
              required
              className="mt-1"
              defaultChecked={answer?.values.consent === 'on'}
              error={answer?.errors.consent}
              label="I have read this and agree."
            />
          </fieldset>
          {asksForVoice({ recordsCall, role }) && (
            <VoiceField chosen={answer?.values.voice} error={answer?.errors.voice} />
          )}
          <Button type="submit" variant="primary" size="lg" isPending={isPending}>
            {isHeldByAi && isCandidate ? 'Come in' : 'Ask to come in'}
          </Button>
        </Form>
      )}
    </FocusedPage>
  );
}

/** Observers do not speak, so nothing is asked of them. */
function asksForVoice({ recordsCall, role }: Pick<OpenLink, 'recordsCall' | 'role'>): boolean {
  return recordsCall && role === 'candidate';
}

async function requireLink(secret: string | undefined, address: string) {
  await requirePageRateLimits([['join-lookup:address', address]]);
  const link = await findOpenLink(secret ?? '');
  if (!link) throw pageError('link_invalid');
  if (isOver(link.status)) throw pageError('interview_over');
  return link;
}

import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { setInterviewer } from '#app/features/ai-interviewer/set-interviewer.server.ts';
import { setAssistant } from '#app/features/assistant/set-assistant.server.ts';
import { createLinks } from '#app/features/links/create-links.server.ts';
import { sendInvitation } from '#app/features/links/invite-mail.server.ts';
import { checkLinkSecret, setLinkRevoked } from '#app/features/links/link-actions.server.ts';
import { LINK_DAYS } from '#app/features/links/link-days.ts';
import { carryNewLinks } from '#app/features/links/new-links-cookie.server.ts';
import { decideAdmission } from '#app/features/lobby/lobby.server.ts';
import { decisionSchema } from '#app/features/participants/admission.ts';
import { changePlan } from '#app/features/questions/plan.server.ts';
import { planSchema } from '#app/features/questions/planned-question.ts';
import { describeRefusal, retryAfter, takeRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { isTimeZone } from '#app/features/time-zone/zoned-time.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { parseForm, refuseForm, typedValues } from '#app/server/form.server.ts';
import { isOver } from '#core/interview-status.ts';
import { type OpenInterview, requireInterview } from './interview-page.server.ts';
import { interviewDetailsSchema, mindFieldSchema, tickedSchema } from './interview-schema.ts';
import { endInterview } from './progress.server.ts';

const DAY = 24 * 3600_000;

const intentSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save') }),
  z.object({
    intent: z.literal('new-link'),
    role: z.enum(['candidate', 'observer']),
    label: z.string().trim().max(120, 'Use at most 120 characters.'),
    days: z.coerce.number().refine((days) => (LINK_DAYS as readonly number[]).includes(days)),
  }),
  z.object({ intent: z.literal('revoke-link'), linkId: z.uuid() }),
  z.object({ intent: z.literal('restore-link'), linkId: z.uuid() }),
  z.object({
    intent: z.literal('mail-link'),
    linkId: z.uuid(),
    secret: z.string(),
    timeZone: z.string().refine(isTimeZone),
  }),
  z.object({ intent: z.literal('decide'), participantId: z.uuid(), decision: decisionSchema }),
  z.object({ intent: z.literal('plan'), before: planSchema, after: planSchema }),
  z.object({ intent: z.literal('interviewer'), mind: mindFieldSchema }),
  z.object({ intent: z.literal('assistant'), allowsAssistant: tickedSchema }),
  z.object({ intent: z.literal('end') }),
]);

/** What the forms of an interview's page do. Ends with the page again, or with what must be corrected. */
export async function actOnInterview(request: Request, interviewId: string | undefined) {
  const open = await requireInterview(request, interviewId);
  const { headers } = open.member;
  if (!open.canWrite) throw pageError('forbidden', headers);
  const form = await request.formData();
  const parsed = parseForm(intentSchema, form);
  if (!parsed.data) return refuseForm(parsed, { headers });
  const act = parsed.data;
  switch (act.intent) {
    case 'save':
      return saveDetails(open, form);
    case 'new-link': {
      const links = await createLinks(open.member.supabase, {
        interviewId: open.interview.id,
        userId: open.member.user.id,
        scheduledAt: open.interview.scheduled_at === null ? null : Date.parse(open.interview.scheduled_at),
        links: [{ role: act.role, label: act.label }],
        ttl: act.days * DAY,
      });
      headers.append('set-cookie', await carryNewLinks(links));
      return backTo(open);
    }
    case 'revoke-link':
    case 'restore-link': {
      const isRevoked = act.intent === 'revoke-link';
      const target = { interviewId: open.interview.id, linkId: act.linkId, isRevoked };
      if (!(await setLinkRevoked(open.member.supabase, target))) throw pageError('not_found', headers);
      return backTo(open);
    }
    case 'mail-link':
      return mailLink(open, act);
    case 'decide': {
      const refusal = await decideAdmission({
        supabase: open.member.supabase,
        interviewId: open.interview.id,
        participantId: act.participantId,
        decision: act.decision,
      });
      if (refusal && refusal !== 'conflict') throw pageError(refusal, headers);
      return backTo(open); // a conflict means that somebody else decided: the page shows what is true now
    }
    case 'plan':
      return planQuestions(open, act);
    case 'interviewer': {
      const refusal = await setInterviewer(open.member.supabase, open.interview.id, act.mind);
      if (!refusal) throw redirect(`/interviews/${open.interview.id}?saved=1`, { headers });
      return refuseForm({ errors: { mind: refusal }, values: typedValues(form) }, { status: 409, headers });
    }
    case 'assistant': {
      const { supabase } = open.member;
      const refusal = await setAssistant(supabase, open.interview.id, act.allowsAssistant);
      if (!refusal) throw redirect(`/interviews/${open.interview.id}?saved=1`, { headers });
      const errors = { allowsAssistant: refusal };
      return refuseForm({ errors, values: typedValues(form) }, { status: 409, headers });
    }
    case 'end': {
      const target = { interviewId: open.interview.id, byName: open.member.displayName };
      if (!(await endInterview(target))) throw pageError('room_unavailable', headers);
      return backTo(open);
    }
  }
}

async function saveDetails({ member, interview }: OpenInterview, form: FormData) {
  const parsed = parseForm(interviewDetailsSchema, form);
  if (!parsed.data) return refuseForm(parsed, { headers: member.headers });
  const { title, candidateName, candidateEmail, scheduledAt, minutes } = parsed.data;
  const { error } = await member.supabase
    .from('interviews')
    .update({
      title,
      candidate_name: candidateName,
      candidate_email: candidateEmail,
      // a room that has begun keeps its own
      ...(interview.status === 'created' && { minutes }),
      scheduled_at: scheduledAt === null ? null : new Date(scheduledAt).toISOString(),
    })
    .eq('id', interview.id);
  if (error) throw new Error('The interview could not be stored.', { cause: error });
  throw redirect(`/interviews/${interview.id}?saved=1`, { headers: member.headers });
}

/** Answers with what the page shows beside the plan, and no redirect: the page stays where it is. */
async function planQuestions(
  { member, interview }: OpenInterview,
  { before, after }: { before: string[]; after: string[] },
) {
  const { headers, supabase, user } = member;
  if (isOver(interview.status))
    return refuseForm(
      { errors: { plan: 'This interview has ended. Its questions stay as they were.' } },
      { status: 409, headers },
    );
  if (interview.interviewer_mind !== null && after.length === 0)
    return refuseForm(
      { errors: { plan: 'The AI interviewer needs at least one question. Put another one in first.' } },
      { status: 409, headers },
    );
  const change = {
    interviewId: interview.id,
    organisationId: interview.organization_id,
    userId: user.id,
    before,
    after,
  };
  const refusal = await changePlan(supabase, change);
  return refuseForm({ errors: refusal ? { plan: refusal } : {} }, { status: refusal ? 409 : 200, headers });
}

async function mailLink(
  { member, interview, organisationName }: OpenInterview,
  act: { linkId: string; secret: string; timeZone: string },
) {
  const { headers, supabase, user } = member;
  const to = interview.candidate_email;
  if (!to)
    return refuseForm(
      { errors: { mail: 'Add the candidate’s email below, then send the link.' } },
      { headers },
    );
  const refusal = await takeRateLimits([['invite-mail:account', user.id]]);
  if (refusal) {
    const options = { status: 429, headers: retryAfter(refusal, headers) };
    return refuseForm({ errors: { mail: describeRefusal(refusal) } }, options);
  }
  const link = await checkLinkSecret(supabase, { interviewId: interview.id, ...act });
  if (link?.role !== 'candidate') throw pageError('not_found', headers);
  const isSent = await sendInvitation({
    to,
    candidateName: interview.candidate_name,
    title: interview.title,
    organisationName,
    fromName: member.displayName,
    scheduledAt: interview.scheduled_at,
    timeZone: act.timeZone,
    secret: act.secret,
  });
  throw redirect(`/interviews/${interview.id}?mail=${isSent ? 'sent' : 'failed'}`, { headers });
}

function backTo({ member, interview }: OpenInterview): never {
  throw redirect(`/interviews/${interview.id}`, { headers: member.headers });
}

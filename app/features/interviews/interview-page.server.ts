import { data } from '@remix-run/node';
import { readUsage } from '#app/features/ai-interviewer/usage.server.ts';
import { joinUrl } from '#app/features/links/link-secret.server.ts';
import { listLinks } from '#app/features/links/list-links.server.ts';
import { takeNewLinks } from '#app/features/links/new-links-cookie.server.ts';
import { type Member, requireMember } from '#app/features/organisations/member.server.ts';
import { listPeople } from '#app/features/participants/list-people.server.ts';
import { getProblemSummary } from '#app/features/problem/problem.server.ts';
import { readPlan } from '#app/features/questions/plan.server.ts';
import { TIME_ZONES } from '#app/features/time-zone/time-zones.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { parseId } from '#app/server/form.server.ts';
import { statusReportSchema } from '#core/interview-clock.ts';
import type { InterviewStatus } from '#core/interview-status.ts';
import { mindChoiceSchema } from '#core/interviewer.ts';
import { languageIdSchema } from '#core/languages.ts';
import { memberCan } from '#core/roles.ts';

/** An interview as its page shows it. */
export async function loadInterviewPage(request: Request, interviewId: string | undefined) {
  const { member, interview, canWrite, organisationName } = await requireInterview(request, interviewId);
  const mind = mindChoiceSchema.nullable().parse(interview.interviewer_mind);
  const [links, people, problem, plan, usage, assistantUsage, transcripts, fresh] = await Promise.all([
    listLinks(member.supabase, interview.id),
    listPeople(member.supabase, interview.id),
    getProblemSummary(member.supabase, interview.id),
    readPlan(member.supabase, interview.id),
    mind && readUsage(member.supabase, interview.id, 'interviewer'),
    interview.allows_assistant ? readUsage(member.supabase, interview.id, 'assistant') : null,
    readUsage(member.supabase, interview.id, 'transcripts'),
    takeNewLinks(request),
  ]);
  // what candidates agreed to before they came in stays as it was
  const isOpenToChange = canWrite && interview.status === 'created' && !interview.is_candidate_in;
  if (fresh.forget) member.headers.append('set-cookie', fresh.forget);
  // A link of another interview may be on its way to another tab.
  const shown = fresh.links.filter(({ linkId }) => links.some((link) => link.id === linkId));
  return data(
    {
      interview: {
        id: interview.id,
        title: interview.title,
        candidateName: interview.candidate_name,
        candidateEmail: interview.candidate_email,
        language: languageIdSchema.parse(interview.language),
        status: interview.status,
        scheduledAt: interview.scheduled_at,
        minutes: interview.minutes,
        endReason: statusReportSchema.shape.endReason.parse(interview.end_reason),
        startedAt: interview.started_at,
        endedAt: interview.ended_at,
        createdAt: interview.created_at,
      },
      interviewer: {
        mind,
        usage,
        transcripts: transcripts.models.length > 0 ? transcripts : null,
        isEditable: isOpenToChange,
      },
      assistant: {
        isAllowed: interview.allows_assistant,
        usage: assistantUsage,
        isEditable: isOpenToChange,
      },
      organisationName,
      organisationId: interview.organization_id,
      canWrite,
      links,
      people,
      problem,
      plan,
      newLinks: shown.map((link) => ({ ...link, url: joinUrl(link.secret) })),
      timeZones: TIME_ZONES,
    },
    { headers: member.headers },
  );
}

export interface OpenInterview {
  member: Member;
  interview: InterviewRow;
  organisationName: string;
  canWrite: boolean;
}

interface InterviewRow {
  id: string;
  title: string;
  candidate_name: string;
  candidate_email: string | null;
  language: string;
  status: InterviewStatus;
  scheduled_at: string | null;
  minutes: number | null;
  end_reason: string | null;
  started_at: string | null;
  ended_at: string | null;
  created_at: string;
  organization_id: string;
  interviewer_mind: string | null;
  is_candidate_in: boolean;
  allows_assistant: boolean;
}

/** The interview with the member who asks for it. Throws 404 when it is not theirs to see. */
export async function requireInterview(
  request: Request,
  interviewId: string | undefined,
): Promise<OpenInterview> {
  const member = await requireMember(request);
  const id = parseId(interviewId);
  if (!id) throw pageError('not_found', member.headers);
  const { data: interview, error } = await member.supabase
    .from('interviews')
    .select(
      'id, title, candidate_name, candidate_email, language, status, scheduled_at, minutes, end_reason, started_at, ended_at, created_at, organization_id, interviewer_mind, is_candidate_in, allows_assistant',
    )
    .eq('id', id)
    .maybeSingle();
  if (error) throw new Error('The interview could not be read.', { cause: error });
  // The role counts in the interview's own organisation, which need not be the one that the list shows.
  const organisation = member.organisations.find((each) => each.id === interview?.organization_id);
  if (!interview || !organisation) throw pageError('not_found', member.headers);
  return {
    member,
    interview,
    organisationName: organisation.name,
    canWrite: memberCan(organisation.role, 'write-interviews'),
  };
}

import { getServiceClient } from '#app/server/supabase.server.ts';
import type { InterviewStatus } from '#core/interview-status.ts';
import type { LinkRole } from './create-links.server.ts';
import { hashLinkSecret, isLinkSecret } from './link-secret.server.ts';

/** What a link that works leads to. */
export interface OpenLink {
  linkId: string;
  role: LinkRole;
  interviewId: string;
  title: string;
  organisationId: string;
  organisationName: string;
  /** Offered as the name of somebody who comes by the candidate's link. */
  candidateName: string;
  status: InterviewStatus;
  /** Whether an AI interviewer holds it. */
  isHeldByAi: boolean;
  /** Whether the candidate has an assistant. */
  allowsAssistant: boolean;
  /** Whether there is a call in which voices are recorded. */
  recordsCall: boolean;
}

/** The link with this secret, or null: unknown, taken back and expired links are not told apart. */
export async function findOpenLink(secret: string): Promise<OpenLink | null> {
  if (!isLinkSecret(secret)) return null;
  const { data, error } = await getServiceClient()
    .from('invite_links')
    .select(
      'id, role, expires_at, revoked_at, interviews!invite_links_interview_id_fkey(id, title, candidate_name, status, interviewer_mind, allows_assistant, allows_call, records_call, organizations(id, name))',
    )
    .eq('secret_hash', hashLinkSecret(secret))
    .maybeSingle();
  if (error) throw new Error('The link could not be read.', { cause: error });
  const interview = data?.interviews;
  if (!data || !interview?.organizations) return null;
  if (data.revoked_at !== null || Date.parse(data.expires_at) <= Date.now()) return null;
  if (data.role !== 'candidate' && data.role !== 'observer') return null;
  return {
    linkId: data.id,
    role: data.role,
    interviewId: interview.id,
    title: interview.title,
    organisationId: interview.organizations.id,
    organisationName: interview.organizations.name,
    candidateName: interview.candidate_name,
    status: interview.status,
    isHeldByAi: interview.interviewer_mind !== null,
    allowsAssistant: interview.allows_assistant,
    recordsCall: interview.allows_call && interview.records_call,
  };
}

import { getServiceClient } from '#app/server/supabase.server.ts';
import {
  type ClaimReply,
  type ClaimRequest,
  claimReplySchema,
  LEASE_TIME,
} from '#core/interviewer-service.ts';

/** Renews and ends leases of a process that interviews, and grants it others. One statement of the database decides. */
export async function claimInterviews({
  host,
  held,
  released = [],
  room,
}: ClaimRequest): Promise<ClaimReply> {
  const { data, error } = await getServiceClient().rpc('claim_interviews', {
    p_host: host,
    p_held: held,
    p_released: released,
    p_room: room,
    p_lease_ms: LEASE_TIME,
  });
  if (error) throw new Error('Interviews could not be claimed.', { cause: error });
  return claimReplySchema.parse(data);
}

/** Whether this process holds this interview now. */
export async function holdsLease(host: string, interviewId: string): Promise<boolean> {
  const { data, error } = await getServiceClient()
    .from('interviewer_leases')
    .select('interview_id')
    .eq('interview_id', interviewId)
    .eq('host', host)
    .gt('expires_at', new Date().toISOString())
    .maybeSingle();
  if (error) throw new Error('The lease could not be read.', { cause: error });
  return data !== null;
}

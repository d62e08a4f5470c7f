import { z } from 'zod';
import { getMediaServer } from '#app/server/media-server.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { LEASE_TIME } from '#core/interviewer-service.ts';
import {
  type RecorderClaimReply,
  recordedCallSchema,
  type recorderClaimRequestSchema,
} from '#core/recorder-service.ts';
import { mintRecorderToken } from './call-token.server.ts';

const claimedSchema = z.array(recordedCallSchema.omit({ url: true, token: true }));

/** Renews and ends leases of a process that records, and grants it others. One statement of the database decides. */
export async function claimCalls({
  host,
  held,
  released,
  room,
}: z.output<typeof recorderClaimRequestSchema>): Promise<RecorderClaimReply> {
  const server = getMediaServer();
  const { data, error } = await getServiceClient().rpc('claim_call_recordings', {
    p_host: host,
    p_held: server ? held : [],
    p_released: released,
    p_room: server ? room : 0,
    p_lease_ms: LEASE_TIME,
  });
  if (error) throw new Error('Calls could not be claimed.', { cause: error });
  if (!server) return { calls: [], serverTime: Date.now() };
  const calls = await Promise.all(
    claimedSchema.parse(data).map(async (call) => ({
      ...call,
      url: server.url,
      token: await mintRecorderToken(call.interviewId, server),
    })),
  );
  return { calls, serverTime: Date.now() };
}

/**
 * When this call began to be recorded, for the process that records it; null for any other. It is the one that was
 * given it last, also when its lease has run out: what it recorded until the end comes after the end.
 */
export async function findRecordedSince(host: string, interviewId: string): Promise<string | null> {
  const { data, error } = await getServiceClient()
    .from('call_recordings')
    .select('first_at')
    .eq('interview_id', interviewId)
    .eq('host', host)
    .maybeSingle();
  if (error) throw new Error('The lease could not be read.', { cause: error });
  return data?.first_at ?? null;
}

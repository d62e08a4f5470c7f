import { getServiceClient } from '#app/server/supabase.server.ts';

/** Name of the member who created the interview, or null when they are gone. The caller knows the guest may see it. */
export async function getHostName(interviewId: string): Promise<string | null> {
  const { data, error } = await getServiceClient()
    .from('interview_overview')
    .select('created_by_name')
    .eq('id', interviewId)
    .maybeSingle();
  if (error) throw new Error('The host could not be read.', { cause: error });
  return data?.created_by_name ?? null;
}

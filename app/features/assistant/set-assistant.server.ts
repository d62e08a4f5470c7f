import type { AppSupabase } from '#app/server/supabase.server.ts';

/**
 * Says whether the candidate has an assistant, as the member. Gives a sentence about why not, or null. Once the candidate
 * was let in it stays: they agreed to one or the other.
 */
export async function setAssistant(
  supabase: AppSupabase,
  interviewId: string,
  isAllowed: boolean,
): Promise<string | null> {
  const { data, error } = await supabase
    .from('interviews')
    .update({ allows_assistant: isAllowed })
    .eq('id', interviewId)
    .eq('status', 'created')
    .eq('is_candidate_in', false)
    .select('id');
  if (error) throw new Error('The assistant could not be stored.', { cause: error });
  return data.length > 0
    ? null
    : 'The candidate was let in under what stood here, so whether they have an assistant stays.';
}

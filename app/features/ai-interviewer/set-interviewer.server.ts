import { readPlan } from '#app/features/questions/plan.server.ts';
import type { AppSupabase } from '#app/server/supabase.server.ts';
import type { MindChoice } from '#core/interviewer.ts';
import { NEEDS_QUESTIONS } from './mind-words.ts';

/**
 * Says who interviews, as the member. Gives a sentence about why not, or null. Once the candidate was let in it stays:
 * an AI interviewer may be in the room already.
 */
export async function setInterviewer(
  supabase: AppSupabase,
  interviewId: string,
  mind: MindChoice | null,
): Promise<string | null> {
  if (mind !== null && (await readPlan(supabase, interviewId)).length === 0) return NEEDS_QUESTIONS;
  const { data, error } = await supabase
    .from('interviews')
    .update({ interviewer_mind: mind })
    .eq('id', interviewId)
    .eq('status', 'created')
    .eq('is_candidate_in', false)
    .select('id');
  if (error) throw new Error('The interviewer could not be stored.', { cause: error });
  return data.length > 0
    ? null
    : 'The interview has begun, so who interviews stays. You can take over in its room.';
}

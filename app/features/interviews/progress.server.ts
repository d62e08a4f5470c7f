import { announceEnd } from '#app/features/recordings/interview-ended.server.ts';
import { tellRoom } from '#app/server/room-control.server.ts';
import type { AppSupabase } from '#app/server/supabase.server.ts';
import { type InterviewEvent, isOver, nextStatus } from '#core/interview-status.ts';

/** Notes that the candidate was let in for the first time. Does nothing when the interview runs already. */
export async function startInterview(supabase: AppSupabase, interviewId: string): Promise<void> {
  await advance(supabase, interviewId, 'candidate-joined');
}

/**
 * Ends an interview for everybody and tells the room, which closes its sockets, and whoever stores recordings. Ending it twice is no error.
 * `byName` is shown in the room. Returns false for people whom the database does not let change it.
 */
export async function endInterview(options: {
  supabase: AppSupabase;
  interviewId: string;
  byName: string;
}): Promise<boolean> {
  const { supabase, interviewId, byName } = options;
  const isEnded = await advance(supabase, interviewId, 'end');
  // Told again also when it was over already: the first message may not have reached the room.
  if (isEnded) {
    await tellRoom(interviewId, { type: 'end', byName });
    announceEnd();
  }
  return isEnded;
}

/** Whether the interview is now where the event leads, or was over before. Two callers at once change it once. */
async function advance(
  supabase: AppSupabase,
  interviewId: string,
  event: Extract<InterviewEvent, 'candidate-joined' | 'end'>,
): Promise<boolean> {
  const interview = await supabase
    .from('interviews')
    .select('status, started_at')
    .eq('id', interviewId)
    .maybeSingle();
  if (interview.error) throw new Error('The interview could not be read.', { cause: interview.error });
  if (!interview.data) return false;
  const { status, started_at } = interview.data;
  const to = nextStatus(status, event);
  if (!to) return event === 'end' ? isOver(status) : true;
  const now = new Date().toISOString();
  const updated = await supabase
    .from('interviews')
    .update({
      status: to,
      ...(event === 'end' ? { ended_at: now } : {}),
      ...(event === 'candidate-joined' && started_at === null ? { started_at: now } : {}),
    })
    .eq('id', interviewId)
    .eq('status', status)
    .select('id');
  if (updated.error?.code === '42501') return false;
  if (updated.error) throw new Error('The status could not be stored.', { cause: updated.error });
  if (updated.data.length > 0) return true;
  const again = await supabase.from('interviews').select('status').eq('id', interviewId).maybeSingle();
  return again.data?.status === to || (again.data ? isOver(again.data.status) : false);
}

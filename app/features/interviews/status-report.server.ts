import { endCall } from '#app/features/calls/leave-call.server.ts';
import { announceEnd } from '#app/features/recordings/interview-ended.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import type { StatusReport } from '#core/interview-clock.ts';
import { isOver } from '#core/interview-status.ts';

/**
 * Stores what a room says about its interview, unless something newer is stored already; twice is no error. `gone`:
 * there is no such interview any more.
 */
export async function applyStatusReport(
  interviewId: string,
  report: StatusReport,
): Promise<'taken' | 'gone'> {
  const { status, revision, clock, dueAt, endReason } = report;
  const supabase = getServiceClient();
  const updated = await supabase
    .from('interviews')
    .update({
      status,
      status_revision: revision,
      started_at: toTimestamp(clock.startedAt),
      ended_at: toTimestamp(clock.endedAt),
      paused_at: toTimestamp(clock.pausedAt),
      due_at: toTimestamp(dueAt),
      end_reason: endReason,
    })
    .eq('id', interviewId)
    .lt('status_revision', revision)
    .select('id');
  if (updated.error) throw new Error('A status report could not be stored.', { cause: updated.error });
  if (updated.data.length > 0) {
    if (isOver(status)) {
      announceEnd();
      await endCall(interviewId);
    }
    return 'taken';
  }
  const known = await supabase.from('interviews').select('id').eq('id', interviewId).maybeSingle();
  if (known.error) throw new Error('The interview could not be read.', { cause: known.error });
  return known.data ? 'taken' : 'gone';
}

function toTimestamp(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

import { z } from 'zod';
import { logError } from '#app/server/log.server.ts';
import { askRoom } from '#app/server/room-control.server.ts';
import type { AppSupabase } from '#app/server/supabase.server.ts';
import { type StatusReport, statusReportSchema } from '#core/interview-clock.ts';
import { applyStatusReport } from './status-report.server.ts';

/** How long a room may take to end: it waits for its disk. */
const END_TIMEOUT = 10_000;

const endReplySchema = z.object({ report: statusReportSchema });

/**
 * Ends an interview for everybody: the room does, closes its sockets, and says where it stands. Ending it twice is no
 * error. The caller has checked the role. False when the room does not answer: then nothing has changed.
 */
export async function endInterview(options: { interviewId: string; byName: string }): Promise<boolean> {
  const { interviewId, byName } = options;
  const report = await askToEnd(interviewId, byName);
  if (!report) return false;
  // the room brings the same by itself; the page that comes next is to show it already
  await applyStatusReport(interviewId, report);
  return true;
}

/**
 * Notes that the candidate of this interview is let in, as the member or, by their link, as the service. False when the same candidate is in another
 * interview of the organisation that has not ended.
 */
export async function claimCandidate(supabase: AppSupabase, interviewId: string): Promise<boolean> {
  const { error } = await supabase.from('interviews').update({ is_candidate_in: true }).eq('id', interviewId);
  if (error?.code === UNIQUE_VIOLATION) return false;
  if (error) throw new Error('The candidate could not be let in.', { cause: error });
  return true;
}

const UNIQUE_VIOLATION = '23505';

async function askToEnd(interviewId: string, byName: string): Promise<StatusReport | null> {
  try {
    const response = await askRoom(interviewId, 'control', {
      method: 'POST',
      body: JSON.stringify({ type: 'end', byName }),
      signal: AbortSignal.timeout(END_TIMEOUT),
    });
    if (response.ok) return endReplySchema.parse(await response.json()).report;
    logError('room', 'The room refused to end.', { status: response.status });
  } catch (error) {
    logError('room', 'The room server did not answer.', {
      type: 'end',
      cause: error instanceof Error ? error.name : 'unknown',
    });
  }
  return null;
}

import { data } from '@remix-run/node';
import { listNotes } from '#app/features/panel/notes.server.ts';
import {
  type ReplayVisit,
  recordLook,
  requireReplayPage,
  rightsOf,
} from '#app/features/replay/viewer.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { isOver } from '#core/interview-status.ts';
import { type Report, reportSchema, viewReport } from '#core/report/report.ts';
import { type Decision, listDecisions } from './claims.server.ts';

/** A member who looks at results. Responses must carry the headers of the visit. */
export type ResultsVisit = ReplayVisit & { viewer: Extract<ReplayVisit['viewer'], { kind: 'member' }> };

/** A note of somebody who held the interview, at its moment of the tape. */
export interface ResultNote {
  id: string;
  authorName: string;
  text: string;
  atMs: number;
}

/** The member who asks for the results of this interview. Throws 404 for everybody else, links included. */
export async function requireResultsPage(
  request: Request,
  interviewId: string | undefined,
): Promise<ResultsVisit> {
  const visit = await requireReplayPage(request, interviewId ?? '');
  const { viewer } = visit;
  if (viewer.kind !== 'member') throw pageError('not_found', visit.headers);
  return { ...visit, viewer };
}

/** The results of an interview as this member may see them; without a report while it is not made. */
export async function loadResultsPage(request: Request, id: string | undefined) {
  const visit = await requireResultsPage(request, id);
  const { interview, viewer, supabase, headers } = visit;
  const { interviewId } = interview;
  const { seesHiddenTests, seesNotes } = rightsOf(viewer);
  const stored = await readReport(interviewId);
  const report = stored && viewReport(stored.report, { seesHiddenTests, seesClaims: seesNotes });
  if (report) await recordLook(visit, 'results');
  const [notes, decisions] =
    report && seesNotes
      ? await Promise.all([
          listNotes({ supabase, headers, userId: viewer.userId, interviewId }),
          listDecisions(supabase, interviewId),
        ])
      : [[], []];
  return data(
    {
      interviewId,
      title: interview.title,
      candidateName: interview.candidateName,
      isOver: isOver(interview.status),
      canDecide: seesNotes,
      isTested: stored?.isComplete ?? false,
      startedAt: stored?.startedAt ?? null,
      report,
      notes: notes.map(
        ({ id: noteId, authorName, text, atMs }): ResultNote => ({
          id: noteId,
          authorName,
          text,
          atMs: Math.max(0, atMs - (stored?.startedAt ?? atMs)),
        }),
      ),
      decisions: decisions as readonly Decision[],
    },
    { headers },
  );
}

async function readReport(
  interviewId: string,
): Promise<{ report: Report; isComplete: boolean; startedAt: number | null } | null> {
  const { data: row, error } = await getServiceClient()
    .from('interviews')
    .select('interview_reports(content, is_complete), recordings(started_at)')
    .eq('id', interviewId)
    .maybeSingle();
  if (error) throw new Error('The report could not be read.', { cause: error });
  const made = row?.interview_reports;
  if (!made) return null;
  const startedAt = row.recordings?.started_at ?? null;
  return {
    report: reportSchema.parse(made.content),
    isComplete: made.is_complete,
    startedAt: startedAt === null ? null : Date.parse(startedAt),
  };
}

import { data, redirect } from '@remix-run/node';
import { requireInterview } from '#app/features/interviews/interview-page.server.ts';
import { describeRefusal, retryAfter, takeRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { parseForm, typedValues } from '#app/server/form.server.ts';
import { tellRoom } from '#app/server/room-control.server.ts';
import { isOver } from '#core/interview-status.ts';
import { viewProblem } from '#core/problem.ts';
import { getStoredProblem, type StoredProblem, saveProblem } from './problem.server.ts';
import { problemFormSchema } from './problem-form.ts';
import { writeTests } from './write-tests.ts';

/** The problem of an interview as its page shows it: as a form for those who may change it, else to read. */
export async function loadProblemPage(request: Request, interviewId: string | undefined) {
  const { member, interview, canWrite } = await requireInterview(request, interviewId);
  const stored = await getStoredProblem(member.supabase, interview.id);
  const problem = stored?.problem ?? null;
  const isEditable = canWrite && !isOver(interview.status);
  return data(
    {
      interview: { id: interview.id, title: interview.title, status: interview.status },
      form: isEditable
        ? {
            statement: problem?.statement ?? '',
            tests: problem?.tests ? writeTests(problem.tests) : '',
            version: stored?.version ?? '',
          }
        : null,
      // Members read hidden cases too: the organisation's own tests are no secret from it.
      view: isEditable || !problem ? null : viewProblem(problem, 'interviewer'),
    },
    { headers: member.headers },
  );
}

/**
 * Stores what the form of the page holds and tells the room. Ends with the page again, or what must be corrected; what
 * somebody else stored since the page was opened is replaced only by those who say so.
 */
export async function changeProblem(request: Request, interviewId: string | undefined) {
  const { member, interview, canWrite } = await requireInterview(request, interviewId);
  const { headers, supabase, user } = member;
  if (!canWrite) throw pageError('forbidden', headers);
  const form = await request.formData();
  const refuse = (
    errors: Record<string, string>,
    init: { status: number; headers?: Headers; inTheWay?: string },
  ) => {
    const { status, inTheWay = null } = init;
    /** `inTheWay` is the version that somebody stored since the page was opened. */
    const body = { errors, values: typedValues(form), inTheWay };
    return data(body, { status, headers: init.headers ?? headers });
  };
  if (isOver(interview.status))
    return refuse({ form: 'This interview has ended. Its problem stays as it was.' }, { status: 409 });
  const refusal = await takeRateLimits([['problem:account', user.id]]);
  if (refusal)
    return refuse({ form: describeRefusal(refusal) }, { status: 429, headers: retryAfter(refusal, headers) });
  const parsed = parseForm(problemFormSchema, form);
  if (!parsed.data) return refuse(parsed.errors, { status: 400 });
  const { version, over, ...problem } = parsed.data;
  const outcome = await saveProblem(supabase, {
    interviewId: interview.id,
    problem,
    replaces: over ?? version,
  });
  if (outcome.type === 'forbidden') throw pageError('forbidden', headers);
  if (outcome.type === 'changed') {
    const { savedBy, version: inTheWay } = outcome.stored;
    return refuse({ form: describeConflict(savedBy, user.id) }, { status: 409, inTheWay });
  }
  if (outcome.type === 'too_large')
    return refuse(
      { tests: 'These tests are too large to store. Shorten their numbers and texts.' },
      { status: 400 },
    );
  await tellRoom(interview.id, { type: 'problem-changed' });
  const saved = encodeURIComponent(outcome.version);
  throw redirect(`/interviews/${interview.id}/problem?saved=${saved}`, { headers });
}

function describeConflict(savedBy: StoredProblem['savedBy'], userId: string): string {
  const who =
    savedBy?.id === userId
      ? 'You saved this problem in another window'
      : `${savedBy?.name ?? 'Somebody'} saved this problem`;
  return `${who} after you opened it here. What you typed is below, and not saved yet.`;
}

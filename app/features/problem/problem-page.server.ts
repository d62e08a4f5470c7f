import { data, redirect } from '@remix-run/node';
import { requireInterview } from '#app/features/interviews/interview-page.server.ts';
import { describeRefusal, retryAfter, takeRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { parseForm, refuseForm, typedValues } from '#app/server/form.server.ts';
import { tellRoom } from '#app/server/room-control.server.ts';
import { isOver } from '#core/interview-status.ts';
import { viewProblem } from '#core/problem.ts';
import { getProblem, saveProblem } from './problem.server.ts';
import { problemFormSchema } from './problem-form.ts';
import { writeTests } from './write-tests.ts';

/** The problem of an interview as its page shows it: as a form for those who may change it, else to read. */
export async function loadProblemPage(request: Request, interviewId: string | undefined) {
  const { member, interview, canWrite } = await requireInterview(request, interviewId);
  const problem = await getProblem(member.supabase, interview.id);
  const isEditable = canWrite && !isOver(interview.status);
  return data(
    {
      interview: { id: interview.id, title: interview.title, status: interview.status },
      form: isEditable
        ? { statement: problem?.statement ?? '', tests: problem?.tests ? writeTests(problem.tests) : '' }
        : null,
      // Members read hidden cases too: the organisation's own tests are no secret from it.
      view: isEditable || !problem ? null : viewProblem(problem, 'interviewer'),
    },
    { headers: member.headers },
  );
}

/** Stores what the form of the page holds and tells the room. Ends with the page again, or what must be corrected. */
export async function changeProblem(request: Request, interviewId: string | undefined) {
  const { member, interview, canWrite } = await requireInterview(request, interviewId);
  const { headers, supabase, user } = member;
  if (!canWrite) throw pageError('forbidden', headers);
  const form = await request.formData();
  const refuse = (errors: Record<string, string>, init: { status: number; headers?: Headers }) =>
    refuseForm({ errors, values: typedValues(form) }, { headers, ...init });
  if (isOver(interview.status))
    return refuse({ form: 'This interview has ended. Its problem stays as it was.' }, { status: 409 });
  const refusal = await takeRateLimits([['problem:account', user.id]]);
  if (refusal)
    return refuse({ form: describeRefusal(refusal) }, { status: 429, headers: retryAfter(refusal, headers) });
  const parsed = parseForm(problemFormSchema, form);
  if (!parsed.data) return refuseForm(parsed, { headers });
  const outcome = await saveProblem(supabase, interview.id, parsed.data);
  if (outcome === 'forbidden') throw pageError('forbidden', headers);
  if (outcome === 'too_large')
    return refuse(
      { tests: 'These tests are too large to store. Shorten their numbers and texts.' },
      { status: 400 },
    );
  await tellRoom(interview.id, { type: 'problem-changed' });
  throw redirect(`/interviews/${interview.id}/problem?saved=1`, { headers });
}

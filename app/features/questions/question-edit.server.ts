import { isDeepStrictEqual } from 'node:util';
import { data, redirect } from '@remix-run/node';
import { requireMemberWho } from '#app/features/organisations/member.server.ts';
import { describeRefusal, retryAfter, takeRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { typedValues } from '#app/server/form.server.ts';
import { readQuestionForm, writeQuestionForm } from './question-form.server.ts';
import { requireWritableQuestion } from './question-page.server.ts';
import { createQuestion, readVersion, saveQuestion } from './question-store.server.ts';

/** The form of a question that can be changed. */
export async function loadQuestionForm(request: Request, questionId: string | undefined) {
  const { member, question } = await requireWritableQuestion(request, questionId);
  const content = await readVersion(member.supabase, question.id, question.latestVersion);
  if (!content) throw pageError('not_found', member.headers);
  const { id, title, publishedVersion, latestVersion, revision } = question;
  return data(
    {
      question: { id, title, isPublished: publishedVersion === latestVersion },
      stored: { ...writeQuestionForm(content), version: String(revision) },
    },
    { headers: member.headers },
  );
}

/** Stores a new question of the organisation. Ends with its form, or what must be corrected. */
export async function addQuestion(request: Request) {
  const { supabase, user, organisation, headers } = await requireMemberWho(request, 'write-questions');
  const form = await request.formData();
  const refusal = await takeRateLimits([['question-write:account', user.id]]);
  if (refusal) {
    const errors: Record<string, string> = { form: describeRefusal(refusal) };
    return data(
      { errors, values: typedValues(form), inTheWay: null },
      { status: 429, headers: retryAfter(refusal, headers) },
    );
  }
  const read = readQuestionForm(form);
  if (!read.question)
    return data({ errors: read.errors, values: read.values, inTheWay: null }, { status: 400, headers });
  const id = await createQuestion(supabase, organisation.id, read.question);
  if (!id) throw pageError('forbidden', headers);
  throw redirect(`/questions/${id}/edit?saved=1`, { headers });
}

/**
 * Stores what the form of a question holds. Ends with the form again, or what must be corrected; what somebody else
 * stored since the page was opened is replaced only by those who say so.
 */
export async function changeQuestion(request: Request, questionId: string | undefined) {
  const { member, question } = await requireWritableQuestion(request, questionId);
  const { supabase, user, headers } = member;
  const form = await request.formData();
  const refuse = (
    errors: Record<string, string>,
    init: { status: number; headers?: Headers; inTheWay?: string },
  ) => {
    const { status, inTheWay = null } = init;
    /** `inTheWay` is the revision that somebody stored since the page was opened. */
    const body = { errors, values: typedValues(form), inTheWay };
    return data(body, { status, headers: init.headers ?? headers });
  };
  const refusal = await takeRateLimits([['question-write:account', user.id]]);
  if (refusal)
    return refuse({ form: describeRefusal(refusal) }, { status: 429, headers: retryAfter(refusal, headers) });
  const read = readQuestionForm(form);
  if (!read.question) return refuse(read.errors, { status: 400 });
  const replaces = read.over || read.replaces;
  const saved = await saveQuestion(supabase, { questionId: question.id, replaces, question: read.question });
  const done = (revision: number): never => {
    throw redirect(`/questions/${question.id}/edit?saved=${revision}`, { headers });
  };
  if (saved !== null) return done(saved);
  const now = await requireWritableQuestion(request, questionId);
  const stored = await readVersion(supabase, question.id, now.question.latestVersion);
  // The same again, as when the answer to the first attempt was lost on its way.
  if (isDeepStrictEqual(stored, read.question)) return done(now.question.revision);
  return refuse(
    { form: describeConflict(now.question.updatedBy, user.id) },
    { status: 409, inTheWay: String(now.question.revision) },
  );
}

function describeConflict(savedBy: { id: string; name: string } | null, userId: string): string {
  const who =
    savedBy?.id === userId
      ? 'You saved this question in another window'
      : `${savedBy?.name ?? 'Somebody'} saved this question`;
  return `${who} after you opened it here. What you typed is below, and not saved yet.`;
}

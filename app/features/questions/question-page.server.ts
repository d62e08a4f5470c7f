import { data } from '@remix-run/node';
import { type Member, requireMember } from '#app/features/organisations/member.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { parseId } from '#app/server/form.server.ts';
import { getModel } from '#app/server/model.server.ts';
import { viewProblem } from '#core/problem.ts';
import type { Difficulty, QuestionKind, QuestionState } from '#core/question.ts';
import { memberCan } from '#core/roles.ts';
import { readQuestionDraft } from './drafting/draft-store.server.ts';
import { listVersions, readVersion } from './question-store.server.ts';

/** A question with the member who asks for it. */
export interface OpenQuestion {
  member: Member;
  question: {
    id: string;
    organisationId: string | null;
    slug: string | null;
    title: string;
    kind: QuestionKind;
    difficulty: Difficulty;
    tags: string[];
    languages: string[];
    minutes: number;
    state: QuestionState;
    latestVersion: number;
    publishedVersion: number | null;
    revision: number;
    updatedAt: string;
    updatedBy: { id: string; name: string } | null;
  };
  /** Whether they may read what it holds: who interviews. */
  canRead: boolean;
  /** Whether they may change it: never the library. */
  canWrite: boolean;
}

/** The question with the member who asks for it. Throws 404 when it is not theirs to see. */
export async function requireQuestion(
  request: Request,
  questionId: string | undefined,
): Promise<OpenQuestion> {
  const member = await requireMember(request);
  const id = parseId(questionId);
  if (!id) throw pageError('not_found', member.headers);
  const { data: row, error } = await member.supabase
    .from('questions')
    .select(
      'id, organization_id, slug, title, kind, difficulty, tags, languages, minutes, state, latest_version, published_version, revision, updated_at, profiles!questions_updated_by_fkey(user_id, display_name)',
    )
    .eq('id', id)
    .maybeSingle();
  if (error) throw new Error('The question could not be read.', { cause: error });
  // The role counts in the question's own organisation, and for the library in the one whose pages are open.
  const organisation =
    row?.organization_id == null
      ? member.organisation
      : member.organisations.find((each) => each.id === row.organization_id);
  if (!row || !organisation) throw pageError('not_found', member.headers);
  const interviews = memberCan(organisation.role, 'write-questions');
  const person = row.profiles;
  return {
    member,
    question: {
      id: row.id,
      organisationId: row.organization_id,
      slug: row.slug,
      title: row.title,
      kind: row.kind,
      difficulty: row.difficulty,
      tags: row.tags,
      languages: row.languages,
      minutes: row.minutes,
      state: row.state,
      latestVersion: row.latest_version,
      publishedVersion: row.published_version,
      revision: row.revision,
      updatedAt: row.updated_at,
      updatedBy: person && { id: person.user_id, name: person.display_name },
    },
    canRead: interviews,
    canWrite: interviews && row.organization_id !== null,
  };
}

/** Like `requireQuestion`, for those who may read what it holds. Throws 403 otherwise. */
export async function requireReadableQuestion(
  request: Request,
  questionId: string | undefined,
): Promise<OpenQuestion> {
  const open = await requireQuestion(request, questionId);
  if (!open.canRead) throw pageError('forbidden', open.member.headers);
  return open;
}

/** Like `requireQuestion`, for those who may change it. Throws 403 otherwise. */
export async function requireWritableQuestion(
  request: Request,
  questionId: string | undefined,
): Promise<OpenQuestion> {
  const open = await requireQuestion(request, questionId);
  if (!open.canWrite) throw pageError('forbidden', open.member.headers);
  return open;
}

/** A question as its page shows it: of the version that the address names, or the latest. */
export async function loadQuestionPage(request: Request, questionId: string | undefined) {
  const { member, question, canRead, canWrite } = await requireQuestion(request, questionId);
  const { organisationId, ...shown } = question;
  const asked = Number(new URL(request.url).searchParams.get('version'));
  const version = Number.isInteger(asked) && asked > 0 ? asked : question.latestVersion;
  const [content, versions, draft] = canRead
    ? await Promise.all([
        readVersion(member.supabase, question.id, version),
        listVersions(member.supabase, question.id),
        readQuestionDraft(member.supabase, question.id),
      ])
    : [null, [], null];
  if (canRead && !content) throw pageError('not_found', member.headers);
  return data(
    {
      question: { ...shown, isLibrary: organisationId === null },
      version,
      content,
      /** What candidates see of it, cut as the room does. */
      view: content && viewProblem(content, 'candidate'),
      versions,
      /** Null where people wrote it. */
      draft,
      canRead,
      canWrite,
      canDraft: getModel() !== null,
      organisationName: member.organisation.name,
    },
    { headers: member.headers },
  );
}

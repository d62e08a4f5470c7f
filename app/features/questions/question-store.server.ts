import type { AppSupabase } from '#app/server/supabase.server.ts';
import { type Question, questionSchema } from '#core/question.ts';
import type { QuestionVerdict } from '#core/question-check.ts';
import type { Json } from '#supabase/database.types.ts';

/** One version of a question, without what it holds. */
export interface QuestionVersion {
  version: number;
  verdict: QuestionVerdict | null;
  createdAt: string;
  createdBy: string | null;
  publishedAt: string | null;
  publishedBy: string | null;
}

/** Of a question that was just made. */
export const FIRST_REVISION = 1;

/** What a version of a question holds, or null where there is none that this member may read. */
export async function readVersion(
  supabase: AppSupabase,
  questionId: string,
  version: number,
): Promise<Question | null> {
  const { data, error } = await supabase
    .from('question_versions')
    .select('content')
    .eq('question_id', questionId)
    .eq('version', version)
    .maybeSingle();
  if (error) throw new Error('The question could not be read.', { cause: error });
  return data && questionSchema.parse(data.content);
}

/** All versions of a question, the newest first. */
export async function listVersions(supabase: AppSupabase, questionId: string): Promise<QuestionVersion[]> {
  const { data, error } = await supabase
    .from('question_versions')
    .select(
      'version, verdict, created_at, published_at, author:profiles!question_versions_created_by_fkey(display_name), publisher:profiles!question_versions_published_by_fkey(display_name)',
    )
    .eq('question_id', questionId)
    .order('version', { ascending: false });
  if (error) throw new Error('The versions could not be read.', { cause: error });
  return data.map((row) => ({
    version: row.version,
    // Written by `keepVerdict` alone.
    verdict: row.verdict as QuestionVerdict | null,
    createdAt: row.created_at,
    createdBy: row.author?.display_name ?? null,
    publishedAt: row.published_at,
    publishedBy: row.publisher?.display_name ?? null,
  }));
}

/** Makes a question of the organisation, as the member. Null when the database does not let them. */
export async function createQuestion(
  supabase: AppSupabase,
  organisationId: string,
  question: Question,
): Promise<string | null> {
  const { data, error } = await supabase.rpc('create_question', {
    p_organization_id: organisationId,
    p_content: asJson(question),
  });
  if (error?.code === '42501') return null;
  if (error) throw new Error('The question could not be stored.', { cause: error });
  return data;
}

/** Saves over the revision that the member knows. Gives the new revision, or null when there is another one by now. */
export async function saveQuestion(
  supabase: AppSupabase,
  options: { questionId: string; replaces: number; question: Question },
): Promise<number | null> {
  const { questionId, replaces, question } = options;
  const { data, error } = await supabase.rpc('save_question', {
    p_question_id: questionId,
    p_replaces: replaces,
    p_content: asJson(question),
  });
  if (error) throw new Error('The question could not be stored.', { cause: error });
  return data;
}

/** Like `saveQuestion`, but always as the next version, so that the one before can still be read. */
export async function addVersion(
  supabase: AppSupabase,
  options: { questionId: string; replaces: number; question: Question },
): Promise<number | null> {
  const { questionId, replaces, question } = options;
  const { data, error } = await supabase.rpc('add_question_version', {
    p_question_id: questionId,
    p_replaces: replaces,
    p_content: asJson(question),
  });
  if (error) throw new Error('The question could not be stored.', { cause: error });
  return data;
}

/** A question is JSON through and through; its type does not say so because of optional keys. */
function asJson(question: Question): Json {
  return question as unknown as Json;
}

import type { AppSupabase } from '#app/server/supabase.server.ts';
import type { Difficulty, QuestionKind, QuestionState } from '#core/question.ts';
import type { QuestionListQuery } from './list-query.ts';

/** Rows of one page of the list. */
const PAGE_LENGTH = 25;
/** Questions whose tags are looked through for the filter; the tags of further ones can still be typed in the search. */
const MAX_TAGGED = 1000;
/** Questions that are offered for a plan at once: the whole library, and room for a team's own. Others are found by their title or tag. */
const MAX_CHOICES = 100;

/** A question as lists show it. */
export interface ListedQuestion {
  id: string;
  title: string;
  kind: QuestionKind;
  difficulty: Difficulty;
  tags: string[];
  languages: string[];
  minutes: number;
  state: QuestionState;
  isLibrary: boolean;
  /** Whether there is a later version than the published one. */
  hasChanges: boolean;
  updatedAt: string;
}

const COLUMNS =
  'id, organization_id, title, kind, difficulty, tags, languages, minutes, state, latest_version, published_version, updated_at, created_by';

interface ListedRow {
  id: string;
  organization_id: string | null;
  title: string;
  kind: QuestionKind;
  difficulty: Difficulty;
  tags: string[];
  languages: string[];
  minutes: number;
  state: QuestionState;
  latest_version: number;
  published_version: number | null;
  updated_at: string;
}

/** A page of the questions that this member may know of, those changed last first, and whether there are more. */
export async function findQuestions(
  supabase: AppSupabase,
  query: QuestionListQuery & { organisationId: string; userId: string },
): Promise<{ questions: ListedQuestion[]; hasMore: boolean }> {
  const { organisationId, userId, page } = query;
  let select = supabase.from('questions').select(COLUMNS);
  const alternatives: string[] = [];
  if (query.of === 'all') alternatives.push(ofOrganisation(organisationId));
  else if (query.of === 'library') select = select.is('organization_id', null);
  else select = select.eq('organization_id', organisationId);
  if (query.of === 'mine') select = select.eq('created_by', userId);
  if (query.kind) select = select.eq('kind', query.kind);
  if (query.difficulty) select = select.eq('difficulty', query.difficulty);
  if (query.tag) select = select.contains('tags', [query.tag]);
  select = query.state === 'asked' ? select.neq('state', 'retired') : select.eq('state', query.state);
  alternatives.push(...wordsOf(query.q).map(hasWord));
  if (alternatives.length > 0) select = select.or(allOf(alternatives));
  const from = (page - 1) * PAGE_LENGTH;
  const { data, error } = await select
    .order('updated_at', { ascending: false })
    .order('title')
    .order('id')
    .range(from, from + PAGE_LENGTH);
  if (error) throw new Error('The questions could not be read.', { cause: error });
  return { questions: data.slice(0, PAGE_LENGTH).map(toListed), hasMore: data.length > PAGE_LENGTH };
}

/** Every tag that questions of this organisation or the library have, in order. */
export async function listTags(supabase: AppSupabase, organisationId: string): Promise<string[]> {
  const { data, error } = await supabase
    .from('questions')
    .select('tags')
    .or(allOf([ofOrganisation(organisationId)]))
    .limit(MAX_TAGGED);
  if (error) throw new Error('The tags could not be read.', { cause: error });
  return [...new Set(data.flatMap(({ tags }) => tags))].toSorted();
}

/** What somebody can put into the plan of an interview of this organisation: what is published, and their own drafts. By title. */
export async function listChoices(
  supabase: AppSupabase,
  { organisationId, userId, q }: { organisationId: string; userId: string; q: string },
): Promise<{ choices: ListedQuestion[]; hasMore: boolean }> {
  const { data, error } = await supabase
    .from('questions')
    .select(COLUMNS)
    .or(allOf([...choosableBy(organisationId, userId), ...wordsOf(q).map(hasWord)]))
    .order('title')
    .order('id')
    .limit(MAX_CHOICES + 1);
  if (error) throw new Error('The questions could not be read.', { cause: error });
  return { choices: data.slice(0, MAX_CHOICES).map(toListed), hasMore: data.length > MAX_CHOICES };
}

/** Those of these questions that somebody can put into the plan of an interview of this organisation, in the given order. */
export async function findChoices(
  supabase: AppSupabase,
  { organisationId, userId, ids }: { organisationId: string; userId: string; ids: readonly string[] },
): Promise<ListedQuestion[]> {
  if (ids.length === 0) return [];
  const { data, error } = await supabase
    .from('questions')
    .select(COLUMNS)
    .in('id', ids)
    .or(allOf(choosableBy(organisationId, userId)));
  if (error) throw new Error('The questions could not be read.', { cause: error });
  return ids.flatMap((id) => data.filter((row) => row.id === id).map(toListed));
}

function choosableBy(organisationId: string, userId: string): string[] {
  return [
    ofOrganisation(organisationId),
    `or(state.eq.published,and(state.eq.draft,created_by.eq.${userId}))`,
  ];
}

function hasWord(word: string): string {
  return `or(title.ilike.*${word}*,tags.cs.{${word.toLowerCase()}})`;
}

/** The organisation's own questions and the library's. */
function ofOrganisation(organisationId: string): string {
  return `or(organization_id.eq.${organisationId},organization_id.is.null)`;
}

/** One filter for several: of two that are given apart, the embedded service takes the first alone. */
function allOf(alternatives: readonly string[]): string {
  return `and(${alternatives.join(',')})`;
}

function toListed(row: ListedRow): ListedQuestion {
  return {
    id: row.id,
    title: row.title,
    kind: row.kind,
    difficulty: row.difficulty,
    tags: row.tags,
    languages: row.languages,
    minutes: row.minutes,
    state: row.state,
    isLibrary: row.organization_id === null,
    hasChanges: row.published_version !== null && row.latest_version > row.published_version,
    updatedAt: row.updated_at,
  };
}

/** The words of a search. Characters that mean something to the filter are left out. */
function wordsOf(q: string): string[] {
  return q
    .replace(/[^\p{L}\p{N}\s'+-]/gu, ' ')
    .split(/\s+/)
    .filter(Boolean);
}

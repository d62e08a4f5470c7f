import type { AppSupabase } from '#app/server/supabase.server.ts';
import type { InterviewStatus } from '#core/interview-status.ts';
import { INTERVIEW_STATUSES, isOver } from '#core/interview-status.ts';
import { type LanguageId, languageIdSchema } from '#core/languages.ts';
import type { ListQuery } from './list-query.ts';

/** Most rows of one page. A longer list is for the search, not for scrolling. */
export const MAX_LISTED = 100;

export interface ListedInterview {
  id: string;
  title: string;
  candidateName: string;
  language: LanguageId;
  status: InterviewStatus;
  scheduledAt: string | null;
  createdAt: string;
  waitingCount: number;
}

const COLUMNS = {
  scheduled: 'scheduled_at',
  created: 'created_at',
  title: 'title',
  candidate: 'candidate_name',
  status: 'status',
} as const;

const OVER = INTERVIEW_STATUSES.filter(isOver);

/** Interviews of one organisation that this member may read, and whether there are more than `limit`. */
export async function findInterviews(
  supabase: AppSupabase,
  query: ListQuery & { organisationId: string },
  limit = MAX_LISTED,
): Promise<{ interviews: ListedInterview[]; hasMore: boolean }> {
  let select = supabase
    .from('interview_overview')
    .select('id, title, candidate_name, language, status, scheduled_at, created_at, waiting_count')
    .eq('organization_id', query.organisationId);
  if (query.show === 'ended') select = select.in('status', OVER);
  if (query.show === 'open') select = select.not('status', 'in', `(${OVER.join(',')})`);
  const pattern = asPattern(query.q);
  if (pattern) select = select.or(`title.ilike.${pattern},candidate_name.ilike.${pattern}`);
  const { data, error } = await select
    .order(COLUMNS[query.sort], { ascending: query.order === 'asc', nullsFirst: false })
    .order('created_at', { ascending: false })
    .limit(limit + 1);
  if (error) throw new Error('The interviews could not be read.', { cause: error });
  return {
    hasMore: data.length > limit,
    interviews: data.slice(0, limit).map((row) => ({
      id: row.id,
      title: row.title,
      candidateName: row.candidate_name,
      language: languageIdSchema.parse(row.language),
      status: row.status,
      scheduledAt: row.scheduled_at,
      createdAt: row.created_at,
      waitingCount: row.waiting_count,
    })),
  };
}

/** What was typed as a pattern: words in this order. Characters that mean something to the filter are left out. */
function asPattern(q: string): string | null {
  const words = q
    .replace(/[^\p{L}\p{N}\s'@._-]/gu, ' ')
    .split(/\s+/)
    .filter(Boolean);
  return words.length > 0 ? `*${words.join('*')}*` : null;
}

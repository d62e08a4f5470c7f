import type { AppSupabase } from '#app/server/supabase.server.ts';
import { type ReplayView, replayViewSchema } from '#core/replay-protocol.ts';

/** Most looks at one replay that are shown. All are kept. */
const MAX_VIEWS = 200;

/** Who looked at a replay, the newest first. Empty for members whom the database does not let read it. */
export async function listViews(supabase: AppSupabase, interviewId: string): Promise<ReplayView[]> {
  const { data, error } = await supabase
    .from('replay_views')
    .select(
      'id, what, created_at, user_id, link_id, participant_id, profiles(display_name), replay_links(label), participants(display_name)',
    )
    .eq('interview_id', interviewId)
    .order('created_at', { ascending: false })
    .limit(MAX_VIEWS);
  if (error) throw new Error('The log of views could not be read.', { cause: error });
  return data.map((row) => {
    const base = { id: row.id, what: replayViewSchema.shape.what.parse(row.what), at: row.created_at };
    if (row.link_id) return { ...base, kind: 'link', name: row.replay_links?.label ?? '' };
    if (row.participant_id) return { ...base, kind: 'guest', name: row.participants?.display_name ?? '' };
    if (row.user_id) return { ...base, kind: 'member', name: row.profiles?.display_name ?? '' };
    return { ...base, kind: 'gone', name: '' };
  });
}

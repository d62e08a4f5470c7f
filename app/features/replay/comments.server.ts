import { type AppSupabase, getServiceClient } from '#app/server/supabase.server.ts';
import type { ErrorCode } from '#core/error-codes.ts';
import {
  type CommentChange,
  commentVisibilitySchema,
  type NewComment,
  type ReplayComment,
} from '#core/replay-protocol.ts';
import type { ReplayVisit } from './viewer.server.ts';

/** Comments of one replay that are read at once. */
const MAX_COMMENTS = 1000;

const COLUMNS =
  'id, parent_id, author, at_ms, position, file_id, range_start, range_end, body, visibility, created_at, updated_at, resolved_at, profiles(display_name)';

/** What a comment's author is called when their account is gone, or they have left the organisation. */
const GONE = 'Somebody who has left';

/** The comments that this viewer may read, in the order in which they were written. */
export async function listComments({ supabase, viewer, interview }: ReplayVisit): Promise<ReplayComment[]> {
  const isMember = viewer.kind === 'member';
  // Others than members have no rights in the database: what they get is decided here.
  let select = (isMember ? supabase : getServiceClient())
    .from('replay_comments')
    .select(COLUMNS)
    .eq('interview_id', interview.interviewId);
  if (!isMember) select = select.eq('visibility', 'everyone');
  const { data, error } = await select.order('created_at').order('id').limit(MAX_COMMENTS);
  if (error) throw new Error('The comments could not be read.', { cause: error });
  const shown = new Set(data.map(({ id }) => id));
  return data
    .filter(({ parent_id }) => parent_id === null || shown.has(parent_id))
    .map((row) => toComment(row, isMember ? viewer.userId : null));
}

/** Writes a comment as the member, or says why not. */
export async function createComment(
  supabase: AppSupabase,
  author: { interviewId: string; userId: string },
  comment: NewComment,
): Promise<ReplayComment | Extract<ErrorCode, 'not_found' | 'bad_request' | 'forbidden'>> {
  const { data, error } = await supabase
    .from('replay_comments')
    .insert({
      interview_id: author.interviewId,
      author: author.userId,
      parent_id: comment.parentId,
      at_ms: comment.atMs,
      position: comment.position,
      file_id: comment.fileId,
      range_start: comment.rangeStart,
      range_end: comment.rangeEnd,
      body: comment.body,
      visibility: comment.visibility,
    })
    .select('id')
    .single();
  if (error?.code === '23503') return 'not_found'; // what it answers was deleted
  if (error?.code === '23514' || error?.code === '22003') return 'bad_request';
  if (error?.code === '42501') return 'forbidden';
  if (error) throw new Error('The comment could not be stored.', { cause: error });
  return readComment(supabase, { ...author, commentId: data.id });
}

/** Changes a comment that the member wrote. Null when there is none that they may change. */
export async function changeComment(
  supabase: AppSupabase,
  target: { interviewId: string; commentId: string; userId: string },
  { body, visibility, isResolved }: CommentChange,
): Promise<ReplayComment | null> {
  const { data, error } = await supabase
    .from('replay_comments')
    .update({
      ...(body !== undefined && { body }),
      ...(visibility !== undefined && { visibility }),
      ...(isResolved !== undefined && { resolved_at: isResolved ? new Date().toISOString() : null }),
    })
    .eq('id', target.commentId)
    .eq('interview_id', target.interviewId)
    .select('id');
  if (error) throw new Error('The comment could not be stored.', { cause: error });
  return data.length > 0 ? readComment(supabase, target) : null;
}

/** Deletes a comment with its answers, as the member. False when there is none that they may delete. */
export async function deleteComment(
  supabase: AppSupabase,
  target: { interviewId: string; commentId: string },
): Promise<boolean> {
  const { data, error } = await supabase
    .from('replay_comments')
    .delete()
    .eq('id', target.commentId)
    .eq('interview_id', target.interviewId)
    .select('id');
  if (error) throw new Error('The comment could not be deleted.', { cause: error });
  return data.length > 0;
}

/** Whether the member can see this comment at all. */
export async function hasComment(
  supabase: AppSupabase,
  target: { interviewId: string; commentId: string },
): Promise<boolean> {
  const { data, error } = await supabase
    .from('replay_comments')
    .select('id')
    .eq('id', target.commentId)
    .eq('interview_id', target.interviewId)
    .maybeSingle();
  if (error) throw new Error('The comment could not be read.', { cause: error });
  return data !== null;
}

/** A comment that was just stored. With its author's name, which the answer to a write cannot bring along. */
async function readComment(
  supabase: AppSupabase,
  { interviewId, commentId, userId }: { interviewId: string; commentId: string; userId: string },
): Promise<ReplayComment> {
  const { data, error } = await supabase
    .from('replay_comments')
    .select(COLUMNS)
    .eq('id', commentId)
    .eq('interview_id', interviewId)
    .single();
  if (error) throw new Error('The comment could not be read.', { cause: error });
  return toComment(data, userId);
}

interface CommentRow {
  id: string;
  parent_id: string | null;
  author: string | null;
  at_ms: number;
  position: number;
  file_id: string | null;
  range_start: number | null;
  range_end: number | null;
  body: string;
  visibility: string;
  created_at: string;
  updated_at: string;
  resolved_at: string | null;
  profiles: { display_name: string } | null;
}

/** `readerId`: the member who reads, or null for everybody else, who gets no ids of accounts. */
function toComment(row: CommentRow, readerId: string | null): ReplayComment {
  return {
    id: row.id,
    parentId: row.parent_id,
    authorId: readerId === null ? null : row.author,
    authorName: row.profiles?.display_name ?? GONE,
    atMs: row.at_ms,
    position: row.position,
    fileId: row.file_id,
    rangeStart: row.range_start,
    rangeEnd: row.range_end,
    body: row.body,
    visibility: commentVisibilitySchema.parse(row.visibility),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    resolvedAt: row.resolved_at,
    isMine: readerId !== null && row.author === readerId,
  };
}

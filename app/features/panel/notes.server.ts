import type { ErrorCode } from '#core/error-codes.ts';
import type { InterviewNote, NewNote, NoteChange } from '#core/panel-protocol.ts';
import type { Holder } from './holder.server.ts';

/** Notes of one interview that are read at once. */
const MAX_NOTES = 1000;

const COLUMNS = 'id, question_id, author, at_ms, text, created_at, updated_at, profiles(display_name)';

/** What a note's author is called when their account is gone, or they have left the organisation. */
const GONE = 'Somebody who has left';

/** The notes that were not deleted, in the order of the moments that they are about. */
export async function listNotes({ supabase, interviewId, userId }: Holder): Promise<InterviewNote[]> {
  const { data, error } = await supabase
    .from('interview_notes')
    .select(COLUMNS)
    .eq('interview_id', interviewId)
    .is('deleted_at', null)
    .order('at_ms')
    .order('created_at')
    .limit(MAX_NOTES);
  if (error) throw new Error('The notes could not be read.', { cause: error });
  return data.map((row) => toNote(row, userId));
}

/** Writes a note as the member, once for its id, or says why not. */
export async function createNote(
  holder: Holder,
  note: NewNote,
): Promise<InterviewNote | Extract<ErrorCode, 'conflict' | 'bad_request' | 'forbidden'>> {
  const { supabase, interviewId, userId } = holder;
  const { error } = await supabase.from('interview_notes').insert({
    id: note.id,
    interview_id: interviewId,
    question_id: note.questionId,
    author: userId,
    at_ms: note.atMs,
    text: note.text,
  });
  if (error?.code === '23514') return 'bad_request';
  // of a question that is not in the plan
  if (error?.code === '42501') return 'forbidden';
  // 23505: it was sent again after a lost line
  if (error && error.code !== '23505') throw new Error('The note could not be stored.', { cause: error });
  return (await readNote(holder, note.id)) ?? 'conflict';
}

/** Changes a note that the member wrote. Null when there is none that they may change. */
export async function changeNote(
  holder: Holder,
  noteId: string,
  { text, isDeleted }: NoteChange,
): Promise<InterviewNote | null> {
  const isChanged = await update(holder, noteId, {
    ...(text !== undefined && { text }),
    ...(isDeleted === false && { deleted_at: null }),
  });
  return isChanged ? readNote(holder, noteId) : null;
}

/** Deletes a note that the member wrote; they can bring it back. False when there is none. */
export function deleteNote(holder: Holder, noteId: string): Promise<boolean> {
  return update(holder, noteId, { deleted_at: new Date().toISOString() });
}

async function update(
  { supabase, interviewId, userId }: Holder,
  noteId: string,
  change: { text?: string; deleted_at?: string | null },
): Promise<boolean> {
  const { data, error } = await supabase
    .from('interview_notes')
    .update(change)
    .eq('id', noteId)
    .eq('interview_id', interviewId)
    .eq('author', userId)
    .select('id');
  if (error) throw new Error('The note could not be stored.', { cause: error });
  return data.length > 0;
}

/** A note that was just stored. With its author's name, which the answer to a write cannot bring along. */
async function readNote(
  { supabase, interviewId, userId }: Holder,
  noteId: string,
): Promise<InterviewNote | null> {
  const { data, error } = await supabase
    .from('interview_notes')
    .select(COLUMNS)
    .eq('id', noteId)
    .eq('interview_id', interviewId)
    .eq('author', userId)
    .maybeSingle();
  if (error) throw new Error('The note could not be read.', { cause: error });
  return data && toNote(data, userId);
}

interface NoteRow {
  id: string;
  question_id: string | null;
  author: string | null;
  at_ms: number;
  text: string;
  created_at: string;
  updated_at: string;
  profiles: { display_name: string } | null;
}

function toNote(row: NoteRow, readerId: string): InterviewNote {
  return {
    id: row.id,
    questionId: row.question_id,
    authorName: row.profiles?.display_name ?? GONE,
    isMine: row.author === readerId,
    atMs: row.at_ms,
    text: row.text,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

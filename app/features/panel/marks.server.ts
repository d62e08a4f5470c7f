import type { MarkChange, RubricMark } from '#core/panel-protocol.ts';
import type { Holder } from './holder.server.ts';

/** The member's marks, and those of others where row-level security shows them. */
export async function listMarks({ supabase, interviewId, userId }: Holder): Promise<RubricMark[]> {
  const { data, error } = await supabase
    .from('rubric_marks')
    .select('question_id, version, criterion, author, mark, remark, profiles(display_name)')
    .eq('interview_id', interviewId)
    .order('created_at');
  if (error) throw new Error('The marks could not be read.', { cause: error });
  return data.map(({ question_id, author, profiles, ...row }) => ({
    ...row,
    questionId: question_id,
    authorName: profiles?.display_name ?? '',
    isMine: author === userId,
  }));
}

/** Sets or takes back the member's mark of a row, in the version of the plan. False when the plan has no such row. */
export async function changeMark(
  { supabase, interviewId, userId }: Holder,
  { questionId, criterion, mark, remark }: MarkChange,
): Promise<boolean> {
  const planned = await supabase
    .from('interview_questions')
    .select('version')
    .eq('interview_id', interviewId)
    .eq('question_id', questionId)
    .maybeSingle();
  if (planned.error) throw new Error('The plan could not be read.', { cause: planned.error });
  if (!planned.data) return false;
  const { version } = planned.data;
  const key = { interview_id: interviewId, question_id: questionId, version, criterion, author: userId };
  if (mark === null) {
    const { error } = await supabase.from('rubric_marks').delete().match(key);
    if (error) throw new Error('The mark could not be taken back.', { cause: error });
    return true;
  }
  const change = () => supabase.from('rubric_marks').update({ mark, remark }).match(key).select('criterion');
  const changed = await change();
  if (changed.error) throw new Error('The mark could not be stored.', { cause: changed.error });
  if (changed.data.length > 0) return true;
  const { error } = await supabase.from('rubric_marks').insert({ ...key, mark, remark });
  if (error?.code === '42501') return false;
  // another tab of the same member was first
  if (error?.code === '23505') return (await change()).error === null;
  if (error) throw new Error('The mark could not be stored.', { cause: error });
  return true;
}

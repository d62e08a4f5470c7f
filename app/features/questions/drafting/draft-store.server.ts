import { type AppSupabase, getServiceClient } from '#app/server/supabase.server.ts';
import type { ModelUsage } from '#core/model-usage.ts';
import type { DraftState, QuestionKind } from '#core/question.ts';
import type { Json } from '#supabase/database.types.ts';
import { MAX_TOLD_REJECTIONS } from './draft-limits.ts';
import type { Rejection } from './draft-prompt.ts';
import { type DraftRequest, draftRequestSchema } from './draft-request.ts';

/** What a model drafted for a question, as its page shows it. */
export interface QuestionDraft {
  id: string;
  request: DraftRequest;
  model: string;
  state: Exclude<DraftState, 'failed' | 'replaced'>;
  reason: string | null;
  createdBy: string | null;
  createdAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  /** Of all tries for this question, in millionths of a US dollar. */
  costMicros: number;
  /** How often it was drafted. */
  tries: number;
}

/** Notes a try before the model is asked, so that it counts whatever comes of it. Gives its id. */
export async function beginDraft(draft: {
  organisationId: string;
  userId: string;
  request: DraftRequest;
  model: string;
  /** Where a question is drafted again. */
  again: { questionId: string; draftId: string; change: string } | null;
}): Promise<string> {
  const { data, error } = await getServiceClient()
    .from('question_drafts')
    .insert({
      organization_id: draft.organisationId,
      created_by: draft.userId,
      request: draft.request as unknown as Json,
      model: draft.model,
      question_id: draft.again?.questionId ?? null,
      parent_id: draft.again?.draftId ?? null,
      change: draft.again?.change ?? null,
    })
    .select('id')
    .single();
  if (error) throw new Error('The draft could not be stored.', { cause: error });
  return data.id;
}

/** Keeps what a try has used so far. */
export async function keepUsage(draftId: string, usage: ModelUsage): Promise<void> {
  const { error } = await getServiceClient()
    .from('question_drafts')
    .update({
      turns: usage.turns,
      input_tokens: usage.inputTokens,
      cached_input_tokens: usage.cachedInputTokens,
      output_tokens: usage.outputTokens,
      cost_micros: usage.costMicros,
    })
    .eq('id', draftId);
  if (error) throw new Error('Usage could not be stored.', { cause: error });
}

/** Has this question wait for somebody to decide, in place of the draft before it. */
export async function openDraft(draftId: string, questionId: string): Promise<void> {
  const { error } = await getServiceClient().rpc('open_draft', {
    p_draft_id: draftId,
    p_question_id: questionId,
  });
  if (error) throw new Error('The draft could not be stored.', { cause: error });
}

/** What a model drafted for this question, or null where people wrote it. Reads as the one who asks. */
export async function readQuestionDraft(
  supabase: AppSupabase,
  questionId: string,
): Promise<QuestionDraft | null> {
  const { data, error } = await supabase
    .from('question_drafts')
    .select(
      'id, request, model, state, reason, created_at, decided_at, cost_micros, author:profiles!question_drafts_created_by_fkey(display_name), decider:profiles!question_drafts_decided_by_fkey(display_name)',
    )
    .eq('question_id', questionId)
    .order('created_at', { ascending: false });
  if (error) throw new Error('The draft could not be read.', { cause: error });
  for (const { state, ...row } of data) {
    if (state === 'failed' || state === 'replaced') continue;
    return {
      id: row.id,
      request: draftRequestSchema.parse(row.request),
      model: row.model,
      state,
      reason: row.reason,
      createdBy: row.author?.display_name ?? null,
      createdAt: row.created_at,
      decidedBy: row.decider?.display_name ?? null,
      decidedAt: row.decided_at,
      costMicros: data.reduce((sum, each) => sum + each.cost_micros, 0),
      tries: data.length,
    };
  }
  return null;
}

/** The organisation's last rejections of drafts of this kind, the newest first. Reads as the one who asks. */
export async function listRejections(
  supabase: AppSupabase,
  { organisationId, kind }: { organisationId: string; kind: QuestionKind },
): Promise<Rejection[]> {
  const { data, error } = await supabase
    .from('question_drafts')
    .select('request, reason')
    .eq('organization_id', organisationId)
    .eq('state', 'rejected')
    .eq('request->>kind', kind)
    .order('decided_at', { ascending: false })
    .limit(MAX_TOLD_REJECTIONS);
  if (error) throw new Error('The rejections could not be read.', { cause: error });
  return data.map(({ request, reason }) => ({
    topic: draftRequestSchema.parse(request).topic,
    reason: reason ?? '',
  }));
}

/** Rejects a draft as the member, and retires its question. False when it does not wait any more, or is not theirs. */
export async function rejectDraft(supabase: AppSupabase, draftId: string, reason: string): Promise<boolean> {
  const { data, error } = await supabase.rpc('reject_draft', { p_draft_id: draftId, p_reason: reason });
  if (error) throw new Error('The draft could not be rejected.', { cause: error });
  return data;
}

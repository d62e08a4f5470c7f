import { type AppSupabase, getServiceClient } from '#app/server/supabase.server.ts';
import { type ModelUsage, NO_USAGE, type UsagePurpose } from '#core/model-usage.ts';

/** Adds what one answer cost. The same report again changes nothing. */
export async function recordUsage(
  interviewId: string,
  report: ModelUsage & { id: string; model: string; purpose: UsagePurpose },
): Promise<void> {
  const { error } = await getServiceClient().from('interviewer_usage').upsert(
    {
      id: report.id,
      interview_id: interviewId,
      model: report.model,
      purpose: report.purpose,
      turns: report.turns,
      input_tokens: report.inputTokens,
      cached_input_tokens: report.cachedInputTokens,
      output_tokens: report.outputTokens,
      cost_micros: report.costMicros,
    },
    { onConflict: 'id', ignoreDuplicates: true },
  );
  if (error) throw new Error('Usage could not be stored.', { cause: error });
}

/** What the models of an interview used so far for this, all together, and which they are. Reads as the one who asks. */
export async function readUsage(
  supabase: AppSupabase,
  interviewId: string,
  purpose: UsagePurpose,
): Promise<{ usage: ModelUsage; models: string[] }> {
  const { data, error } = await supabase
    .from('interviewer_usage_totals')
    .select('model, turns, input_tokens, cached_input_tokens, output_tokens, cost_micros')
    .eq('interview_id', interviewId)
    .eq('purpose', purpose)
    .order('model');
  if (error) throw new Error('Usage could not be read.', { cause: error });
  const usage = { ...NO_USAGE };
  for (const row of data) {
    usage.turns += row.turns;
    usage.inputTokens += row.input_tokens;
    usage.cachedInputTokens += row.cached_input_tokens;
    usage.outputTokens += row.output_tokens;
    usage.costMicros += row.cost_micros;
  }
  return { usage, models: data.map(({ model }) => model) };
}

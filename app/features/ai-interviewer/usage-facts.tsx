import { FactRow } from '#app/components/fact-row.tsx';
import type { ModelUsage } from '#core/model-usage.ts';
import { formatCost } from './mind-words.ts';

const NUMBER = new Intl.NumberFormat('en');

/** What models used in an interview so far, and what that cost. */
export function UsageFacts({ usage, models }: { usage: ModelUsage; models: readonly string[] }) {
  return (
    <dl className="tabular grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 border-t pt-4 text-13">
      <FactRow name="Models so far">{models.join(', ') || 'None used'}</FactRow>
      <FactRow name="Answers">{NUMBER.format(usage.turns)}</FactRow>
      <FactRow name="Tokens read">{NUMBER.format(usage.inputTokens)}</FactRow>
      <FactRow name="of these from cache">{NUMBER.format(usage.cachedInputTokens)}</FactRow>
      <FactRow name="Tokens written">{NUMBER.format(usage.outputTokens)}</FactRow>
      <FactRow name="Cost">{formatCost(usage.costMicros)}</FactRow>
    </dl>
  );
}

/** What it cost so far to write down what people said in the call. */
export function TranscriptFacts({ usage, models }: { usage: ModelUsage; models: readonly string[] }) {
  return (
    <dl className="tabular grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 border-t pt-4 text-13">
      <FactRow name="Transcripts of people by">{models.join(', ')}</FactRow>
      <FactRow name="Cost of transcripts">{formatCost(usage.costMicros)}</FactRow>
    </dl>
  );
}

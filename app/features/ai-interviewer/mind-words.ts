import type { MindChoice } from '#core/interviewer.ts';

/** What thinks for an AI interviewer, as members choose it. */
export const MIND_LABELS: Record<MindChoice, string> = {
  auto: 'Best available',
  claude: 'Claude',
  openai: 'OpenAI-compatible model',
  scripted: 'Scripted, no model',
};

export const NEEDS_QUESTIONS =
  'Choose at least one question first: the AI interviewer asks those of the plan and no others.';

/** Money in words: cents, and for small sums as much as tells them from nothing. `micros`: millionths of a US dollar. */
export function formatCost(micros: number): string {
  const digits = micros > 0 && micros < 1_000_000 ? 4 : 2;
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(micros / 1_000_000);
}

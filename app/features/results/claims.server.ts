import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { rightsOf } from '#app/features/replay/viewer.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { parseForm, refuseForm } from '#app/server/form.server.ts';
import type { AppSupabase } from '#app/server/supabase.server.ts';
import { requireResultsPage } from './results-page.server.ts';

/** Longest text of a kept draft, in characters. SQL repeats it. */
const MAX_CLAIM_LENGTH = 1000;

/** What somebody decided about a draft. */
export interface Decision {
  claimId: string;
  decision: 'kept' | 'dropped';
  /** The words that stand instead of the draft's, or null. */
  text: string | null;
  byName: string;
}

const intentSchema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('keep'),
    claimId: z.uuid(),
    /** As the draft says where it was not changed. */
    draft: z.string(),
    text: z
      .string()
      .trim()
      .min(1, 'Write what stands, or drop the draft.')
      .max(MAX_CLAIM_LENGTH, `Use at most ${MAX_CLAIM_LENGTH} characters.`),
  }),
  z.object({ intent: z.literal('drop'), claimId: z.uuid() }),
  z.object({ intent: z.literal('undecide'), claimId: z.uuid() }),
]);

/** What people decided about the drafts of an interview. Reads as the one who asks. */
export async function listDecisions(supabase: AppSupabase, interviewId: string): Promise<Decision[]> {
  const { data, error } = await supabase
    .from('claim_decisions')
    .select('claim_id, decision, text, profiles(display_name)')
    .eq('interview_id', interviewId);
  if (error) throw new Error('The decisions could not be read.', { cause: error });
  return data.map(({ claim_id, decision, text, profiles }) => ({
    claimId: claim_id,
    decision,
    text,
    byName: profiles?.display_name ?? '',
  }));
}

/** Keeps a draft, drops it or takes that back, for those who hold the interview. Ends with the page again. */
export async function decideClaim(request: Request, id: string | undefined) {
  const { viewer, supabase, headers, interview } = await requireResultsPage(request, id);
  if (!rightsOf(viewer).seesNotes) throw pageError('forbidden', headers);
  const parsed = parseForm(intentSchema, await request.formData());
  if (!parsed.data) return refuseForm(parsed, { headers });
  const act = parsed.data;
  const key = { interview_id: interview.interviewId, claim_id: act.claimId };
  const { error } =
    act.intent === 'undecide'
      ? await supabase.from('claim_decisions').delete().match(key)
      : await supabase.from('claim_decisions').upsert({
          ...key,
          decision: act.intent === 'keep' ? 'kept' : 'dropped',
          text: act.intent === 'keep' && act.text !== act.draft ? act.text : null,
          decided_by: viewer.userId,
        });
  if (error) throw new Error('The decision could not be stored.', { cause: error });
  throw redirect(`/interviews/${interview.interviewId}/results#claim-${act.claimId}`, { headers });
}

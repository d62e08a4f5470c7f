import { KEEPING_STEPS, keepRecording } from '#app/features/recordings/keep-recording.server.ts';
import { loadEnv } from '#app/server/env.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { encodeJournal } from '#app/tests/fake-rooms.ts';
import { chainFrames, startChain, toHex } from '#core/tape/chain.ts';
import type { Frame } from '#core/tape/frames.ts';
import { parseSealingKey, signSeal } from '#core/tape/seal.ts';
import { loadSecrets } from '#scripts/secrets.ts';
import type { Product } from '#tests/e2e/product.ts';

/**
 * Makes these frames the recording of a further interview beside the demo one, which is over then. By the steps of the
 * app's own keeper; only the room that gives the tape is played. Returns the interview's id.
 */
export async function storeRecording({ url, data, supabaseUrl }: Product, frames: Frame[]): Promise<string> {
  const secrets = loadSecrets(data);
  loadEnv({ ...secrets, APP_URL: url, SUPABASE_URL: supabaseUrl, ROOM_URL: url });
  const client = getServiceClient();
  const demo = await client
    .from('interviews')
    .select('organization_id, created_by, title, candidate_name, language')
    .limit(1)
    .single();
  if (demo.error) throw demo.error;
  const { data: interview, error } = await client.from('interviews').insert(demo.data).select('id').single();
  if (error) throw error;
  const { id } = interview;
  const { title } = demo.data;
  const seal = await signSeal(
    {
      interviewId: id,
      frames: frames.length,
      root: toHex(chainFrames(startChain(id), frames)),
      sealedAt: Date.now(),
    },
    await parseSealingKey(secrets.TAPE_SIGNING_KEY),
  );
  const now = new Date();
  const path = `${now.toISOString().slice(0, 10).replaceAll('-', '/')}/${id}/tape.interlace`;
  await keepRecording({ interviewId: id, title, path }, undefined, {
    ...KEEPING_STEPS,
    fetchSeal: async () => seal,
    fetchJournal: async () => ({ bytes: encodeJournal(frames), position: frames.length }),
    tellArchived: async () => undefined,
  });
  // Only now, so that the product's keeper finds nothing left to do.
  const ended = { status: 'completed', ended_at: now.toISOString() } as const;
  const updated = await client.from('interviews').update(ended).eq('id', id);
  if (updated.error) throw updated.error;
  return id;
}

import { createHash } from 'node:crypto';
import { RecordingError } from '#app/features/recordings/recording-error.ts';
import { removeFile, writeFile } from '#app/features/recordings/tape-store.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import type { SegmentHead } from '#core/recorder-service.ts';
import type { RecordedVoice } from './recorder-request.server.ts';

const FOREIGN_KEY_VIOLATION = '23503';
/** Every Ogg file begins with it. */
const MAGIC = 'OggS';

/** Whether these bytes are what the head says, and sound as recorders write it. */
export function isSegment(bytes: Buffer, { sha256 }: Pick<SegmentHead, 'sha256'>): boolean {
  return (
    bytes.subarray(0, MAGIC.length).toString('latin1') === MAGIC &&
    createHash('sha256').update(bytes).digest('hex') === sha256
  );
}

/** Stores a stretch of one speaker. Says `gone` when its interview was deleted meanwhile; sent again it is stored once. */
export async function storeSegment(
  { interviewId, since, speaker }: RecordedVoice,
  head: SegmentHead,
  bytes: Buffer,
): Promise<'stored' | 'gone'> {
  const { participantId, name } = speaker;
  if (await isStored(interviewId, head)) return 'stored';
  const path = `${since.slice(0, 10).replaceAll('-', '/')}/${interviewId}/voice/${participantId}-${head.number}.ogg`;
  await writeFile(path, bytes);
  const { error } = await getServiceClient().from('audio_segments').upsert(
    {
      interview_id: interviewId,
      participant_id: participantId,
      name,
      number: head.number,
      started_at_ms: head.startedAt,
      duration_ms: head.durationMs,
      bytes: bytes.length,
      sha256: head.sha256,
      storage_path: path,
    },
    { onConflict: 'interview_id,participant_id,number', ignoreDuplicates: true },
  );
  if (error?.code === FOREIGN_KEY_VIOLATION) {
    await removeFile(path);
    return 'gone';
  }
  if (error) throw new RecordingError('A voice could not be written down.', { cause: error });
  return 'stored';
}

async function isStored(
  interviewId: string,
  { participantId, number }: Pick<SegmentHead, 'participantId' | 'number'>,
): Promise<boolean> {
  const { data, error } = await getServiceClient()
    .from('audio_segments')
    .select('id')
    .eq('interview_id', interviewId)
    .eq('participant_id', participantId)
    .eq('number', number)
    .maybeSingle();
  if (error) throw new RecordingError('The voices could not be read.', { cause: error });
  return data !== null;
}

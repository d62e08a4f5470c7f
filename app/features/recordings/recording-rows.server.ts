import { getServiceClient } from '#app/server/supabase.server.ts';
import { RecordingError } from './recording-error.ts';
import type { StoredTape } from './tape-store.server.ts';

/** Most recordings that one look finds to be due. The newest come first; the rest is found once these are done. */
const MAX_DUE = 1000;

/** An interview that is over, whose tape is to be stored, or whose room is to hear that it is. */
export interface DueRecording {
  interviewId: string;
  title: string;
  /** Where its file goes. */
  path: string;
}

/** What is to be done, the interviews that ended last first. */
export async function listDueRecordings(): Promise<DueRecording[]> {
  const { data, error } = await getServiceClient()
    .from('recordings_due')
    .select('interview_id, title, path')
    .order('ended_at', { ascending: false })
    .limit(MAX_DUE);
  if (error) throw new RecordingError('The recordings that are due could not be read.', { cause: error });
  return data.map((row) => ({ interviewId: row.interview_id, title: row.title, path: row.path }));
}

/** Writes down a recording that is stored. Says `gone` when its interview was deleted meanwhile. */
export async function saveRecording(
  { interviewId, path }: Pick<DueRecording, 'interviewId' | 'path'>,
  { header, bytes, sha256 }: StoredTape,
): Promise<'saved' | 'gone'> {
  const { seal, startedAt, endedAt } = header;
  // Once more where two processes did the same work: what is said is then the same, too.
  const { error } = await getServiceClient()
    .from('recordings')
    .upsert({
      interview_id: interviewId,
      path,
      bytes,
      sha256,
      root: seal.root,
      frames: seal.frames,
      sealed_at: new Date(seal.sealedAt).toISOString(),
      public_key: seal.publicKey,
      started_at: startedAt === null ? null : new Date(startedAt).toISOString(),
      ended_at: endedAt === null ? null : new Date(endedAt).toISOString(),
    });
  if (error?.code === '23503') return 'gone';
  if (error) throw new RecordingError('A recording could not be written down.', { cause: error });
  return 'saved';
}

/** Writes down that the room knows. Nothing is left to do for this recording then. */
export async function markReleased(interviewId: string): Promise<void> {
  const { error } = await getServiceClient()
    .from('recordings')
    .update({ released_at: new Date().toISOString() })
    .eq('interview_id', interviewId)
    .is('released_at', null);
  if (error) throw new RecordingError('A recording could not be written down.', { cause: error });
}

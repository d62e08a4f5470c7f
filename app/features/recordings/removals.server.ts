import { getServiceClient } from '#app/server/supabase.server.ts';
import { RecordingError } from './recording-error.ts';
import { removeFile } from './tape-store.server.ts';

/** Files that one look removes. */
const MAX_REMOVED = 200;

/**
 * How long a file is looked for again after its interview was deleted: a process that was storing it at that moment
 * may put it there a little later.
 */
const LOOK_AGAIN = 15 * 60_000;

/** Removes the stored files of interviews that were deleted. Throws when storage fails; the next call goes on. */
export async function removeVanished(now = Date.now()): Promise<void> {
  const service = getServiceClient();
  const { data, error } = await service
    .from('storage_removals')
    .select('id, bucket, path, created_at')
    .order('created_at')
    .limit(MAX_REMOVED);
  if (error) throw new RecordingError('The files to be removed could not be read.', { cause: error });
  for (const { id, bucket, path, created_at } of data) {
    await removeFile(path, bucket);
    if (Date.parse(created_at) + LOOK_AGAIN > now) continue;
    const forgotten = await service.from('storage_removals').delete().eq('id', id);
    if (forgotten.error)
      throw new RecordingError('A removal could not be noted.', { cause: forgotten.error });
  }
}

import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { fetchJournal } from '#app/features/recordings/room-tape.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { encodeArchiveBody } from '#core/tape/archive/archive.ts';
import { startChain } from '#core/tape/chain.ts';
import type { Frame } from '#core/tape/frames.ts';
import { salvageJournal } from '#core/tape/journal.ts';
import { type TapeRights, viewFrames } from '#core/tape/view.ts';
import { readStoredTape } from './stored-tape.server.ts';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** Compressing again for somebody who may not see all of a tape: fast, since they wait for it. */
const FAST_QUALITY = 5;

/** A tape, or its end, on its way to a page. */
export interface SentTape {
  /** Archive body of the frames, compressed by brotli. */
  body: Uint8Array;
  /** What is wrong with it, for people; null when nothing is. */
  damage: string | null;
}

/** The tape of an interview from this position on as the viewer may see it, or null when there is none anywhere. */
export async function getTape(
  interviewId: string,
  options: { from: number; rights: TapeRights },
): Promise<SentTape | null> {
  const { from, rights } = options;
  const seesAll = rights.seesHiddenTests && rights.seesSignals;
  const path = await getRecordingPath(interviewId);
  if (path) {
    const { whole, readFrames, damage } = await readStoredTape(path);
    // As it lies there: nobody need pack it again.
    if (whole && from === 0 && seesAll) return { body: whole, damage: null };
    const frames = await readFrames();
    return { body: await pack(viewFrames(frames.slice(from), rights)), damage };
  }
  const live = await readLive(interviewId, from);
  // Between the two looks the room may have given its tape away: then it is stored.
  if (!live) return (await getRecordingPath(interviewId)) ? getTape(interviewId, options) : null;
  return { body: await pack(viewFrames(live.frames, rights)), damage: live.damage };
}

/** All frames of an interview's tape that can be read, wherever it is; null when there is none. */
export async function getFrames(interviewId: string): Promise<Frame[] | null> {
  const path = await getRecordingPath(interviewId);
  if (path) return (await readStoredTape(path)).readFrames();
  const live = await readLive(interviewId, 0);
  if (!live) return (await getRecordingPath(interviewId)) ? getFrames(interviewId) : null;
  return live.frames;
}

/** Where the recording of an interview lies in storage, or null while there is none. */
export async function getRecordingPath(interviewId: string): Promise<string | null> {
  const { data, error } = await getServiceClient()
    .from('recordings')
    .select('path')
    .eq('interview_id', interviewId)
    .maybeSingle();
  if (error) throw new Error('The recording could not be read.', { cause: error });
  return data?.path ?? null;
}

/** The archive body that a `SentTape` holds. */
export function decompressTape(body: Uint8Array): Promise<Uint8Array> {
  return decompress(body);
}

function pack(frames: readonly Frame[]): Promise<Uint8Array> {
  return compress(encodeArchiveBody(frames), {
    params: { [constants.BROTLI_PARAM_QUALITY]: FAST_QUALITY },
  });
}

async function readLive(
  interviewId: string,
  from: number,
): Promise<{ frames: Frame[]; damage: string | null } | null> {
  const journal = await fetchJournal(interviewId, from);
  if (!journal) return null;
  const link = from === 0 ? startChain(interviewId) : null;
  const { frames, damage } = salvageJournal(journal.bytes, from, link);
  return { frames, damage: damage?.message ?? null };
}

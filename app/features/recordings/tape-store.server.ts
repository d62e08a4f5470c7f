import { createHash } from 'node:crypto';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { type Bundle, decodeBundle } from '#core/tape/bundle.ts';
import type { Seal } from '#core/tape/seal.ts';
import { RecordingError } from './recording-error.ts';

/** The private bucket of recordings; a migration makes it. */
export const RECORDINGS_BUCKET = 'recordings';

/** A recording as it lies in storage. */
export interface StoredTape extends Bundle {
  bytes: number;
  /** Of the whole file, in hex. */
  sha256: string;
}

/** The file at this path, or null when there is none or it cannot be had. */
export async function readFile(path: string): Promise<Uint8Array | null> {
  const { data, error } = await bucket().download(path);
  return error ? null : new Uint8Array(await data.arrayBuffer());
}

/** Some bytes of a file, the last one included. */
export interface StoredRange {
  from: number;
  to: number;
}

/** Seconds that storage honours the address under which this process fetches a file; it is told to nobody. */
const FETCHED_WITHIN = 60;

/** A part of the file at this path as it comes, or null when there is none or it cannot be had. */
export async function streamFile(
  path: string,
  { from, to }: StoredRange,
  signal: AbortSignal,
): Promise<BodyInit | null> {
  const { data, error } = await bucket().createSignedUrl(path, FETCHED_WITHIN);
  if (error) return null;
  const response = await fetch(data.signedUrl, { headers: { range: `bytes=${from}-${to}` }, signal });
  if (response.status === 206) return response.body;
  // storage may answer with all of it
  return response.ok ? (await response.arrayBuffer()).slice(from, to + 1) : null;
}

/** Reads and checks a recording, or null when there is none at this path, or none that is whole and has this seal. */
export async function readTape(
  path: string,
  seal: Pick<Seal, 'root' | 'frames'>,
): Promise<StoredTape | null> {
  const file = await readFile(path);
  if (!file) return null;
  try {
    const bundle = decodeBundle(file);
    const { root, frames } = bundle.header.seal;
    if (root !== seal.root || frames !== seal.frames) return null;
    return { ...bundle, bytes: file.length, sha256: createHash('sha256').update(file).digest('hex') };
  } catch {
    return null; // damaged: the caller stores it again, or says that it cannot be had
  }
}

/** Stores a recording in place of whatever is at this path. Throws when that failed. */
export async function writeFile(path: string, file: Uint8Array): Promise<void> {
  const { error } = await bucket().upload(path, file, {
    upsert: true,
    contentType: 'application/octet-stream',
  });
  if (error) throw new RecordingError('A recording could not be stored.', { cause: error });
}

/** Removes a file, if it is there. Throws when that failed. */
export async function removeFile(path: string, from: string = RECORDINGS_BUCKET): Promise<void> {
  const { error } = await getServiceClient().storage.from(from).remove([path]);
  if (error) throw new RecordingError('A file could not be removed.', { cause: error });
}

function bucket() {
  return getServiceClient().storage.from(RECORDINGS_BUCKET);
}

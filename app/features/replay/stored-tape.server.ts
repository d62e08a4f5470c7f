import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliDecompress, createBrotliDecompress } from 'node:zlib';
import { readFile } from '#app/features/recordings/tape-store.server.ts';
import { logError } from '#app/server/log.server.ts';
import { decodeArchiveBody, openArchiveBody } from '#core/tape/archive/archive.ts';
import { type Bundle, decodeBundle, salvageBundle } from '#core/tape/bundle.ts';
import type { Frame } from '#core/tape/frames.ts';
import { describeDamage } from './tape/damage.ts';

const decompress = promisify(brotliDecompress);

/** A recording out of storage. */
export interface StoredTape {
  /** The archive body as it lies there, compressed by brotli; null when it is damaged. */
  whole: Uint8Array | null;
  /** All frames, or those before the damage. */
  readFrames(): Promise<Frame[]>;
  /** What is wrong with it, for people; null when nothing is. */
  damage: string | null;
}

/** The recording at this path, as far as it can be read. A file that is not there counts as damaged from its start on. */
export async function readStoredTape(path: string): Promise<StoredTape> {
  const file = await readFile(path);
  const bundle = file && decodeSound(file);
  if (bundle) {
    const { body, header } = bundle;
    const readFrames = async () =>
      decodeArchiveBody(await decompress(body, { maxOutputLength: header.bodyBytes + 1 }));
    return { whole: body, readFrames, damage: null };
  }
  const frames = file ? await salvageFrames(file) : [];
  logError('recording', file ? 'A stored recording is damaged.' : 'A stored recording cannot be read.', {
    path,
    soundFrames: frames.length,
  });
  const [first, last] = [frames[0], frames.at(-1)];
  const damage = describeDamage(first && last ? last.at - first.at : null);
  return { whole: null, readFrames: async () => frames, damage };
}

function decodeSound(file: Uint8Array): Bundle | null {
  try {
    return decodeBundle(file);
  } catch {
    return null; // the caller salvages what it can
  }
}

async function salvageFrames(file: Uint8Array): Promise<Frame[]> {
  const bundle = salvageBundle(file);
  if (!bundle) return [];
  const body = await decompressStart(bundle.body, bundle.header.bodyBytes);
  const frames: Frame[] = [];
  try {
    const archive = openArchiveBody(body);
    for (let piece = archive.read(archive.count); piece.length > 0; piece = archive.read(archive.count))
      for (const frame of piece) frames.push(frame);
  } catch {
    // the damage begins here
  }
  return frames;
}

/** Bytes that are decompressed at a time: what comes of them is lost when they do not fit. */
const PIECE_BYTES = 1024;

/** What can be decompressed before something does not fit, with zeros for the rest: its parts lie at fixed places. */
async function decompressStart(compressed: Uint8Array, bytes: number): Promise<Uint8Array> {
  function* pieces() {
    for (let at = 0; at < compressed.length; at += PIECE_BYTES)
      yield compressed.subarray(at, at + PIECE_BYTES);
  }
  const chunks: Buffer[] = [];
  let left = bytes;
  try {
    for await (const chunk of Readable.from(pieces()).pipe(
      createBrotliDecompress(),
    ) as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, left));
      left -= Math.min(left, chunk.length);
      if (left === 0) break;
    }
  } catch {
    // what came until then is what there is
  }
  return Buffer.concat([...chunks, Buffer.alloc(left)]);
}

import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { decodeArchiveBody } from '#core/tape/archive/archive.ts';
import { type BundleHeader, decodeBundle } from '#core/tape/bundle.ts';
import { chainFrames, startChain, toHex } from '#core/tape/chain.ts';
import type { Frame } from '#core/tape/frames.ts';
import { isSealGenuine } from '#core/tape/seal.ts';

export interface Recording {
  header: BundleHeader;
  frames: Frame[];
}

/** What `verifyRecording` found wrong, in words; empty when nothing is. */
export interface Verification {
  problems: string[];
  /** Public key that signed it, in hexadecimal. */
  publicKey: string;
}

/** Reads a recording. Throws an error with a message for people when it cannot be read. */
export function openRecording(path: string): Recording {
  const { header, body } = decodeBundle(readFileSync(path));
  const bytes =
    header.compression === 'brotli'
      ? brotliDecompressSync(body, { maxOutputLength: header.bodyBytes + 1 })
      : body;
  if (bytes.length !== header.bodyBytes)
    throw new Error('The recording is damaged: its content has another size than it says.');
  return { header, frames: decodeArchiveBody(bytes) };
}

/**
 * Checks that every frame is what the room sealed, and that the seal is genuine. `expectedKey` is the public key of the
 * deployment that the recording should be from; without it, anybody's genuine seal passes.
 */
export async function verifyRecording(
  { header, frames }: Recording,
  expectedKey: string | null,
): Promise<Verification> {
  const { seal, startedAt, endedAt } = header;
  const problems: string[] = [];
  if (frames.length !== seal.frames)
    problems.push(`It holds ${frames.length} frames where ${seal.frames} were sealed.`);
  const root = toHex(chainFrames(startChain(seal.interviewId), frames));
  if (root !== seal.root) problems.push('Its frames are not those that were sealed: the chain does not fit.');
  if (!(await isSealGenuine(seal))) problems.push('Its seal was not signed by the key that it names.');
  if (startedAt !== (frames[0]?.at ?? null) || endedAt !== (frames.at(-1)?.at ?? null))
    problems.push('Its header says other times than its frames.');
  if (expectedKey !== null && expectedKey.toLowerCase() !== seal.publicKey)
    problems.push(`It was signed by the key ${seal.publicKey}, not by the one that was asked for.`);
  return { problems, publicKey: seal.publicKey };
}

import { brotliCompressSync, constants } from 'node:zlib';
import { decodeArchiveBody, encodeArchiveBody } from '#core/tape/archive/archive.ts';
import { encodeBundle } from '#core/tape/bundle.ts';
import { startChain, toHex } from '#core/tape/chain.ts';
import type { Frame } from '#core/tape/frames.ts';
import { salvageJournal } from '#core/tape/journal.ts';
import type { Seal } from '#core/tape/seal.ts';

/** What a recording is made of. */
export interface TapeToPack {
  /** The whole journal, as the room gives it. */
  journal: Uint8Array;
  /** The room's; its signature has been checked. */
  seal: Seal;
  title: string;
}

/**
 * The recording as one file, `core/tape/bundle.ts`. Throws when the journal is not the tape that was sealed, or when
 * what was made of it does not give the same frames again: a room forgets its own once this is kept.
 * Computes for seconds; call it in a thread of its own.
 */
export function packTape({ journal, seal, title }: TapeToPack): Uint8Array {
  const { frames, link, damage } = salvageJournal(journal, 0, startChain(seal.interviewId));
  if (damage) throw new Error(damage.message);
  if (frames.length !== seal.frames || !link || toHex(link) !== seal.root)
    throw new Error('The journal is not the tape that the room has sealed.');
  const body = encodeArchiveBody(frames);
  if (!isSameTape(decodeArchiveBody(body), frames))
    throw new Error('The archive does not give the tape again.');
  return encodeBundle({
    header: {
      compression: 'brotli',
      bodyBytes: body.length,
      title,
      startedAt: frames[0]?.at ?? null,
      endedAt: frames.at(-1)?.at ?? null,
      seal,
    },
    body: brotliCompressSync(body, {
      params: {
        // The smallest there is: it is done once, and stays for years.
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  });
}

function isSameTape(a: readonly Frame[], b: readonly Frame[]): boolean {
  return a.length === b.length && a.every((frame, n) => isSameFrame(frame, b[n]));
}

function isSameFrame(a: Frame, b: Frame | undefined): boolean {
  return (
    b !== undefined &&
    a.at === b.at &&
    a.kind === b.kind &&
    a.author === b.author &&
    Buffer.compare(a.payload, b.payload) === 0
  );
}

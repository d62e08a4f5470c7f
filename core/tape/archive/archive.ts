import type { Frame } from '../frames.ts';
import { ArchiveReader, ArchiveWriter } from './archive-sides.ts';
import { FrameCoder } from './frame-coder.ts';

/**
 * The archive form of a tape: the same frames, byte for byte, at a small part of the size. Everything that a reader
 * of the frames so far could guess is left out; text and payloads stand in columns of their own, uncompressed, for
 * the caller to compress the whole.
 */

/** The body of an archive of these frames. Never fails: what follows no pattern is kept as it is. */
export function encodeArchiveBody(frames: readonly Frame[]): Uint8Array {
  const writer = new ArchiveWriter();
  const coder = new FrameCoder();
  for (const frame of frames) coder.code(writer, frame);
  return writer.finish(frames.length);
}

/** The frames of a body. Throws an `Error` that says what is wrong when the bytes are damaged. */
export function decodeArchiveBody(bytes: Uint8Array): Frame[] {
  const body = openArchiveBody(bytes);
  return body.read(body.count);
}

/** A body that is read from its start, piece by piece. */
export interface ArchiveBody {
  /** How many frames it holds. */
  readonly count: number;
  /** The next frames, at most `max`; none at the end. Throws an `Error` when the bytes are damaged. */
  read(max: number): Frame[];
}

/** Opens a body without decoding its frames. Throws an `Error` when the bytes are none. */
export function openArchiveBody(bytes: Uint8Array): ArchiveBody {
  const reader = new ArchiveReader(bytes);
  const coder = new FrameCoder();
  let done = 0;
  return {
    count: reader.count,
    read(max) {
      const frames: Frame[] = [];
      for (; frames.length < max && done < reader.count; done++) frames.push(coder.code(reader, null));
      if (done === reader.count) reader.finish();
      return frames;
    },
  };
}

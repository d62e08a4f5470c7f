import type { Frame } from '../frames.ts';
import { ArchiveReader, ArchiveWriter } from './archive-sides.ts';
import { CheckCoder } from './check-coder.ts';
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
  const checks = new CheckCoder();
  frames.forEach((frame, n) => {
    coder.code(writer, frame);
    checks.code(writer, frame, n === frames.length - 1);
  });
  return writer.finish(frames.length);
}

/** The frames of a body. Throws an `Error` that says what is wrong when the bytes are damaged. */
export function decodeArchiveBody(bytes: Uint8Array): Frame[] {
  const body = openArchiveBody(bytes);
  const frames = body.read(body.count);
  // Of a damaged body the sound frames come first, and then what is wrong.
  if (frames.length < body.count) body.read(1);
  return frames;
}

/** A body that is read from its start, piece by piece. */
export interface ArchiveBody {
  /** How many frames it holds. */
  readonly count: number;
  /**
   * The next frames, at most `max`; none at the end. They are as they were written: a damaged body gives those before
   * the damage, and then throws an `Error`.
   */
  read(max: number): Frame[];
}

/** Opens a body without decoding its frames. Throws an `Error` when the bytes are none. */
export function openArchiveBody(bytes: Uint8Array): ArchiveBody {
  const reader = new ArchiveReader(bytes);
  const coder = new FrameCoder();
  const checks = new CheckCoder();
  let done = 0;
  let damage: unknown = null;
  /** Frames that were checked and not given yet. */
  let sound: Frame[] = [];
  const readToCheck = () => {
    const frames: Frame[] = [];
    for (let isChecked = false; !isChecked; done++) {
      const frame = coder.code(reader, null);
      frames.push(frame);
      isChecked = checks.code(reader, frame, done === reader.count - 1);
    }
    if (done === reader.count) reader.finish();
    sound = sound.concat(frames);
  };
  if (reader.count === 0) reader.finish();
  return {
    count: reader.count,
    read(max) {
      while (sound.length < max && done < reader.count && damage === null) {
        try {
          readToCheck();
        } catch (error) {
          damage = error;
        }
      }
      const frames = sound.slice(0, max);
      sound = sound.slice(max);
      if (frames.length === 0 && damage !== null) throw damage;
      return frames;
    },
  };
}

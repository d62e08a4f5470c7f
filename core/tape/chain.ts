import * as encoding from 'lib0/encoding';
import { digest } from 'lib0/hash/sha256';
import type { Frame } from './frames.ts';

/**
 * The hash chain of a tape. It goes over frames and not over segments, so that it stays the same however a room or an
 * archive packs them: link n is SHA-256 of link n-1 and frame n. Whoever has the last link can tell that no frame
 * before it was changed, left out, added or moved.
 */

/** Bytes of a link. */
export const CHAIN_BYTES = 32;

const SEED = 'interlace-tape-1';

/** The link before the first frame of this interview's tape. */
export function startChain(interviewId: string): Uint8Array {
  return digest(new TextEncoder().encode(`${SEED}\n${interviewId}`));
}

/** The link after one more frame. */
export function extendChain(link: Uint8Array, frame: Frame): Uint8Array {
  return chainFrames(link, [frame]);
}

/** The link after these frames. */
export function chainFrames(link: Uint8Array, frames: Iterable<Frame>): Uint8Array {
  const encoder = encoding.createEncoder();
  let last = link;
  for (const frame of frames) last = digest(encodeLink(encoder, last, frame));
  return last;
}

/** Room for a usual frame; a larger one gets buffers of its own. */
const SCRATCH_BYTES = 512;

/**
 * The bytes that a link is the digest of, valid until the next call with this encoder. Its buffer is used again for
 * each frame: making one costs more than the digest of a keystroke.
 */
function encodeLink(
  encoder: encoding.Encoder,
  link: Uint8Array,
  { at, kind, author, payload }: Frame,
): Uint8Array {
  if (encoder.bufs.length > 0 || encoder.cbuf.length < SCRATCH_BYTES) {
    encoder.bufs = [];
    encoder.cbuf = new Uint8Array(SCRATCH_BYTES);
  }
  encoder.cpos = 0;
  encoding.writeUint8Array(encoder, link);
  encoding.writeVarInt(encoder, at);
  encoding.writeVarUint(encoder, kind);
  encoding.writeVarString(encoder, author);
  encoding.writeVarUint8Array(encoder, payload);
  const isWhole = encoder.bufs.length === 0;
  return isWhole ? encoder.cbuf.subarray(0, encoder.cpos) : encoding.toUint8Array(encoder);
}

/** Whether two links are the same. */
export function isSameLink(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, n) => byte === b[n]);
}

/** Lower-case hexadecimal of bytes. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Bytes of hexadecimal. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { digest } from 'lib0/hash/sha256';
import { z } from 'zod';
import { sealSchema } from './seal.ts';

/**
 * A recording as one file, `<name>.interlace`:
 *
 *   the 16 bytes "INTERLACE TAPE\r\n" · varuint version (1) · varstring header (JSON) · varuint8array body ·
 *   32 bytes SHA-256 of all before it
 *
 * The body is what `encodeArchiveBody` makes, compressed as the header says. It can be cut out and served as it is.
 * The digest finds what broke by accident; what was changed on purpose is found by the chain and the seal.
 */
const MAGIC = 'INTERLACE TAPE\r\n';
const VERSION = 1;
const DIGEST_BYTES = 32;

export const bundleHeaderSchema = z.object({
  /** How the body is compressed. */
  compression: z.enum(['brotli', 'none']),
  /** Bytes of the body before it was compressed. Readers refuse one that grows beyond. */
  bodyBytes: z.number().int().min(0),
  title: z.string(),
  /** Server time in milliseconds of the first and last frame; null in an empty tape. */
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  seal: sealSchema,
});
export type BundleHeader = z.infer<typeof bundleHeaderSchema>;

export interface Bundle {
  header: BundleHeader;
  /** Compressed. */
  body: Uint8Array;
}

/** Why bytes are no bundle, in words for whoever opened them. */
export class BundleError extends Error {
  override name = 'BundleError';
}

export function encodeBundle({ header, body }: Bundle): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeUint8Array(encoder, new TextEncoder().encode(MAGIC));
  encoding.writeVarUint(encoder, VERSION);
  encoding.writeVarString(encoder, JSON.stringify(header));
  encoding.writeVarUint8Array(encoder, body);
  const bytes = encoding.toUint8Array(encoder);
  const whole = new Uint8Array(bytes.length + DIGEST_BYTES);
  whole.set(bytes);
  whole.set(digest(bytes), bytes.length);
  return whole;
}

/** Reads a bundle. Throws `BundleError` for bytes that are none, or were cut or changed. */
export function decodeBundle(bytes: Uint8Array): Bundle {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, MAGIC.length));
  if (start !== MAGIC) throw new BundleError('This is not an Interlace recording.');
  if (bytes.length < MAGIC.length + DIGEST_BYTES) throw new BundleError(DAMAGED);
  const content = bytes.subarray(0, bytes.length - DIGEST_BYTES);
  if (!isSame(digest(content), bytes.subarray(content.length))) throw new BundleError(DAMAGED);
  const decoder = decoding.createDecoder(content);
  decoder.pos = MAGIC.length;
  try {
    const version = decoding.readVarUint(decoder);
    if (version !== VERSION)
      throw new BundleError(`This recording has format ${version}; this program reads format ${VERSION}.`);
    const header = bundleHeaderSchema.parse(JSON.parse(decoding.readVarString(decoder)));
    const body = decoding.readVarUint8Array(decoder);
    if (decoding.hasContent(decoder)) throw new BundleError(DAMAGED);
    return { header, body };
  } catch (error) {
    if (error instanceof BundleError) throw error;
    throw new BundleError(DAMAGED); // its digest fits, so it was made by something else than `encodeBundle`
  }
}

/**
 * What is left of a bundle whose checksum does not fit: its header, and as much of the body as there is, which may be
 * other than it was. Null when not even the header can be read.
 */
export function salvageBundle(bytes: Uint8Array): Bundle | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    decoder.pos = MAGIC.length;
    if (decoding.readVarUint(decoder) !== VERSION) return null;
    const header = bundleHeaderSchema.parse(JSON.parse(decoding.readVarString(decoder)));
    const length = decoding.readVarUint(decoder);
    return { header, body: bytes.subarray(decoder.pos, decoder.pos + length) };
  } catch {
    return null; // lib0 throws where the bytes end too early, JSON and the schema where they are others
  }
}

const DAMAGED = 'This recording is damaged: its checksum does not fit. Fetch it again.';

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, n) => byte === b[n]);
}

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { CHAIN_BYTES } from './chain.ts';
import type { Frame } from './frames.ts';

/**
 * A segment is one durable write of the journal: frames in order, with a header and a checksum.
 *
 *   varuint version (2) · varuint first position · 32 bytes chain link before the first frame ·
 *   varuint first time · varuint frames · varuint authors · each author as varstring ·
 *   each frame: varint time since the one before · varuint kind · varuint author index · varuint8array payload ·
 *   uint32 CRC-32 of all before it, little endian
 *
 * Times are whole milliseconds. A frame's time may lie before its predecessor's (clocks step back), hence varint.
 * Version 1 is the same without the link. Rooms wrote it before there was a chain.
 */
const UNCHAINED_VERSION = 1;
const VERSION = 2;

export interface Segment {
  /** Position in the room's journal of the first frame, from 0. */
  firstPosition: number;
  /** Link of the journal's chain before the first frame (`chain.ts`), or null in a segment of version 1. */
  link: Uint8Array | null;
  frames: Frame[];
}

/** Bytes of a segment. Throws on an empty one, which would say nothing. */
export function encodeSegment({ firstPosition, link, frames }: Segment): Uint8Array {
  const first = frames[0];
  if (!first) throw new Error('A segment needs at least one frame.');
  const authors = new Map<string, number>();
  for (const { author } of frames) if (!authors.has(author)) authors.set(author, authors.size);
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, link ? VERSION : UNCHAINED_VERSION);
  encoding.writeVarUint(encoder, firstPosition);
  if (link) encoding.writeUint8Array(encoder, link);
  encoding.writeVarUint(encoder, first.at);
  encoding.writeVarUint(encoder, frames.length);
  encoding.writeVarUint(encoder, authors.size);
  for (const author of authors.keys()) encoding.writeVarString(encoder, author);
  let last = first.at;
  for (const frame of frames) {
    encoding.writeVarInt(encoder, frame.at - last);
    encoding.writeVarUint(encoder, frame.kind);
    encoding.writeVarUint(encoder, authors.get(frame.author) ?? 0);
    encoding.writeVarUint8Array(encoder, frame.payload);
    last = frame.at;
  }
  const body = encoding.toUint8Array(encoder);
  const bytes = new Uint8Array(body.length + 4);
  bytes.set(body);
  new DataView(bytes.buffer).setUint32(body.length, crc32(body), true);
  return bytes;
}

/** The segment in these bytes, or null when they are torn, were changed (the checksum does not fit) or are none. */
export function decodeSegment(bytes: Uint8Array): Segment | null {
  if (bytes.length < 5) return null;
  const body = bytes.subarray(0, bytes.length - 4);
  const sum = new DataView(bytes.buffer, bytes.byteOffset + body.length, 4).getUint32(0, true);
  if (sum !== crc32(body)) return null;
  try {
    return readSegment(decoding.createDecoder(body));
  } catch {
    return null; // it ends too early, although its checksum fits: made by something that is not a room
  }
}

function readSegment(decoder: decoding.Decoder): Segment | null {
  const version = decoding.readVarUint(decoder);
  if (version !== VERSION && version !== UNCHAINED_VERSION) return null;
  const firstPosition = decoding.readVarUint(decoder);
  const link = version === VERSION ? decoding.readUint8Array(decoder, CHAIN_BYTES).slice() : null;
  let at = decoding.readVarUint(decoder);
  const count = decoding.readVarUint(decoder);
  const authors: string[] = [];
  for (let n = decoding.readVarUint(decoder); n > 0; n--) authors.push(decoding.readVarString(decoder));
  const frames: Frame[] = [];
  for (let i = 0; i < count; i++) {
    at += decoding.readVarInt(decoder);
    const kind = decoding.readVarUint(decoder);
    const author = authors[decoding.readVarUint(decoder)];
    if (author === undefined) return null;
    frames.push({ at, kind, author, payload: decoding.readVarUint8Array(decoder) });
  }
  return decoding.hasContent(decoder) ? null : { firstPosition, link, frames };
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 as in gzip and PNG (ISO 3309), as an unsigned 32-bit number. */
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) c = (CRC_TABLE[(c ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

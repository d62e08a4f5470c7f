import { MAX_STORAGE_VALUE_BYTES } from '#core/limits.ts';
import { chainFrames } from '#core/tape/chain.ts';
import { decodeSegment, encodeSegment, type Segment } from '#core/tape/segment.ts';
import { keyOf, pages, type RoomStorage } from './storage.ts';

/**
 * Where segments of the journal stand: `seg:<first position>`, and behind it `seg:<first position>:<part>` when a
 * segment is larger than one value. Keys sort by position, so one walk over the prefix is the journal in order.
 */
export const SEGMENT_PREFIX = 'seg:';

/** A segment as it stands in storage. */
export interface StoredSegment {
  firstPosition: number;
  /** All parts joined. */
  bytes: Uint8Array;
  keys: string[];
}

/** The entries that hold these bytes. */
export function segmentEntries(firstPosition: number, bytes: Uint8Array): Map<string, Uint8Array> {
  const key = SEGMENT_PREFIX + keyOf(firstPosition);
  const entries = new Map<string, Uint8Array>();
  for (let part = 0, at = 0; at < bytes.length; part++, at += MAX_STORAGE_VALUE_BYTES) {
    entries.set(part === 0 ? key : `${key}:${keyOf(part)}`, bytes.slice(at, at + MAX_STORAGE_VALUE_BYTES));
  }
  return entries;
}

/** Key of the segment that holds this position, or the first key after it. */
export async function findSegmentKey(storage: RoomStorage, position: number): Promise<string> {
  const end = `${SEGMENT_PREFIX}${keyOf(position)}~`;
  const before = await storage.list({ prefix: SEGMENT_PREFIX, end, reverse: true, limit: 1 });
  const [key] = before.keys();
  return key?.slice(0, SEGMENT_PREFIX.length + keyOf(0).length) ?? SEGMENT_PREFIX;
}

/** Stored segments in order, from this key on. Bytes are as they stand; the caller decodes and judges them. */
export async function* readSegments(storage: RoomStorage, startKey: string): AsyncGenerator<StoredSegment> {
  let current: { firstPosition: number; parts: Uint8Array[]; keys: string[] } | null = null;
  for await (const page of pages(storage, SEGMENT_PREFIX, startKey)) {
    for (const [key, bytes] of page) {
      const [position = '', part] = key.slice(SEGMENT_PREFIX.length).split(':');
      if (part !== undefined && current) {
        current.parts.push(bytes);
        current.keys.push(key);
        continue;
      }
      if (current) yield join(current);
      current = { firstPosition: Number.parseInt(position, 36), parts: [bytes], keys: [key] };
    }
  }
  if (current) yield join(current);
}

/**
 * The journal from this position to its end, as segments without overlap or gap; the first begins at `from`. Segments
 * that are merged meanwhile do no harm: where one has gone, the walk goes on inside the one that took it in. A damaged
 * segment, or one behind a gap, is the last: its reader must see that there was more.
 */
export async function* readJournal(storage: RoomStorage, from: number): AsyncGenerator<Uint8Array> {
  let position = from;
  let beyond: Uint8Array | null = null;
  for (let hasMoved = true; hasMoved; ) {
    hasMoved = false;
    beyond = null;
    for await (const stored of readSegments(storage, await findSegmentKey(storage, position))) {
      beyond = stored.firstPosition > position ? stored.bytes : null;
      if (beyond) break;
      const segment = decodeSegment(stored.bytes);
      if (!segment) {
        yield stored.bytes;
        return;
      }
      const known = position - stored.firstPosition;
      if (known >= segment.frames.length) continue;
      yield known === 0 ? stored.bytes : encodeSegment(dropFrames(segment, known));
      position = stored.firstPosition + segment.frames.length;
      hasMoved = true;
    }
  }
  if (beyond) yield beyond;
}

/** The segment without its first frames. */
function dropFrames({ firstPosition, link, frames }: Segment, count: number): Segment {
  return {
    firstPosition: firstPosition + count,
    link: link && chainFrames(link, frames.slice(0, count)),
    frames: frames.slice(count),
  };
}

/** One segment of these, which follow each other, with the first one's link; null when one of them is damaged. */
export function mergeSegments(parts: readonly Uint8Array[]): Uint8Array | null {
  let merged: Segment | null = null;
  for (const bytes of parts) {
    const segment = decodeSegment(bytes);
    if (!segment) return null;
    merged ??= { ...segment, frames: [] };
    if (segment.firstPosition !== merged.firstPosition + merged.frames.length) return null;
    for (const frame of segment.frames) merged.frames.push(frame);
  }
  return merged && encodeSegment(merged);
}

function join({
  firstPosition,
  parts,
  keys,
}: {
  firstPosition: number;
  parts: Uint8Array[];
  keys: string[];
}) {
  return { firstPosition, bytes: concat(parts), keys };
}

/** These bytes one after the other. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

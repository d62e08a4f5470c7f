import { MAX_STORAGE_VALUE_BYTES } from '#core/limits.ts';
import { decodeSegment, encodeSegment, type Segment } from '#core/tape/segment.ts';
import { keyOf, pages, type RoomStorage } from './storage.ts';

/**
 * Where segments of the journal stand: `seg:<first position>`, and behind it `seg:<first position>:<part>` when a
 * segment is larger than one value. Keys sort by position, so one walk over the prefix is the journal in order.
 */
const PREFIX = 'seg:';

/** A segment as it stands in storage. */
export interface StoredSegment {
  firstPosition: number;
  /** All parts joined. */
  bytes: Uint8Array;
  keys: string[];
}

/** The entries that hold these bytes. */
export function segmentEntries(firstPosition: number, bytes: Uint8Array): Map<string, Uint8Array> {
  const key = PREFIX + keyOf(firstPosition);
  const entries = new Map<string, Uint8Array>();
  for (let part = 0, at = 0; at < bytes.length; part++, at += MAX_STORAGE_VALUE_BYTES) {
    entries.set(part === 0 ? key : `${key}:${keyOf(part)}`, bytes.slice(at, at + MAX_STORAGE_VALUE_BYTES));
  }
  return entries;
}

/** Key of the segment that holds this position, or the first key after it. */
export async function findSegmentKey(storage: RoomStorage, position: number): Promise<string> {
  const end = `${PREFIX}${keyOf(position)}~`;
  const before = await storage.list({ prefix: PREFIX, end, reverse: true, limit: 1 });
  const [key] = before.keys();
  return key?.slice(0, PREFIX.length + keyOf(0).length) ?? PREFIX;
}

/** Stored segments in order, from this key on. Bytes are as they stand; the caller decodes and judges them. */
export async function* readSegments(storage: RoomStorage, startKey: string): AsyncGenerator<StoredSegment> {
  let current: { firstPosition: number; parts: Uint8Array[]; keys: string[] } | null = null;
  for await (const page of pages(storage, PREFIX, startKey)) {
    for (const [key, bytes] of page) {
      const [position = '', part] = key.slice(PREFIX.length).split(':');
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
 * that are merged meanwhile do no harm: where one has gone, the walk goes on inside the one that took it in.
 */
export async function* readJournal(storage: RoomStorage, from: number): AsyncGenerator<Uint8Array> {
  let position = from;
  for (let hasMoved = true; hasMoved; ) {
    hasMoved = false;
    for await (const stored of readSegments(storage, await findSegmentKey(storage, position))) {
      if (stored.firstPosition > position) break;
      const segment = decodeSegment(stored.bytes);
      if (!segment) return;
      const frames = segment.frames.slice(position - stored.firstPosition);
      if (frames.length === 0) continue;
      const isWhole = frames.length === segment.frames.length;
      yield isWhole ? stored.bytes : encodeSegment({ firstPosition: position, frames });
      position += frames.length;
      hasMoved = true;
    }
  }
}

/** One segment with the frames of these, which follow each other, or null when one of them is damaged. */
export function mergeSegments(parts: readonly Uint8Array[]): Uint8Array | null {
  const merged: Segment = { firstPosition: -1, frames: [] };
  for (const bytes of parts) {
    const segment = decodeSegment(bytes);
    if (!segment) return null;
    if (merged.firstPosition < 0) merged.firstPosition = segment.firstPosition;
    if (segment.firstPosition !== merged.firstPosition + merged.frames.length) return null;
    for (const frame of segment.frames) merged.frames.push(frame);
  }
  return merged.frames.length === 0 ? null : encodeSegment(merged);
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

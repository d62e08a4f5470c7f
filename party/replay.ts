import { MAX_STORAGE_VALUE_BYTES } from '#core/limits.ts';
import { chainFrames, isSameLink } from '#core/tape/chain.ts';
import { isUpdateKind } from '#core/tape/frames.ts';
import { decodeSegment } from '#core/tape/segment.ts';
import type { SmallSegment } from './journal.ts';
import type { Log } from './log.ts';
import type { RoomDocument } from './room-document.ts';
import { findSegmentKey, readSegments, SEGMENT_PREFIX } from './segments.ts';
import { pages, type RoomStorage, writeTogether } from './storage.ts';

/** Before the keys of what was cut off the journal. */
const CUT_PREFIX = 'cut:';

export interface ReplayOptions {
  storage: RoomStorage;
  document: RoomDocument;
  /** Position of the journal that the document stands at. */
  from: number;
  /** Link of the chain before the journal's first frame. */
  start: Uint8Array;
  log: Log;
}

/** Where the journal ends, as far as it is sound. */
export interface Replayed {
  position: number;
  link: Uint8Array;
  /** Document updates among the frames that were applied. */
  updates: number;
  /** The last segments that fit one value together: what the journal may merge. */
  small: SmallSegment[];
}

/**
 * Applies what the journal has from a position on, up to its end or to the first segment that is damaged or does not
 * fit the chain; that one and all behind it are cut off and reported.
 */
export async function replayJournal(options: ReplayOptions): Promise<Replayed> {
  const { storage, document, from, log } = options;
  const anchor = await findAnchor(options);
  let { position, link } = anchor;
  let updates = 0;
  let small: SmallSegment[] = [];
  for await (const stored of readSegments(storage, anchor.key)) {
    const segment = decodeSegment(stored.bytes);
    const [key = ''] = stored.keys;
    const isSound = segment?.firstPosition === position && stored.firstPosition === position;
    if (!isSound || (segment.link && !isSameLink(segment.link, link))) {
      log.error('The journal is damaged. It was cut; what followed is kept under cut:.', { position });
      await cutFrom(storage, key);
      break;
    }
    link = chainFrames(link, segment.frames);
    const news: Uint8Array[] = [];
    for (const { kind, payload } of segment.frames) {
      if (position++ >= from && isUpdateKind(kind)) news.push(payload);
    }
    document.replay(news);
    updates += news.length;
    // segments of before the chain stay as they are
    small = segment.link ? noteSmall(small, { key, bytes: stored.bytes.length }) : [];
  }
  return { position, link, updates, small };
}

/**
 * Where to begin: at the segment that holds the position when it says its own link. Where it does not, because it is
 * of before the chain or damaged, the links must be computed over all frames from the first one on.
 */
async function findAnchor({
  storage,
  from,
  start,
}: ReplayOptions): Promise<{ key: string; position: number; link: Uint8Array }> {
  const key = await findSegmentKey(storage, from);
  for await (const { bytes } of readSegments(storage, key)) {
    const segment = decodeSegment(bytes);
    if (segment?.link && segment.firstPosition > 0 && segment.firstPosition <= from)
      return { key, position: segment.firstPosition, link: segment.link };
    break;
  }
  return { key: SEGMENT_PREFIX, position: 0, link: start };
}

/** Adds one to the last segments that fit one value together. */
function noteSmall(small: SmallSegment[], next: SmallSegment): SmallSegment[] {
  const kept = [...small, next];
  let sum = kept.reduce((total, { bytes }) => total + bytes, 0);
  while (sum > MAX_STORAGE_VALUE_BYTES) sum -= kept.shift()?.bytes ?? 0;
  return kept;
}

/** Moves this segment and all behind it out of the journal's way. */
async function cutFrom(storage: RoomStorage, key: string): Promise<void> {
  for await (const page of pages(storage, SEGMENT_PREFIX, key)) {
    const moved = new Map([...page].map(([name, bytes]) => [`${CUT_PREFIX}${name}`, bytes]));
    await writeTogether(storage, moved, [...page.keys()]);
  }
  await storage.sync();
}

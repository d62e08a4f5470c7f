import { CHECKPOINT_EVERY, JOURNAL_FLUSH_BYTES, MAX_STORAGE_VALUE_BYTES } from '#core/limits.ts';
import { chainFrames } from '#core/tape/chain.ts';
import { type Frame, isUpdateKind } from '#core/tape/frames.ts';
import { encodeSegment } from '#core/tape/segment.ts';
import { type CheckpointManifest, makeCheckpoint, outdatedKeys } from './checkpoint.ts';
import type { Log } from './log.ts';
import type { RoomDocument } from './room-document.ts';
import { CHECKPOINTS_KEPT, MAX_SMALL_SEGMENTS, MAX_UNWRITTEN_BYTES, WRITE_RETRY } from './room-limits.ts';
import { mergeSegments, readSegments, segmentEntries } from './segments.ts';
import { type RoomStorage, writeTogether } from './storage.ts';

/** Starts `run` once after `delay` and returns how to call it off. */
export type SetTimer = (run: () => void, delay: number) => () => void;

export interface JournalDependencies {
  storage: RoomStorage;
  document: RoomDocument;
  setTimer: SetTimer;
  log: Log;
  /** How long updates are gathered before one durable write. */
  window: number;
  /** Called when a write begins; what it returns is called once all that was appended before is durable. */
  beginWrite: () => () => void;
  /** A write failed. Nothing is lost yet: it is kept and tried again. */
  onFailure: () => void;
}

/** Where a journal stands when its room has loaded. */
export interface JournalStart {
  /** Number of frames in storage. */
  position: number;
  /** Link of the chain after them. */
  link: Uint8Array;
  checkpoints: CheckpointManifest[];
  updatesSinceCheckpoint: number;
  smallSegments: SmallSegment[];
}

export interface SmallSegment {
  key: string;
  bytes: number;
}

/**
 * The room's append-only record. Frames are gathered and written as one segment by one put (group commit), together
 * with whatever else must change with them. A write that fails keeps everything in memory, in order, and is repeated.
 */
export class Journal {
  readonly #given: JournalDependencies;
  #position = 0;
  #durable = 0;
  /** Link of the chain after the frames that are on disk. */
  #link: Uint8Array = new Uint8Array();
  #frames: Frame[] = [];
  #frameBytes = 0;
  #beside = new Map<string, Uint8Array>();
  #removed = new Set<string>();
  #cancelTimer: (() => void) | null = null;
  #chain: Promise<unknown> = Promise.resolve();
  #queued: Promise<boolean> | null = null;
  #checkpoints: CheckpointManifest[] = [];
  #updatesSinceCheckpoint = 0;
  #small: SmallSegment[] = [];
  #isFrozen = false;

  constructor(given: JournalDependencies) {
    this.#given = given;
  }

  /** Takes up where storage ends. */
  start({ position, link, checkpoints, updatesSinceCheckpoint, smallSegments }: JournalStart): void {
    this.#position = position;
    this.#durable = position;
    this.#link = link;
    this.#checkpoints = checkpoints;
    this.#updatesSinceCheckpoint = updatesSinceCheckpoint;
    this.#small = smallSegments;
  }

  /** Number of frames, those in memory included: the position that the next frame gets. */
  get position(): number {
    return this.#position;
  }

  /** Number of frames that are on disk. */
  get durable(): number {
    return this.#durable;
  }

  /** Link of the chain after the frames that are on disk. */
  get link(): Uint8Array {
    return this.#link;
  }

  /** So much waits to be written that the room must not take more. */
  get isFull(): boolean {
    return this.#frameBytes > MAX_UNWRITTEN_BYTES;
  }

  /** Nothing is added from now on: what is sealed must not change. */
  freeze(): void {
    this.#isFrozen = true;
  }

  /** Adds a frame, to be written within the window. One that comes after the journal was frozen is a bug, and is left out. */
  append(frame: Frame): void {
    if (this.#isFrozen) {
      this.#given.log.error('A frame came after the tape was sealed. It was left out.', { kind: frame.kind });
      return;
    }
    this.#frames.push(frame);
    this.#frameBytes += frame.payload.length;
    this.#position++;
    if (isUpdateKind(frame.kind)) this.#updatesSinceCheckpoint++;
    if (this.#frameBytes >= JOURNAL_FLUSH_BYTES && !this.isFull) void this.commit();
    else this.schedule();
  }

  /** Writes this value with the next segment: both stand, or neither. */
  setBeside(key: string, value: Uint8Array): void {
    this.#removed.delete(key);
    this.#beside.set(key, value);
    this.schedule();
  }

  /** Deletes these keys with the next segment. */
  removeBeside(keys: Iterable<string>): void {
    for (const key of keys) {
      this.#beside.delete(key);
      this.#removed.add(key);
    }
    this.schedule();
  }

  /** Makes sure that a write happens within the window, also when it is only to tell what was durable before. */
  schedule(delay = this.#given.window): void {
    this.#cancelTimer ??= this.#given.setTimer(() => {
      this.#cancelTimer = null;
      void this.commit();
    }, delay);
  }

  /**
   * Writes all that was appended. Resolves to true once it is durable, and to false when storage failed.
   * `isFinal` adds a checkpoint and merges small segments: the room is about to be left.
   */
  commit({ isFinal = false }: { isFinal?: boolean } = {}): Promise<boolean> {
    if (this.#queued && !isFinal) return this.#queued;
    const done = this.#chain.then(() => this.#write(isFinal));
    this.#chain = done;
    this.#queued = done;
    return done;
  }

  async #write(isFinal: boolean): Promise<boolean> {
    this.#queued = null;
    const { beginWrite, log } = this.#given;
    const acknowledge = beginWrite();
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    let segment: SmallSegment | null = null;
    if (this.#frames.length + this.#beside.size + this.#removed.size > 0 || isFinal) {
      const taken = this.#take();
      try {
        segment = await this.#put(taken, isFinal);
      } catch (error) {
        log.error('A journal write failed. It is kept in memory and tried again.', { error: nameOf(error) });
        this.#putBack(taken);
        return false;
      }
    }
    acknowledge();
    try {
      await this.#tidy(segment, isFinal);
    } catch (error) {
      log.error('Merging small segments failed. They stay as they are.', { error: nameOf(error) });
    }
    return true;
  }

  #take(): Batch {
    const batch = {
      frames: this.#frames,
      bytes: this.#frameBytes,
      beside: this.#beside,
      removed: this.#removed,
    };
    this.#frames = [];
    this.#frameBytes = 0;
    this.#beside = new Map();
    this.#removed = new Set();
    return batch;
  }

  #putBack({ frames, bytes, beside, removed }: Batch): void {
    this.#frames = frames.concat(this.#frames);
    this.#frameBytes += bytes;
    this.#beside = new Map([...beside, ...this.#beside]);
    for (const key of removed) if (!this.#beside.has(key)) this.#removed.add(key);
    this.#given.onFailure();
    this.schedule(WRITE_RETRY);
  }

  /** Everything of one write, with no await between its puts: one commit of the storage. */
  async #put({ frames, beside, removed }: Batch, isFinal: boolean): Promise<SmallSegment | null> {
    const { storage, document } = this.#given;
    const position = this.#position;
    const entries = new Map(beside);
    const gone = [...removed];
    let segment: SmallSegment | null = null;
    if (frames.length > 0) {
      const firstPosition = position - frames.length;
      const bytes = encodeSegment({ firstPosition, link: this.#link, frames });
      for (const [key, value] of segmentEntries(firstPosition, bytes)) {
        segment ??= { key, bytes: bytes.length };
        entries.set(key, value);
      }
    }
    const updates = this.#updatesSinceCheckpoint;
    const checkpoint =
      updates >= (isFinal ? 1 : CHECKPOINT_EVERY) ? makeCheckpoint(document.doc, position) : null;
    const checkpoints = checkpoint ? [...this.#checkpoints, checkpoint.manifest] : this.#checkpoints;
    if (checkpoint) {
      for (const [key, value] of checkpoint.entries) entries.set(key, value);
      gone.push(...outdatedKeys(checkpoints));
    }
    // one wait for both: each wait is another turn of the runtime, and this runs for every window of every room
    await Promise.all([writeTogether(storage, entries, gone, { isUnconfirmed: true }), storage.sync()]);
    this.#durable = position;
    this.#link = chainFrames(this.#link, frames);
    if (checkpoint) {
      this.#checkpoints = checkpoints.slice(-CHECKPOINTS_KEPT);
      this.#updatesSinceCheckpoint -= updates;
    }
    return segment;
  }

  /** Small segments are gathered until one more would not fit a value with them, or there are many. */
  async #tidy(segment: SmallSegment | null, isFinal: boolean): Promise<void> {
    if (segment) {
      const bytes = this.#small.reduce((sum, other) => sum + other.bytes, segment.bytes);
      if (bytes > MAX_STORAGE_VALUE_BYTES) await this.#merge();
      if (segment.bytes <= MAX_STORAGE_VALUE_BYTES) this.#small.push(segment);
    }
    if (this.#small.length > (isFinal ? 1 : MAX_SMALL_SEGMENTS)) await this.#merge();
  }

  /** Makes one segment of the small ones. They fit a value together, since a merged segment is no larger than its parts. */
  async #merge(): Promise<void> {
    const { storage, log } = this.#given;
    const small = this.#small;
    this.#small = [];
    const [first] = small;
    if (!first || small.length < 2) return;
    const keys = new Set(small.map(({ key }) => key));
    const parts: Uint8Array[] = [];
    for await (const {
      keys: [key = ''],
      bytes,
    } of readSegments(storage, first.key)) {
      if (!keys.has(key)) break;
      parts.push(bytes);
    }
    const merged = parts.length === small.length ? mergeSegments(parts) : null;
    if (!merged || merged.length > MAX_STORAGE_VALUE_BYTES) {
      log.error('Small segments do not fit together. They stay as they are.', { segments: small.length });
      return;
    }
    keys.delete(first.key);
    await writeTogether(storage, new Map([[first.key, merged]]), [...keys], { isUnconfirmed: true });
    await storage.sync();
  }
}

interface Batch {
  frames: Frame[];
  bytes: number;
  beside: Map<string, Uint8Array>;
  removed: Set<string>;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

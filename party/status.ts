import {
  type EndReason,
  type InterviewClock,
  STOPPED_CLOCK,
  type StatusReport,
} from '#core/interview-clock.ts';
import { type InterviewEvent, type InterviewStatus, isOver, nextStatus } from '#core/interview-status.ts';
import type { LanguageId } from '#core/languages.ts';
import { FRAME_KINDS } from '#core/tape/frames.ts';
import type { Journal } from './journal.ts';
import { type RecordFrame, SYSTEM } from './record.ts';
import type { Sessions } from './sessions.ts';
import { encodeStored, META_KEY, type RoomMeta } from './stored.ts';

export interface StatusDependencies {
  journal: Journal;
  sessions: Sessions;
  record: RecordFrame;
  clock: () => number;
}

/** Why an interview that this event ended is over. */
const END_REASONS: Partial<Record<InterviewEvent, EndReason>> = {
  end: 'ended',
  'time-up': 'time-up',
  'pause-expired': 'pause-expired',
  'never-returned': 'never-returned',
};

/** Where the interview stands, since when, and how its time goes. Every change is told, journalled and stored together. */
export class RoomStatus {
  readonly #given: StatusDependencies;
  #meta: RoomMeta | null = null;

  constructor(given: StatusDependencies) {
    this.#given = given;
  }

  /** Takes up what is stored; null for a room that nobody has entered. */
  restore(meta: RoomMeta | null): void {
    this.#meta = meta;
  }

  /** Whether the room has been written down once. */
  get exists(): boolean {
    return this.#meta !== null;
  }

  get current(): InterviewStatus {
    return this.#meta?.status ?? 'created';
  }

  /** How its time goes. */
  get clock(): InterviewClock {
    return pickClock(this.#meta ?? STOPPED_CLOCK);
  }

  /** The language that the interview was made in. */
  get language(): LanguageId {
    return this.#meta?.language ?? 'python';
  }

  /** Since when it has been paused or interrupted, or the candidate's line broken; null while they are here. */
  get waitingSince(): number | null {
    return this.#meta?.pausedAt ?? this.#meta?.lostAt ?? null;
  }

  /** The last warning that was given, as time left; null before any. */
  get warnedMs(): number | null {
    return this.#meta?.warnedMs ?? null;
  }

  /** What the app is told; null before there is anything to tell. */
  report(dueAt: number | null): StatusReport | null {
    const meta = this.#meta;
    if (!meta) return null;
    const { revision, status, endReason } = meta;
    return { revision, status, clock: pickClock(meta), dueAt, endReason };
  }

  /** Writes the room down for the first time. */
  begin(
    roomName: string,
    { language = 'python', limitMs = null }: { language?: LanguageId; limitMs?: number | null } = {},
  ): void {
    this.#meta = {
      ...STOPPED_CLOCK,
      version: 1,
      roomName,
      createdAt: this.#given.clock(),
      status: 'created',
      language,
      limitMs,
      lostAt: null,
      warnedMs: null,
      endReason: null,
      revision: 0,
    };
    this.#writeStatus(this.#meta, SYSTEM);
  }

  /** Goes where this event leads; whether it leads anywhere from here. `by` is whoever made it happen. */
  moveOn(event: InterviewEvent, by: string = SYSTEM): boolean {
    const meta = this.#meta;
    const status = meta && nextStatus(meta.status, event);
    if (!meta || !status || status === meta.status) return false;
    const now = this.#given.clock();
    const before = JSON.stringify(pickClock(meta));
    if (meta.pausedAt !== null) {
      meta.pausedMs += Math.max(0, now - meta.pausedAt);
      meta.pausedAt = null;
    }
    meta.status = status;
    if (status === 'in_progress') meta.startedAt ??= now;
    if (status === 'paused') meta.pausedAt = now;
    if (event === 'candidate-joined' || event === 'resume') meta.lostAt = null;
    if (isOver(status)) {
      meta.endedAt = now;
      meta.endReason = END_REASONS[event] ?? 'ended';
    }
    this.#writeStatus(meta, by);
    if (JSON.stringify(pickClock(meta)) !== before) this.#recordClock(meta, SYSTEM);
    this.#tell(meta);
    return true;
  }

  /** The candidate went, or is here again; the status follows later, if they do not return in time. */
  noteCandidate(isHere: boolean): void {
    const meta = this.#meta;
    if (!meta || isOver(meta.status) || meta.startedAt === null || isHere === (meta.lostAt === null)) return;
    meta.lostAt = isHere ? null : this.#given.clock();
    this.#write(meta);
  }

  /** Gives the interview more time, in milliseconds. A warning that was given may come again. */
  addTime(ms: number, by: string): void {
    const meta = this.#meta;
    if (!meta || meta.limitMs === null) return;
    meta.limitMs += ms;
    meta.warnedMs = null;
    this.#write(meta);
    this.#recordClock(meta, by);
    this.#tell(meta);
  }

  /** Tells everybody that this much time is left at most. */
  warn(warningMs: number): void {
    const meta = this.#meta;
    if (!meta) return;
    meta.warnedMs = warningMs;
    this.#given.record(FRAME_KINDS.clock, SYSTEM, { ...pickClock(meta), warningMs });
    this.#given.journal.setBeside(META_KEY, encodeStored(meta));
    this.#given.sessions.tellAll({ type: 'time-warning', leftMs: warningMs });
  }

  #writeStatus(meta: RoomMeta, by: string): void {
    this.#given.record(FRAME_KINDS.status, by, { status: meta.status });
    this.#write(meta);
  }

  #write(meta: RoomMeta): void {
    meta.revision += 1;
    this.#given.journal.setBeside(META_KEY, encodeStored(meta));
  }

  #recordClock(meta: RoomMeta, by: string): void {
    this.#given.record(FRAME_KINDS.clock, by, pickClock(meta));
  }

  #tell(meta: RoomMeta): void {
    this.#given.sessions.tellAll({ type: 'status', status: meta.status, clock: pickClock(meta) });
  }
}

function pickClock({ startedAt, endedAt, limitMs, pausedAt, pausedMs }: InterviewClock): InterviewClock {
  return { startedAt, endedAt, limitMs, pausedAt, pausedMs };
}

import { type InterviewEvent, type InterviewStatus, nextStatus } from '#core/interview-status.ts';
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

/** Where the interview stands, and since when. Every change is told, journalled and stored together. */
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

  /** The times as they are told, in server time. */
  get times(): { startedAt: number | null; endedAt: number | null } {
    return { startedAt: this.#meta?.startedAt ?? null, endedAt: this.#meta?.endedAt ?? null };
  }

  /** Writes the room down for the first time. */
  begin(roomName: string): void {
    const createdAt = this.#given.clock();
    this.#meta = { version: 1, roomName, createdAt, status: 'created', startedAt: null, endedAt: null };
    this.#write(this.#meta);
  }

  /** Goes where this event leads, if it leads anywhere from here. */
  moveOn(event: InterviewEvent): void {
    const meta = this.#meta;
    const status = meta && nextStatus(meta.status, event);
    if (!meta || !status || status === meta.status) return;
    const now = this.#given.clock();
    meta.status = status;
    const { startedAt, endedAt } = meta;
    if (status === 'in_progress') meta.startedAt ??= now;
    if (event === 'end') meta.endedAt = now;
    this.#write(meta);
    if (meta.startedAt !== startedAt || meta.endedAt !== endedAt) {
      this.#given.record(FRAME_KINDS.clock, SYSTEM, this.times);
    }
    this.#given.sessions.tellAll({ type: 'status', status, ...this.times });
  }

  #write(meta: RoomMeta): void {
    this.#given.record(FRAME_KINDS.status, SYSTEM, { status: meta.status });
    this.#given.journal.setBeside(META_KEY, encodeStored(meta));
  }
}

import type { ChatMessage } from '#core/room-protocol.ts';
import type { Utterance } from '#core/speech.ts';
import { type ActivityRange, type AuthorActivity, computeActivity } from './activity.ts';
import { type Changes, computeChanges } from './changes.ts';
import type { TimelineEvent } from './events.ts';
import { computeIdleSpans, type IdleSpan } from './idle.ts';
import type { Participant } from './people.ts';
import { countUpTo } from './position-log.ts';
import { ReplayState } from './replay-state.ts';
import type { RecordedRun } from './runs.ts';
import type { TerminalLog } from './terminal.ts';
import type { TimelineLogs } from './timeline-logs.ts';

/**
 * A tape to be looked at: the room at any position, in any order, and what happened on the way.
 *
 * A position is a number of frames that have happened, from 0 to `length`. What a frame changed is seen at the position
 * after it. Times are server time in milliseconds and never go back: where the room's clock did, frames keep the latest
 * time before them.
 *
 * It grows with what is added to its builder; what was said of earlier positions stays true.
 */
export class Timeline {
  readonly #logs: TimelineLogs;

  constructor(logs: TimelineLogs) {
    this.#logs = logs;
  }

  /** Number of frames. */
  get length(): number {
    return this.#logs.times.length;
  }

  /** Time of the first frame, or null when there is none. */
  get startAt(): number | null {
    return this.#logs.times[0] ?? null;
  }

  /** Time of the last frame, or null when there is none. */
  get endAt(): number | null {
    return this.#logs.times.at(-1) ?? null;
  }

  /** Frames that could not be read, whole or in part: of kinds that this reader does not know, or damaged. */
  get skipped(): number {
    return this.#logs.skipped;
  }

  /** Everybody who was in the room, by their first arrival. */
  get people(): Participant[] {
    return this.#logs.people.list();
  }

  /** In order. */
  get events(): readonly TimelineEvent[] {
    return this.#logs.events;
  }

  /** All runs of programs and tests, in order. */
  get runs(): readonly RecordedRun[] {
    return this.#logs.runs.list;
  }

  /** All that was said in the chat; the first `chatCount` of a state had been said by then. */
  get chat(): readonly ChatMessage[] {
    return this.#logs.chat.values;
  }

  /** All that was said in the call, in the order in which it ended. Its times are those of the tape. */
  get speeches(): readonly Utterance[] {
    return this.#logs.speeches;
  }

  /** What was printed on the shared terminals and typed into them. */
  get terminal(): Pick<TerminalLog, 'output' | 'input' | 'changes'> {
    return this.#logs.terminal;
  }

  /** The position at this time: after all frames that had happened. */
  atTime(time: number): number {
    return countUpTo(this.#logs.times, time);
  }

  /** The time of the last frame before this position; at 0 that of the first one. 0 when there is none. */
  timeOf(position: number): number {
    return this.#logs.times[Math.max(0, this.#inside(position) - 1)] ?? 0;
  }

  /** The room at this position. What is outside of the tape counts as its beginning or end. */
  stateAt(position: number): ReplayState {
    const inside = this.#inside(position);
    return new ReplayState(this.#logs, inside, this.timeOf(inside));
  }

  /** How many edits happened after `from` and up to `to`. */
  editsBetween(from: number, to: number): number {
    const { edits } = this.#logs;
    return Math.max(0, countUpTo(edits, to) - countUpTo(edits, from));
  }

  /** The nearest position behind this one that an edit leads to, or null. */
  nextEdit(position: number): number | null {
    const { edits } = this.#logs;
    return edits[countUpTo(edits, position)] ?? null;
  }

  /** The nearest position before this one that an edit leads to, or null. */
  previousEdit(position: number): number | null {
    const { edits } = this.#logs;
    return edits[countUpTo(edits, Math.ceil(position) - 1) - 1] ?? null;
  }

  /** What leads from one position to another, forwards or backwards; null when setting the texts is cheaper. */
  changes(from: number, to: number): Changes | null {
    return computeChanges(this.#logs.files, this.#inside(from), this.#inside(to));
  }

  /** How much each author wrote when. Throws a RangeError for a number of buckets that is out of range. */
  activity(range: ActivityRange): AuthorActivity[] {
    const { files, sources, times } = this.#logs;
    return computeActivity(files.logs, times, sources, range);
  }

  /** The stretches of at least `threshold` milliseconds in which nothing happened that can be seen or heard. */
  idleSpans(threshold: number): IdleSpan[] {
    const { lively, times, speeches } = this.#logs;
    return computeIdleSpans({ lively, times, spoken: speeches }, threshold);
  }

  #inside(position: number): number {
    return Math.min(Math.max(0, Math.floor(position) || 0), this.length);
  }
}

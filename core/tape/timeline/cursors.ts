import type { TextChange } from './document-fold.ts';
import type { FileLog } from './file-log.ts';
import type { Moment } from './moment.ts';
import { PositionLog } from './position-log.ts';
import type { Sources } from './sources.ts';
import type { TextLog } from './text-log.ts';

/** A cursor with its selection, in UTF-16 units; both are the same where nothing is selected. */
export interface Range {
  anchor: number;
  head: number;
}

/** A cursor in a text. */
export interface TextCursor extends Range {
  participantId: string;
  log: TextLog;
}

/** Changes of its text that a cursor goes through before it is noted anew: reading it steps through no more. */
const NOTE_EVERY = 512;

/**
 * Where everybody's cursor is. Noted is only what cannot be worked out from the changes of the text: after an edit of
 * their own the cursor stands behind it, and others' edits before it shift it.
 */
export class Cursors {
  readonly #files: FileLog;
  readonly #sources: Sources;
  readonly #people = new Map<string, Track>();

  constructor(files: FileLog, sources: Sources) {
    this.#files = files;
    this.#sources = sources;
  }

  /** Takes what somebody said of their cursor; null when it is in no file. */
  set({ position, author }: Moment, at: (Range & { fileId: string }) | null): void {
    const track = this.#trackOf(author);
    const log = at && this.#files.logOf(at.fileId);
    if (!at || !log) {
      note(track, position, null);
      return;
    }
    const inside = (offset: number) => Math.min(offset, log.length);
    const range = { anchor: inside(at.anchor), head: inside(at.head) };
    note(track, position, { log, count: log.count, insertedAt: -1, ...range });
    this.open(position, author, at.fileId);
  }

  /** Somebody has this file in front of them. */
  open(position: number, author: string, fileId: string | null): void {
    const { opened } = this.#trackOf(author);
    if (opened.last !== fileId) opened.push(position, fileId);
  }

  /** They went: they have neither cursor nor file any more. */
  leave({ position, author }: Moment): void {
    if (!this.#people.has(author)) return;
    note(this.#trackOf(author), position, null);
    this.open(position, author, null);
  }

  /**
   * Takes what a frame has just done to texts, before the list of files is read anew: a file that came with its text
   * moves nobody's cursor. `editor` is whose cursor goes along; null for what no participant did.
   */
  follow(position: number, changes: readonly TextChange[], editor: string | null): void {
    const own = editor === null ? undefined : changes.findLast(({ log }) => this.#files.fileOf(log));
    if (editor !== null && own) this.#enter(position, editor, own.log, changes);
    for (const track of this.#people.values()) {
      const { now } = track;
      if (!now || now.count === now.log.count) continue;
      advance(now, now.log.count, track.number);
      if (now.count - track.noted > NOTE_EVERY) note(track, position, now);
    }
  }

  /** All cursors at this position. */
  at(position: number): TextCursor[] {
    const cursors: TextCursor[] = [];
    for (const [participantId, { notes, number }] of this.#people) {
      const noted = notes.lastAt(position);
      if (!noted) continue;
      const cursor = { ...noted };
      advance(cursor, cursor.log.countAt(position), number);
      cursors.push({ participantId, log: cursor.log, anchor: cursor.anchor, head: cursor.head });
    }
    return cursors;
  }

  /** The file that each participant has in front of them at this position. */
  openFilesAt(position: number): Map<string, string> {
    const files = new Map<string, string>();
    for (const [participantId, { opened }] of this.#people) {
      const fileId = opened.lastAt(position);
      if (fileId !== null) files.set(participantId, fileId);
    }
    return files;
  }

  /** An edit in another text than before takes the cursor there. */
  #enter(position: number, editor: string, log: TextLog, changes: readonly TextChange[]): void {
    const track = this.#trackOf(editor);
    this.open(position, editor, this.#files.fileOf(log)?.id ?? null);
    if (track.now?.log === log) return;
    const before = log.count - changes.filter((change) => change.log === log).length;
    const cursor: Cursor = { log, count: before, anchor: 0, head: 0, insertedAt: -1 };
    advance(cursor, log.count, track.number);
    note(track, position, cursor);
  }

  #trackOf(participantId: string): Track {
    let track = this.#people.get(participantId);
    if (!track) {
      const number = this.#sources.numberOf(participantId);
      track = { number, notes: new PositionLog(), opened: new PositionLog(), now: null, noted: 0 };
      this.#people.set(participantId, track);
    }
    return track;
  }
}

interface Cursor extends Range {
  log: TextLog;
  /** Changes of the text that it has gone through. */
  count: number;
  /** Position after the frame in which its owner inserted something last. */
  insertedAt: number;
}

interface Track {
  /** Number of its owner as an author. */
  number: number;
  notes: PositionLog<Readonly<Cursor> | null>;
  opened: PositionLog<string | null>;
  /** The cursor as it is now. */
  now: Cursor | null;
  /** Changes that the newest note has gone through. */
  noted: number;
}

function note(track: Track, position: number, cursor: Cursor | null): void {
  if (!cursor && !track.now) return;
  track.notes.push(position, cursor && { ...cursor });
  track.now = cursor;
  track.noted = cursor?.count ?? 0;
}

/** Takes a cursor through the changes of its text up to `count`. `owner` is its owner's number. */
function advance(cursor: Cursor, count: number, owner: number): void {
  const { log } = cursor;
  for (let n = cursor.count; n < count; n++) {
    const at = log.offsets[n] ?? 0;
    const deleted = log.deleted[n] ?? 0;
    const inserted = log.inserted[n]?.length ?? 0;
    const position = log.positions[n] ?? 0;
    // of one frame the last insertion counts: what it replaced may go after it
    if (log.actors[n] === owner && (inserted > 0 || cursor.insertedAt !== position)) {
      cursor.anchor = at + inserted;
      cursor.head = cursor.anchor;
      if (inserted > 0) cursor.insertedAt = position;
    } else {
      cursor.anchor = shift(cursor.anchor, at, deleted, inserted);
      cursor.head = shift(cursor.head, at, deleted, inserted);
    }
  }
  cursor.count = Math.max(cursor.count, count);
}

/** An offset sticks to the character behind it, as in the live editor. */
function shift(offset: number, at: number, deleted: number, inserted: number): number {
  if (offset >= at + deleted) return offset + inserted - deleted;
  return Math.min(offset, at);
}

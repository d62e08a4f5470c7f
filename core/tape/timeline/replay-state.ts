import type { InterviewStatus } from '#core/interview-status.ts';
import type { Person } from '#core/room-protocol.ts';
import type { Range } from './cursors.ts';
import type { FileTree } from './file-log.ts';
import type { RunsAt } from './runs.ts';
import type { Source } from './sources.ts';
import type { TerminalAt } from './terminal.ts';
import { sourcesOf, textOf } from './text-rope.ts';
import type { TimelineLogs } from './timeline-logs.ts';

/** A file as it was listed. */
export interface ReplayFile {
  id: string;
  /** Unique, as `listFiles` tells equal ones apart. */
  path: string;
  /** In UTF-16 units. */
  length: number;
}

/** Somebody's cursor in a file that was listed. */
export interface ReplayCursor extends Range {
  participantId: string;
  fileId: string;
}

/** Characters of a text that came together from one source. */
export interface Attribution extends Source {
  length: number;
}

/** When the interview began and ended by the room's clock; null before that. */
export interface ClockAt {
  startedAt: number | null;
  endedAt: number | null;
}

/** What is asked: how often it has changed, and when last. */
export interface QuestionAt {
  changes: number;
  changedAt: number | null;
}

/**
 * The room as it was at one position of its tape. Everything is worked out when it is asked for, so that what a viewer
 * does not look at costs nothing. Runs hold what is hidden of tests: whoever shows them to others strips that.
 */
export class ReplayState {
  /** Number of frames that have happened. */
  readonly position: number;
  /** Time of the newest of them. */
  readonly at: number;
  readonly #logs: TimelineLogs;
  readonly #tree: FileTree;

  constructor(logs: TimelineLogs, position: number, at: number) {
    this.#logs = logs;
    this.position = position;
    this.at = at;
    this.#tree = logs.files.treeAt(position);
  }

  /** The files, sorted by path. */
  get files(): ReplayFile[] {
    return this.#tree.files.map(({ id, path, log }) => ({
      id,
      path,
      length: log.lengthAfter(log.countAt(this.position)),
    }));
  }

  /** Folders that were made by hand, sorted. */
  get folders(): readonly string[] {
    return this.#tree.folders;
  }

  /** The exact text of a file, or null when none of this id was listed. */
  text(fileId: string): string | null {
    const log = this.#logOf(fileId);
    return log && textOf(log.snapshotAfter(log.countAt(this.position)));
  }

  /** Where the text of a file came from, in runs that cover it exactly; null when none of this id was listed. */
  attribution(fileId: string): Attribution[] | null {
    const log = this.#logOf(fileId);
    if (!log) return null;
    return sourcesOf(log.snapshotAfter(log.countAt(this.position))).map(({ length, source }) => ({
      length,
      ...this.#logs.sources.requireSource(source),
    }));
  }

  /** Cursors in files that are listed. */
  get cursors(): ReplayCursor[] {
    return this.#logs.cursors.at(this.position).flatMap(({ participantId, log, anchor, head }) => {
      const file = this.#tree.files.find((one) => one.log === log);
      return file ? [{ participantId, fileId: file.id, anchor, head }] : [];
    });
  }

  /** The file that each participant has in front of them, by participant. */
  get openFiles(): Map<string, string> {
    const listed = new Set(this.#tree.files.map(({ id }) => id));
    const open = [...this.#logs.cursors.openFilesAt(this.position)];
    return new Map(open.filter(([, fileId]) => listed.has(fileId)));
  }

  /** Who is there, by arrival. */
  get present(): Person[] {
    return this.#logs.people.presentAt(this.position);
  }

  get status(): InterviewStatus {
    return this.#logs.statuses.lastAt(this.position) ?? 'created';
  }

  get clock(): ClockAt {
    return this.#logs.clocks.lastAt(this.position) ?? { startedAt: null, endedAt: null };
  }

  get question(): QuestionAt {
    const { questions } = this.#logs;
    return { changes: questions.countAt(this.position), changedAt: questions.lastAt(this.position) };
  }

  /** The runs that the room shows, with their output, input and results so far. */
  get runs(): RunsAt {
    return this.#logs.runs.at(this.position);
  }

  /** How many of the timeline's chat messages had been said. */
  get chatCount(): number {
    return this.#logs.chat.countAt(this.position);
  }

  get terminal(): TerminalAt {
    return this.#logs.terminal.at(this.position);
  }

  #logOf(fileId: string) {
    return this.#tree.files.find(({ id }) => id === fileId)?.log ?? null;
  }
}

import { listFiles, listFolders } from '#core/doc-shape.ts';
import type { DocumentFold } from './document-fold.ts';
import { PositionLog } from './position-log.ts';
import type { TextLog } from './text-log.ts';

/** A file as it is listed. */
export interface FileEntry {
  readonly id: string;
  /** As `listFiles` tells equal ones apart. */
  readonly path: string;
  readonly log: TextLog;
}

export interface FileTree {
  readonly files: readonly FileEntry[];
  readonly folders: readonly string[];
}

const EMPTY_TREE: FileTree = { files: [], folders: [] };

/**
 * Which files there were at every moment. Each change keeps the whole list, of at most a few hundred entries, and shares
 * the entries that stayed.
 */
export class FileLog {
  readonly #trees = new PositionLog<FileTree>();
  #entries = new Map<string, FileEntry>();
  #byLog = new Map<TextLog, FileEntry>();
  /** Logs of all texts that were ever listed. */
  readonly logs = new Set<TextLog>();

  /** Reads the list anew after a frame that may have changed it. Says whether it did. */
  update(position: number, fold: DocumentFold): boolean {
    const files = listFiles(fold.doc).map(({ id, path, text }) => {
      const log = fold.logOf(text);
      const known = this.#entries.get(id);
      return known?.path === path && known.log === log ? known : { id, path, log };
    });
    const folders = listFolders(fold.doc);
    const before = this.#trees.last ?? EMPTY_TREE;
    if (isSame(files, before.files) && isSame(folders, before.folders)) return false;
    this.#trees.push(position, {
      files,
      folders: isSame(folders, before.folders) ? before.folders : folders,
    });
    this.#entries = new Map(files.map((file) => [file.id, file]));
    this.#byLog = new Map(files.map((file) => [file.log, file]));
    for (const { log } of files) this.logs.add(log);
    return true;
  }

  /** The file that this text belongs to now, or null when none that is listed. */
  fileOf(log: TextLog): FileEntry | null {
    return this.#byLog.get(log) ?? null;
  }

  /** The text of this file now, or null when it is not listed. */
  logOf(fileId: string): TextLog | null {
    return this.#entries.get(fileId)?.log ?? null;
  }

  treeAt(position: number): FileTree {
    return this.#trees.lastAt(position) ?? EMPTY_TREE;
  }
}

function isSame<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((one, n) => one === others[n]);
}

import type { FileLog } from './file-log.ts';
import type { TextLog, TextSplice } from './text-log.ts';
import { textOf } from './text-rope.ts';

/** A change of one file's text, to be applied to an editor's model in the order given. */
export interface Splice extends TextSplice {
  fileId: string;
}

/** How to get from one moment to another. */
export interface Changes {
  /** Of files that are listed at both moments. */
  splices: Splice[];
  /** Files came, went or are called otherwise, or folders did: read the list anew. */
  isTreeChanged: boolean;
}

/** Splices beyond which setting whole texts is cheaper than changing an editor's model. */
export const MAX_SPLICES = 500;

/** What leads from one position to the other, in either direction, or null when that is more than `MAX_SPLICES`. */
export function computeChanges(files: FileLog, from: number, to: number): Changes | null {
  const tree = files.treeAt(from);
  const next = files.treeAt(to);
  const splices: Splice[] = [];
  const after = new Map(next.files.map((file) => [file.id, file]));
  for (const { id: fileId, log } of tree.files) {
    const other = after.get(fileId)?.log;
    if (!other) continue;
    const found =
      other === log
        ? computeSplices(log, log.countAt(from), log.countAt(to), MAX_SPLICES - splices.length)
        : [replaceAll(log, log.countAt(from), other, other.countAt(to))];
    if (!found || splices.length + found.length > MAX_SPLICES) return null;
    for (const splice of found) splices.push({ fileId, ...splice });
  }
  return { splices, isTreeChanged: tree !== next };
}

function computeSplices(log: TextLog, from: number, to: number, most: number): TextSplice[] | null {
  if (Math.abs(to - from) > most) return null;
  const splices: TextSplice[] = [];
  for (let n = from; n < to; n++) splices.push(log.spliceAt(n));
  if (to >= from) return splices;
  const deleted = log.deletedBetween(to, from);
  for (let n = from - 1; n >= to; n--) {
    const { at, inserted } = log.spliceAt(n);
    splices.push({ at, deleted: inserted.length, inserted: deleted[n - to] ?? '' });
  }
  return splices;
}

/** The file has another text than before, as when its entry was made anew. */
function replaceAll(log: TextLog, count: number, next: TextLog, nextCount: number): TextSplice {
  return { at: 0, deleted: log.lengthAfter(count), inserted: textOf(next.snapshotAfter(nextCount)) };
}

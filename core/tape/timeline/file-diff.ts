import { type DiffHunk, diffLines } from './line-diff.ts';
import type { ReplayState } from './replay-state.ts';

/** What became of one file between two moments. */
export interface FileDiff {
  kind: 'added' | 'removed' | 'renamed' | 'changed';
  fileId: string;
  /** Its path at the later moment; of a file that was removed, at the earlier one. */
  path: string;
  /** Its path at the earlier moment, of a file that was renamed. Its text may have changed, too. */
  previousPath: string | null;
  hunks: DiffHunk[];
}

type Files = Pick<ReplayState, 'files' | 'text'>;

/** The files that differ between two moments, sorted by path. */
export function diffFiles(before: Files, after: Files): FileDiff[] {
  const old = new Map(before.files.map(({ id, path }) => [id, path]));
  const diffs: FileDiff[] = [];
  for (const { id: fileId, path } of after.files) {
    const previous = old.get(fileId) ?? null;
    old.delete(fileId);
    const hunks = diffLines(before.text(fileId) ?? '', after.text(fileId) ?? '');
    if (previous === null) diffs.push({ kind: 'added', fileId, path, previousPath: null, hunks });
    else if (previous !== path) diffs.push({ kind: 'renamed', fileId, path, previousPath: previous, hunks });
    else if (hunks.length > 0) diffs.push({ kind: 'changed', fileId, path, previousPath: null, hunks });
  }
  for (const [fileId, path] of old) {
    const hunks = diffLines(before.text(fileId) ?? '', '');
    diffs.push({ kind: 'removed', fileId, path, previousPath: null, hunks });
  }
  return diffs.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
